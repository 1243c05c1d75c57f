"""The same groups on a Spark cluster, for more texts than one machine can hold (an extra: pyspark 4, Java 17).

    from bilateral.voices.grouping.params import Grouping
    from bilateral.voices.grouping.spark import group_on_spark

    found = group_on_spark(session.read.parquet("s3a://..."), Grouping())
    found.submissions   # id, variant, campaign, family
    found.groups        # tier, group, inside, submissions, texts, representative, text

What runs on the executors are the compiled loops of the embedded path, over Arrow batches: hashes, signatures and band
keys are the same numbers, and each bucket is walked in the order of hashes, so the groups are the same sets. Their
names differ: a group is named by the smallest hash in it, for a cluster knows no first text. Of equally common texts
the one with the smallest hash represents. Executors need this package and pyspark, not Django. Not here: reading files,
differences between versions, themes (`voices.pipeline`); how sets are joined (`spark_sets`).

What is shuffled: once 540 bytes and the text for each distinct text of a batch; then 64 keys of 25 bytes each, and 540
bytes for each key that at least two texts share.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from bilateral.voices.grouping import kernels, walking
from bilateral.voices.grouping.arrow import bytes_and_offsets
from bilateral.voices.grouping.gathering import permutations
from bilateral.voices.grouping.letters import table
from bilateral.voices.grouping.params import BANDS, SIZE, TIERS, Grouping
from bilateral.voices.grouping.spark_sets import EDGES, joined

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

HASH: Final = 16
"""Bytes of a text's hash, the most significant first, so that they sort as numbers."""
_HASHED: Final = "id string, hash binary"
_SIGNED: Final = "hash binary, words int, texts long, id string, text string, signature binary"
_KEYS: Final = "band int, key int, hash binary"


@dataclass(frozen=True, slots=True)
class Grouped:
    """Two data frames, not computed yet. A tier is null where a text is in no group of it."""

    submissions: "DataFrame"
    groups: "DataFrame"


def group_on_spark(frame: "DataFrame", params: Grouping, id: str = "id", text: str = "text") -> Grouped:
    """Group the texts of a data frame; `id` and `text` name its columns. Ids are cast to strings, null is no words."""
    from pyspark.sql import functions as f

    rows = frame.select(f.col(id).cast("string").alias("id"), f.coalesce(f.col(text), f.lit("")).alias("text"))
    partly = rows.mapInArrow(signatures(params), _SIGNED)
    distinct = (
        partly.groupBy("hash")
        .agg(
            f.sum("texts").alias("texts"),
            f.min(f.struct("id", "text")).alias("one"),
            f.first("signature").alias("signature"),
        )
        .persist()
    )
    signed = distinct.filter(f.col("signature").isNotNull()).select("hash", "signature")
    members = _members(distinct, joined(_edges(signed, params)))
    return Grouped(_submissions(rows, members), _groups(members))


def _edges(signed: "DataFrame", params: Grouping) -> "DataFrame":
    """Pairs of texts that are alike, with the narrowest tier that they share. Buckets of one text are left out."""
    from pyspark.sql import functions as f

    placed = signed.mapInArrow(keys, _KEYS)
    shared = placed.groupBy("band", "key").agg(f.count("*").alias("n")).filter("n > 1").drop("n")
    met = placed.join(shared, ["band", "key"]).join(signed, "hash").select("band", "key", "hash", "signature")
    sorted_ = met.repartition("band", "key").sortWithinPartitions("band", "key", "hash")
    return sorted_.mapInArrow(walk(params), EDGES)


def _members(distinct: "DataFrame", sets: "DataFrame") -> "DataFrame":
    """A row a distinct text: how often, one id, the text, and in each tier the root of its set, itself at least; no
    family where it is one campaign only.
    """
    from pyspark.sql import functions as f

    level = {"family": 0, "campaign": 1, "variant": 2}
    roots = sets.groupBy("hash").agg(
        *(f.max(f.when(f.col("level") == n, f.col("root"))).alias(t) for t, n in level.items())
    )
    own = {t: f.when(f.col("signature").isNotNull() | f.lit(t == "variant"), f.col("hash")) for t in TIERS}
    merged = distinct.join(roots, "hash", "left")
    whole = merged.select("hash", "texts", "one", *(f.coalesce(f.col(t), own[t]).alias(t) for t in TIERS))
    joining = whole.groupBy("family").agg((f.min("campaign") != f.max("campaign")).alias("joins")).filter("joins")
    told = f.when(f.col("joins"), f.col("family")).alias("family")
    return whole.join(joining, "family", "left").select("hash", "texts", "one", "variant", "campaign", told).persist()


def _name(tier: str) -> Any:
    """A group's name from the hash of its root."""
    from pyspark.sql import functions as f

    return f.concat(f.lit(f"{tier[0]}-"), f.lower(f.substring(f.hex(f.col(tier)), 1, 16)))


def _groups(members: "DataFrame") -> "DataFrame":
    """Groups of at least two submissions, with the text that was sent most often."""
    from pyspark.sql import functions as f

    best = f.min(f.struct((-f.col("texts")).alias("less"), "hash", "one"))
    above = {"variant": "campaign", "campaign": "family", "family": None}
    parts = []
    for tier in TIERS:
        outer = above[tier]
        sizes = [f.sum("texts").alias("submissions"), f.count("*").alias("texts"), best.alias("best")]
        inside = f.first(_name(outer)) if outer else f.lit(None).cast("string")
        found = members.filter(f.col(tier).isNotNull()).groupBy(tier).agg(*sizes, inside.alias("inside"))
        parts.append(
            found.filter("submissions > 1").select(
                f.lit(tier).alias("tier"),
                _name(tier).alias("group"),
                "inside",
                "submissions",
                "texts",
                f.col("best.one.id").alias("representative"),
                f.col("best.one.text").alias("text"),
            )
        )
    return parts[0].unionAll(parts[1]).unionAll(parts[2])


