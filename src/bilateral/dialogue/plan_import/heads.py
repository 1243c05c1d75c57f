"""A line that may open a pillar, and the small questions that every way of finding pillars asks about it.

Not here: the ways themselves (pillars.py for lines that say so, by_form.py for the others).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bilateral.dialogue.plan_import import forms
from bilateral.dialogue.plan_import.blocks import Block
from bilateral.dialogue.plan_import.numbers import fold

_FULL_STOP = re.compile(r"(?<=[^\W\d_]{3})[.]\s+(?=[“\"«¿]?[^\W\d_a-z])")


@dataclass(frozen=True, slots=True)
class Head:
    """A line that may open a pillar: `at` is its block, `title_at` that of its title when it is another."""

    at: int
    number: int | None
    label: str
    title: str
    rest: str = ""
    title_at: int | None = None
    by_form: bool = False

    @property
    def body_at(self) -> int:
        return (self.at if self.title_at is None else self.title_at) + 1

    def same_as(self, other: "Head") -> bool:
        if self.number is not None and self.number == other.number:
            return not self.title or not other.title or forms.same_words(self.title, other.title)
        return bool(self.title) and fold(self.title) == fold(other.title) and None in (self.number, other.number)


def split_title(text: str) -> tuple[str, str]:
    """A title and the text that runs on after its full stop on the same line."""
    if text.startswith("(") and text.endswith(")") and text.count("(") == 1:
        return text[1:-1], ""
    if (found := _FULL_STOP.search(text)) and forms.count_words(text) > 12:
        head, rest = text[: found.start() + 1], text[found.end() :]
        if forms.count_words(head) <= 18:
            return head, rest
    return text, ""


def heading_called(title: str, blocks: Sequence[Block], start: int) -> int | None:
    for at in range(start, len(blocks)):
        block = blocks[at]
        near = bool(title) and abs(len(block.text) - len(title)) <= 12 and forms.title_like(block.text, 20)
        if near and forms.same_words(block.text, title) and not (block.item and block.level > 1):
            return at
    return None
