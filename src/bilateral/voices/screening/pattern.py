"""What one pattern is: where something may stand, and a cheap test that says which texts are worth looking through.

Not here: the patterns themselves (numbers, phones, addresses, links, payloads), which of two finds stands (screen).
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

Spans = Iterable[tuple[int, int]]
"""(start, end) in characters of the whole text."""
DIGIT: Final = "[0-9]"


def whole(match: re.Match[str]) -> Spans:
    """All that matched."""
    yield match.span()


def kept(check: Callable[[str], bool], group: int = 0) -> Callable[[re.Match[str]], Spans]:
    """A group of the match, when it holds."""

    def spans(match: re.Match[str]) -> Spans:
        if check(match[group]):
            yield match.span(group)

    return spans


@dataclass(frozen=True, slots=True)
class Pattern:
    """`hints`: every text in which `expression` matches has all of them; each is looked for only where the one
    before it was found. They are written for RE2 (Arrow) and find at least as much in `re`.
    `spans`: what of a match is flagged.
    """

    kind: str
    hints: tuple[str, ...]
    expression: re.Pattern[str]
    spans: Callable[[re.Match[str]], Spans] = field(default=whole)


def pattern(
    kind: str,
    hints: str | tuple[str, ...],
    *parts: str,
    spans: Callable[[re.Match[str]], Spans] = whole,
    flags: int = re.I,
) -> Pattern:
    return Pattern(kind, (hints,) if isinstance(hints, str) else hints, re.compile("".join(parts), flags), spans)
