"""What the page says, gathered from a run: plain values, the largest groups only, sizes by country.

Not here: HTML, words.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from bilateral.voices.texts import Texts
from bilateral.voices.themes import Themes

LETTERS: Final = 12
"""Shared letters that are shown; families likewise."""
SIDES: Final = ("US", "MX")
_SAID: Final = {
    "US": ("us", "usa", "united states", "estados unidos", "eua", "ee. uu.", "ee.uu."),
    "MX": ("mx", "mex", "mexico", "méxico"),
}
Split = tuple[int, int, int]
"""Submissions from the United States, from Mexico, from elsewhere or without a country."""


@dataclass(frozen=True)
class Facts:
    """`themes`, `quotes`, `letters`, `families` are rows of the tables; `by_theme`, `by_letter` their sizes by country.

    `countries` says whether any submission has a country at all.
    """

    summary: dict[str, Any]
    themes: list[dict[str, Any]]
    quotes: dict[str, list[dict[str, Any]]]
    letters: list[dict[str, Any]]
    families: list[dict[str, Any]]
    by_theme: dict[str, Split]
    by_letter: dict[str, Split]
    countries: bool


def gather(
    summary: dict[str, Any],
    texts: Texts,
    themes: Themes,
    groups: dict[str, pa.DictionaryArray],
    tables: dict[str, pa.Table],
) -> Facts:
    """`groups` and `tables` are those of `members.campaigns` and of the tables written: campaigns, themes, quotes."""
    side = _sides(texts)
    letters = _largest(tables["campaigns"], "campaign")
    families = [row for row in _largest(tables["campaigns"], "family") if row["texts"] > 1]
    quotes: dict[str, list[dict[str, Any]]] = {}
    for quote in tables["quotes"].to_pylist():
        quotes.setdefault(quote["theme"], []).append(quote)
    campaign = groups["campaign"].indices.fill_null(-1).to_numpy()
    return Facts(
        summary,
        tables["themes"].to_pylist(),
        quotes,
        letters,
        families,
        _split(themes.assigned.first.tolist(), side),
        _split_numbers(campaign, side, groups["campaign"].dictionary.to_pylist()[:LETTERS]),
        bool((side < 2).any()),
    )


def _largest(table: pa.Table, tier: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = table.filter(pc.equal(table["tier"], tier)).slice(0, LETTERS).to_pylist()
    return found


def _sides(texts: Texts) -> npt.NDArray[np.int8]:
    """0 for the United States, 1 for Mexico, 2 for others and where none is named."""
    country = texts.country.combine_chunks().dictionary_encode()
    if isinstance(country, pa.ChunkedArray):
        country = country.combine_chunks()
    of = [_side(name) for name in country.dictionary.to_pylist()]
    known: npt.NDArray[np.int8] = np.array([*of, 2], dtype=np.int8)
    return np.asarray(known[country.indices.fill_null(len(of)).to_numpy()])


def _side(name: str) -> int:
    plain = name.strip().lower()
    return next((n for n, code in enumerate(SIDES) if plain in _SAID[code]), 2)


def _split(names: Sequence[str], side: npt.NDArray[np.int8]) -> dict[str, Split]:
    return _counted(zip(names, side.tolist(), strict=True))


def _split_numbers(numbers: npt.NDArray[Any], side: npt.NDArray[np.int8], names: list[str]) -> dict[str, Split]:
    shown = (numbers >= 0) & (numbers < len(names))
    return _counted((names[n], s) for n, s in zip(numbers[shown].tolist(), side[shown].tolist(), strict=True))


def _counted(pairs: Iterable[tuple[str, int]]) -> dict[str, Split]:
    counts = Counter(pairs)
    names = {name for name, _ in counts}
    return {name: (counts[name, 0], counts[name, 1], counts[name, 2]) for name in names}
