"""Millions of submissions as a consultation with campaigns gets them: few texts many times, many texts once.

The proportions are those that were published of a consultation with 22,078,910 comments: 2,955,186 different texts, the
seven commonest with 38 % of all. Of the different texts a third are lightly edited letters, a third are put together
from phrases of templates, a third are texts of their own; all are 60 words from `words.yaml`.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.voices._corpus import WORDS

DISTINCT = 2_955_186 / 22_078_910
TOP, TOP_SHARE = 7, 0.38
LENGTH, SLOTS, CHOICES = 60, 10, 4
BATCH = 65_536


def _lexicon() -> pa.Array:
    words = {w for lang in ("en", "es") for k in ("nouns", "verbs", "adjectives") for w in WORDS[lang][k].split()}
    return pa.array(sorted(words))


def _words(n: int, size: int, rng: np.random.Generator) -> "np.ndarray[tuple[int, ...], np.dtype[np.int32]]":
    """Numbers of words, a row a text."""
    third = n // 3
    letters = rng.integers(0, size, (max(1, n // 1500), LENGTH), dtype=np.int32)
    edited = letters[rng.integers(0, len(letters), third)]
    edited[np.arange(third)[:, None], rng.integers(0, LENGTH, (third, 3))] = rng.integers(0, size, (third, 3))
    phrases = rng.integers(0, size, (max(1, n // 60_000), SLOTS, CHOICES, LENGTH // SLOTS), dtype=np.int32)
    template, choice = rng.integers(0, len(phrases), third), rng.integers(0, CHOICES, (third, SLOTS))
    made = phrases[template[:, None], np.arange(SLOTS)[None, :], choice].reshape(third, LENGTH)
    own = rng.integers(0, size, (n - 2 * third, LENGTH), dtype=np.int32)
    return rng.permutation(np.concatenate([edited, made, own]))


def write_distinct(path: Path, n: int, seed: int) -> int:
    """The different texts of n submissions into an Arrow file; how many."""
    rng, lexicon = np.random.default_rng(seed), _lexicon()
    count = max(TOP + 1, round(n * DISTINCT))
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, pa.schema([("text", pa.large_string())])) as writer:
        left = count
        while left:
            size = min(left, 8 * BATCH)
            rows = _words(size, len(lexicon), rng)
            for first in range(0, size, BATCH):
                part = rows[first : first + BATCH]
                offsets = pa.array(np.arange(0, part.size + 1, LENGTH, dtype=np.int32))
                texts = pc.binary_join(pa.ListArray.from_arrays(offsets, lexicon.take(pa.array(part.ravel()))), " ")
                writer.write_batch(pa.record_batch([texts.cast(pa.large_string())], names=["text"]))
            left -= size
    return count


def submissions(path: Path, n: int, count: int, seed: int) -> Iterator[pa.Array]:
    """n texts in batches: every different one once, the first seven with 38 %, the rest by Zipf among 100,000."""
    rng = np.random.default_rng(seed + 1)
    top = rng.integers(0, TOP, round(n * TOP_SHARE), dtype=np.int32)
    weights = 1 / np.arange(1, min(count, 100_000) + 1)
    left = n - count - len(top)
    rest = rng.choice(len(weights), max(0, left), p=weights / weights.sum()).astype(np.int32)
    order = np.concatenate([np.arange(count, dtype=np.int32), top, rest])
    rng.shuffle(order)
    texts = pa.ipc.open_file(pa.memory_map(str(path))).read_all()["text"].combine_chunks()
    for first in range(0, len(order), BATCH):
        yield texts.take(pa.array(order[first : first + BATCH]))
