"""`Texts`: what people sent in, as Arrow columns in input order, and the groups that each text belongs to.

The seam between the rooms of listening: intake makes it, language, grouping, screening, themes and quotes read it, and
none changes it. Columns may be memory-mapped and in many chunks, so nothing here copies a text or makes it a Python
string unless asked. Not here: how any of it is found out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

PIPELINE: Final = "listen/2"
"""The version of how submissions are read, grouped and labelled. It changes whenever the same input may get another
label; every output names it."""

Ids = npt.NDArray[np.int32]
ALONE: Final = -1
"""The group of a text that is in none."""

SCHEMA: Final = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("text", pa.large_string(), nullable=False),
        pa.field("type", pa.string()),
        pa.field("country", pa.string()),
        pa.field("time", pa.timestamp("us", tz="UTC")),
    ]
)
LANGUAGES: Final = ("en", "es", "mixed", "other", "none")
"""What a text's language can be; `none` is a text without words."""


def _no_ids() -> Ids:
    return np.empty(0, dtype=np.int32)


@dataclass(frozen=True, slots=True)
class Texts:
    """`table` has the columns of SCHEMA (an absent one is all null), and `lang` (LANGUAGES, dictionary of strings).

    `variant`, `campaign` and `family` are int32 arrays, one element a text: the number of its group in that tier, or
    ALONE. Texts that say the same to the letter (but for case, accents and punctuation) share a variant; a campaign is
    made of variants; a family joins several campaigns, or texts of none, and is ALONE where it would be one campaign.
    Before grouping all three are ALONE throughout. Short texts have a variant at most, texts without words have none.
    """

    table: pa.Table
    variant: Ids = field(default_factory=_no_ids)
    campaign: Ids = field(default_factory=_no_ids)
    family: Ids = field(default_factory=_no_ids)

    def __post_init__(self) -> None:
        for tier in ("variant", "campaign", "family"):
            if not len(getattr(self, tier)):
                object.__setattr__(self, tier, np.full(len(self), ALONE, dtype=np.int32))
            elif len(getattr(self, tier)) != len(self):
                raise ValueError(f"{tier} has {len(getattr(self, tier))} elements for {len(self)} texts")

    @classmethod
    def of(cls, texts: list[str], **columns: list[object] | None) -> "Texts":
        """A small one from Python lists, for tests and for what comes from elsewhere than a file.

        `columns`: id, type, country, time or lang; ids are the numbers from 1 where none are given.
        """
        given = {name: values for name, values in columns.items() if values is not None}
        given.setdefault("id", [str(n + 1) for n in range(len(texts))])
        arrays = [
            pa.array(texts if f.name == "text" else given.get(f.name, [None] * len(texts)), f.type) for f in SCHEMA
        ]
        table = pa.Table.from_arrays(arrays, schema=SCHEMA)
        made = cls(table)
        return made.with_languages(pa.array(given["lang"], pa.string())) if "lang" in given else made

    def __len__(self) -> int:
        return int(self.table.num_rows)

    @property
    def id(self) -> pa.ChunkedArray:
        return self.table["id"]

    @property
    def text(self) -> pa.ChunkedArray:
        return self.table["text"]

    @property
    def lang(self) -> pa.ChunkedArray:
        """One of LANGUAGES for each text. :raises KeyError: the language step has not run."""
        return self.table["lang"]

    @property
    def type(self) -> pa.ChunkedArray:
        return self.table["type"]

    @property
    def country(self) -> pa.ChunkedArray:
        return self.table["country"]

    @property
    def time(self) -> pa.ChunkedArray:
        return self.table["time"]

    def with_languages(self, lang: pa.Array | pa.ChunkedArray) -> "Texts":
        column = lang if pa.types.is_dictionary(lang.type) else lang.dictionary_encode()
        at = self.table.schema.get_field_index("lang")
        table = self.table.set_column(at, "lang", column) if at >= 0 else self.table.append_column("lang", column)
        return replace(self, table=table)

    def with_groups(self, variant: Ids, campaign: Ids, family: Ids) -> "Texts":
        return replace(self, variant=variant, campaign=campaign, family=family)

    def take(self, rows: npt.NDArray[np.int64]) -> "Texts":
        """These rows, in this order; the numbers of groups stay what they were."""
        kept = self.table.take(pa.array(rows))
        return Texts(kept, self.variant[rows], self.campaign[rows], self.family[rows])

    def rows_in(self, lang: str) -> npt.NDArray[np.int64]:
        """The rows whose language is `lang`."""
        import pyarrow.compute as pc

        found = pc.equal(self.lang.cast(pa.string()), lang).combine_chunks()
        return np.flatnonzero(found.to_numpy(zero_copy_only=False)).astype(np.int64)

    def strings(self, rows: npt.NDArray[np.int64] | None = None) -> list[str]:
        """Texts as Python strings: of these rows, or all of them."""
        column = self.text if rows is None else self.text.take(pa.array(rows))
        return [str(value) for value in column.to_pylist()]

    def batches(self, most: int = 65_536) -> Iterator[tuple[int, pa.RecordBatch]]:
        """The first row's number and at most `most` rows, in order."""
        first = 0
        for batch in self.table.to_batches(max_chunksize=most):
            yield first, batch
            first += batch.num_rows
