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
"""Shared letters that are shown; short texts likewise."""
FAMILIES: Final = 6
SIDES: Final = ("US", "MX")
_SAID: Final = {
    "US": ("us", "usa", "united states", "estados unidos", "eua", "ee. uu.", "ee.uu."),
    "MX": ("mx", "mex", "mexico", "méxico"),
}
Split = tuple[int, int, int]
"""Submissions from the United States, from Mexico, from elsewhere or without a country."""


@dataclass(frozen=True)
class Facts:
    """`themes`, `quotes`, `letters`, `short`, `families` are rows of the tables: of the letters, the short texts sent
    more than once and the families the largest. `by_theme`, `by_letter` are sizes by country, the latter of letters
    and short texts; `spoken` is the language of the representative of each row shown.

    `confirmed` are the links between an English and a Spanish theme that a person confirmed; `countries` says whether
    any submission has a country at all.
    """

    summary: dict[str, Any]
    themes: list[dict[str, Any]]
    quotes: dict[str, list[dict[str, Any]]]
    letters: list[dict[str, Any]]
    short: list[dict[str, Any]]
    families: list[dict[str, Any]]
    by_theme: dict[str, Split]
    by_letter: dict[str, Split]
    spoken: dict[str, str]
    confirmed: frozenset[tuple[str, str]]
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
    letters, families = (
        _largest(tables["campaigns"], tier, n) for tier, n in (("campaign", LETTERS), ("family", FAMILIES))
    )
    short = _largest(repeated_short(tables["campaigns"]), "variant", LETTERS)
    quotes: dict[str, list[dict[str, Any]]] = {}
    for quote in tables["quotes"].to_pylist():
        quotes.setdefault(quote["theme"], []).append(quote)
    shown = [*letters, *short, *families]
    return Facts(
        summary,
        tables["themes"].to_pylist(),
        quotes,
        letters,
        short,
        families,
        _split(themes.assigned.first.tolist(), side),
        _split_groups(groups["campaign"], letters, side) | _split_groups(groups["variant"], short, side),
        _spoken(texts, {row["representative"] for row in shown}),
        frozenset((link.en, link.es) for link in themes.links if link.state == "confirmed"),
        bool((side < 2).any()),
    )


def repeated_short(campaigns: pa.Table) -> pa.Table:
    """The rows of texts too short for a shared letter that were sent more than once, the largest first."""
    return campaigns.filter(pc.and_(pc.equal(campaigns["tier"], "variant"), campaigns["short"]))


def _largest(table: pa.Table, tier: str, most: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = table.filter(pc.equal(table["tier"], tier)).slice(0, most).to_pylist()
    return found


def _spoken(texts: Texts, ids: set[str]) -> dict[str, str]:
    """The language of the submissions with these ids."""
    mine = pc.is_in(texts.id, pa.array(sorted(ids), pa.string()))
    return dict(zip(texts.id.filter(mine).to_pylist(), texts.lang.filter(mine).to_pylist(), strict=True))


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


def _split_groups(
    groups: pa.DictionaryArray, rows: list[dict[str, Any]], side: npt.NDArray[np.int8]
) -> dict[str, Split]:
    """For each group of `rows` its submissions by country."""
    wanted = pa.array(sorted(row["group"] for row in rows), pa.string())
    mine = np.append(pc.is_in(groups.dictionary, wanted).to_numpy(zero_copy_only=False), False)
    name = {n: groups.dictionary[n].as_py() for n in np.flatnonzero(mine).tolist()}
    numbers = groups.indices.fill_null(len(groups.dictionary)).to_numpy()
    shown = mine[numbers]
    return _counted((name[n], s) for n, s in zip(numbers[shown].tolist(), side[shown].tolist(), strict=True))


def _counted(pairs: Iterable[tuple[str, int]]) -> dict[str, Split]:
    counts = Counter(pairs)
    names = {name for name, _ in counts}
    return {name: (counts[name, 0], counts[name, 1], counts[name, 2]) for name in names}
