"""Which sentences to show for a theme: typical ones and dissenting ones, verbatim, from many kinds of people.

A quote is a span of one submission. At most one comes from a campaign, a variant or a text; none that shares a
character with something personal in its submission, or shows something personal by itself; contributor types take
turns, so that the loudest does not speak for all. `dissent` is the side that fewer of the theme's candidate sentences
take. Not here: what is personal (the caller's `screen`), pages that show quotes.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import blake2b
from heapq import nsmallest
from itertools import groupby
from typing import Final

import numpy as np
import pyarrow as pa

from bilateral.voices.quotes.spans import quotable
from bilateral.voices.quotes.stance import OPPOSE, SUPPORT, UNCLEAR, stance
from bilateral.voices.quotes.unmarked import Screen, Unmarked
from bilateral.voices.texts import ALONE, Texts
from bilateral.voices.themes import Theme, Themes
from bilateral.voices.themes.model import judge

TYPICAL: Final = 5
DISSENT: Final = 3
CONSIDERED: Final = 200
"""Submissions of a theme that are read for quotes, those that fit it best."""
TELLING: Final = 3
"""Known content words that a sentence needs to be quoted for what it says."""

QUOTES: Final = pa.schema(
    [
        pa.field("theme", pa.string(), nullable=False),
        pa.field("role", pa.string(), nullable=False),
        pa.field("stance", pa.string(), nullable=False),
        pa.field("submission", pa.string(), nullable=False),
        pa.field("start", pa.int64(), nullable=False),
        pa.field("end", pa.int64(), nullable=False),
        pa.field("text", pa.string(), nullable=False),
        pa.field("type", pa.string()),
        pa.field("score", pa.float32()),
    ]
)


@dataclass(frozen=True)
class Quote:
    """text[start:end] of the submission, in characters. `role` is typical or dissenting."""

    theme: str
    role: str
    stance: str
    submission: str
    start: int
    end: int
    text: str
    type: str | None
    score: float


@dataclass(frozen=True, slots=True)
class _Read:
    """A submission that is read for quotes; `key` orders those that fit equally well."""

    key: bytes
    row: int
    name: str
    body: str
    type: str | None


@dataclass(frozen=True)
class _Candidate:
    source: tuple[str, object]
    quote: Quote
    key: bytes


def choose_quotes(
    texts: Texts,
    themes: Themes,
    screen: Screen,
    typical: int = TYPICAL,
    dissent: int = DISSENT,
    step: Callable[[float], None] = lambda share: None,
) -> list[Quote]:
    """The quotes of every theme, in its order: typical first. Same texts in any order, same quotes."""
    considered = _considered(texts, themes)
    used: set[tuple[str, object]] = set()
    chosen: list[Quote] = []
    for n, theme in enumerate(themes.all()):
        candidates = _candidates(texts, themes, theme, considered[theme.id], screen)
        chosen += _choose(candidates, typical, dissent, used)
        step((n + 1) / len(considered))
    return chosen


def quotes_table(quotes: list[Quote]) -> pa.Table:
    """QUOTES: one row a quote."""
    return pa.Table.from_pylist([{f.name: getattr(q, f.name) for f in QUOTES} for q in quotes], schema=QUOTES)


def _considered(texts: Texts, themes: Themes) -> dict[str, list[_Read]]:
    """For each theme the submissions that fit it best, looked up together: a look costs a walk over all chunks."""
    first, score = themes.assigned.first, themes.assigned.score[:, 0]
    rows = np.lexsort((-score, first))
    rows = rows[first[rows] != ""]
    named = zip(rows.tolist(), texts.id.take(pa.array(rows)).to_pylist(), strict=True)
    best: dict[str, list[tuple[float, bytes, int, str]]] = {}
    for theme, group in groupby(named, key=lambda pair: str(first[pair[0]])):
        keyed = ((-float(score[row]), _key(name, themes.seed), row, name) for row, name in group)
        best[theme] = nsmallest(CONSIDERED, keyed)
    wanted = np.array([row for those in best.values() for _, _, row, _ in those], dtype=np.int64)
    read = iter(zip(texts.strings(wanted), texts.type.take(pa.array(wanted)).to_pylist(), strict=True))
    found = {
        theme: [_Read(key, row, name, *next(read)) for _, key, row, name in those] for theme, those in best.items()
    }
    return {theme.id: found.get(theme.id, []) for theme in themes.all()}


def _candidates(
    texts: Texts, themes: Themes, theme: Theme, considered: list[_Read], screen: Screen
) -> list[_Candidate]:
    """The best sentence of each submission considered, best first."""
    parts = [(read, a, b) for read in considered for a, b in quotable(read.body)]
    language = themes.languages[theme.lang]
    telling = replace(themes.params, least_words=max(TELLING, themes.params.least_words))
    best, score = judge(language, [read.body[a:b] for read, a, b in parts], telling)
    place = [t.id for t in language.themes].index(theme.id)
    found: dict[int, _Candidate] = {}
    clean = {read.row: Unmarked(read.body, screen) for read in considered}
    for (read, a, b), at, value in zip(parts, best[:, 0], score[:, 0], strict=True):
        said, row = read.body[a:b], read.row
        if at != place or (row in found and found[row].quote.score >= value) or not clean[row].holds(a, b):
            continue
        side = stance(said, theme.lang)
        quote = Quote(theme.id, "typical", side, read.name, a, b, said, read.type, float(value))
        found[row] = _Candidate(_source(texts, row, read.body), quote, read.key)
    return sorted(found.values(), key=lambda c: (-round(c.quote.score, 2), c.key))


def _source(texts: Texts, row: int, body: str) -> tuple[str, object]:
    for tier in ("campaign", "variant"):
        if (group := int(getattr(texts, tier)[row])) != ALONE:
            return tier, group
    return "text", " ".join(body.lower().split())


def _key(name: str, seed: int) -> bytes:
    return blake2b(f"{seed} {name}".encode(), digest_size=8).digest()


def _choose(candidates: list[_Candidate], typical: int, dissent: int, used: set[tuple[str, object]]) -> list[Quote]:
    sides = [c.quote.stance for c in candidates]
    fewer = SUPPORT if sides.count(SUPPORT) < sides.count(OPPOSE) else OPPOSE
    if sides.count(SUPPORT) == sides.count(OPPOSE):
        fewer = ""  # neither side is the smaller one: nobody dissents
    usual = [c for c in candidates if c.quote.stance != fewer]
    other = [c for c in candidates if c.quote.stance == fewer and fewer != UNCLEAR]
    return [*_in_turns(usual, typical, used, "typical"), *_in_turns(other, dissent, used, "dissenting")]


def _in_turns(candidates: list[_Candidate], most: int, used: set[tuple[str, object]], role: str) -> list[Quote]:
    """Contributor types one after the other, each with its best that nothing was taken from yet."""
    lines: dict[str, list[_Candidate]] = {}
    for candidate in candidates:
        lines.setdefault(candidate.quote.type or "", []).append(candidate)
    chosen: list[Quote] = []
    while len(chosen) < most and any(lines.values()):
        for line in lines.values():
            while line and line[0].source in used:
                line.pop(0)
            if line and len(chosen) < most:
                candidate = line.pop(0)
                used.add(candidate.source)
                chosen.append(replace(candidate.quote, role=role))
    return chosen