def _submissions(rows: "DataFrame", members: "DataFrame") -> "DataFrame":
    """Every submission with its groups; null where it stands alone."""
    from pyspark.sql import functions as f

    named = members
    for tier in TIERS:
        sizes = members.groupBy(tier).agg((f.sum("texts") > 1).alias(f"{tier}_shared"))
        named = named.join(sizes, tier, "left")
    named = named.select("hash", *(f.when(f.col(f"{t}_shared"), _name(t)).alias(t) for t in TIERS))
    hashed = rows.mapInArrow(hashes, _HASHED)
    return hashed.join(named, "hash", "left").select("id", *TIERS)


def hashes(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """id, text -> id, hash (null without words)."""
    for batch in batches:
        hashed, words = _hashes(batch["text"])
        yield pa.RecordBatch.from_arrays(
            [batch["id"], pa.array(hashed, pa.binary(), mask=words == 0)], names=["id", "hash"]
        )


def signatures(params: Grouping) -> Any:
    """id, text -> a row for each distinct text of a batch: hash, words, how many, one id, the text, its signature."""
    add, multiply = permutations(params.seed)

    def sign(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        letters = table()
        for batch in batches:
            hashed, words = _hashes(batch["text"])
            some = np.flatnonzero(words)
            _, first, counts = np.unique(
                np.array(hashed, dtype=f"V{HASH}")[some], return_index=True, return_counts=True
            )
            rows = some[first]
            data, offsets = bytes_and_offsets(batch["text"])
            found = np.empty((len(rows), SIZE), dtype=np.uint32)
            kernels.sign(data, offsets, rows, letters, add, multiply, found)
            short = words[rows] < params.shortest
            yield pa.RecordBatch.from_arrays(
                [
                    pa.array([hashed[row] for row in rows.tolist()], pa.binary()),
                    pa.array(words[rows], pa.int32()),
                    pa.array(counts.astype(np.int64), pa.int64()),
                    batch["id"].take(pa.array(rows)),
                    batch["text"].take(pa.array(rows)),
                    pa.array([row.tobytes() for row in found], pa.binary(), mask=short),
                ],
                names=["hash", "words", "texts", "id", "text", "signature"],
            )

    return sign


def keys(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """hash, signature -> the key of each band, BANDS rows a text: band, key, hash."""
    for batch in batches:
        found = np.empty((batch.num_rows, BANDS), dtype=np.uint32)
        walking.all_keys(_signatures(batch["signature"]), BANDS, found)
        bands = np.tile(np.arange(BANDS, dtype=np.int32), batch.num_rows)
        again = np.repeat(np.arange(batch.num_rows), BANDS)
        yield pa.RecordBatch.from_arrays(
            [
                pa.array(bands),
                pa.array(found.ravel().view(np.int32)),
                batch["hash"].take(pa.array(again)),
            ],
            names=["band", "key", "hash"],
        )


def walk(params: Grouping) -> Any:
    """band, key, hash, signature, sorted by the first three -> edges. A bucket may span batches: leaders are kept."""
    needed = np.array(params.needed, dtype=np.int64)

    def walked(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        held, held_hashes, last = np.empty((0, SIZE), dtype=np.uint32), list[bytes](), -1
        for batch in batches:
            if not batch.num_rows:
                continue
            band = batch["band"].to_numpy(zero_copy_only=False).astype(np.int64)
            bucket = (band << 32) | batch["key"].to_numpy(zero_copy_only=False).view(np.uint32).astype(np.int64)
            if bucket[0] != last:
                held, held_hashes = held[:0], []
            rows = np.concatenate([held, _signatures(batch["signature"])])
            names = [*held_hashes, *batch["hash"].to_pylist()]
            of = np.concatenate([np.full(len(held), bucket[0]), bucket])
            leaders, joins = walking.walk_sorted(rows, of, len(held), needed, params.leaders)
            held, held_hashes, last = rows[leaders], [names[n] for n in leaders.tolist()], int(bucket[-1])
            ends = [pa.array([names[n] for n in joins[:, side].tolist()], pa.binary()) for side in (0, 1)]
            yield pa.RecordBatch.from_arrays([*ends, pa.array(joins[:, 2].astype(np.int32))], names=["a", "b", "level"])

    return walked


def _hashes(texts: pa.Array) -> tuple[list[bytes], npt.NDArray[np.int32]]:
    data, offsets = bytes_and_offsets(texts)
    size = len(texts)
    words, seen = np.empty(size, dtype=np.int32), np.zeros((size, 5), dtype=np.int32)
    both = np.empty((2, size), dtype=np.uint64)
    no_keys, no_votes = np.zeros(1, dtype=np.uint64), np.zeros(1, dtype=np.uint8)
    kernels.scan(data, offsets, table(), no_keys, no_votes, words, both[0], both[1], seen)
    raw = np.ascontiguousarray(both.T).astype(">u8").tobytes()
    return [raw[n : n + HASH] for n in range(0, HASH * size, HASH)], words


def _signatures(column: pa.Array) -> npt.NDArray[np.uint32]:
    return np.frombuffer(b"".join(column.to_pylist()), dtype=np.uint32).reshape(len(column), SIZE)
