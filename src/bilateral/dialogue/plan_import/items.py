"""A run of list items to headings and actions, by their nesting and their form.

An item with points under it is a heading when it looks like one; an item without is a heading only when it stands out
among its sisters: short, no full stop, Title Case or no verb, where the others are sentences. Not here: paragraphs.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Literal

from bilateral.dialogue.plan_import import forms, vocabulary
from bilateral.dialogue.plan_import.blocks import Block
from bilateral.values import Lang

Role = Literal["heading", "action"]
ENOUGH = 4


@dataclass(slots=True)
class Node:
    """An item and the items nested under it."""

    block: Block
    under: list["Node"] = field(default_factory=list)

    def all_under(self) -> list[Block]:
        return [block for node in self.under for block in (node.block, *node.all_under())]


@dataclass(frozen=True, slots=True)
class Read:
    """One item with its part: `flat` marks a heading found by form alone, `doubt` says what is unsure."""

    role: Role
    node: Node
    flat: bool = False
    doubt: str = ""


def grow(items: Sequence[Block]) -> list[Node]:
    """Items in a row to trees, by level."""
    roots: list[Node] = []
    stack: list[Node] = []
    for block in items:
        node = Node(block)
        while stack and stack[-1].block.level >= block.level:
            stack.pop()
        (stack[-1].under if stack else roots).append(node)
        stack.append(node)
    return roots


def read_siblings(nodes: Sequence[Node], lang: Lang, under_heading: bool) -> list[Read]:
    """The part of each of several sister items. Under a heading of the text, items are rather actions with points."""
    labelled = [vocabulary.line_label(node.block.text) is not None for node in nodes]
    parents = [bool(node.under) for node in nodes]
    titles = all(forms.title_like(node.block.text) for node in nodes)
    all_parents = len(nodes) > 1 and all(parents)
    flat = [] if under_heading else flat_headings([n.block for n in nodes], parents, lang)
    out = []
    for at, node in enumerate(nodes):
        if labelled[at] and (any(parents) or _is_first_of_flat(nodes, at, labelled)):
            out.append(Read("heading", node, flat=not parents[at]))
        elif parents[at]:
            heads = (titles and all_parents) if under_heading else _heads_its_points(node, all_parents, lang)
            doubt = "" if heads else "sub-points kept in their action"
            out.append(Read("heading" if heads else "action", node, doubt=doubt))
        elif at in flat:
            out.append(Read("heading", node, flat=True, doubt="heading at the same level as its actions"))
        else:
            out.append(Read("action", node, doubt=_doubt(nodes, at, parents, lang)))
    return out


def _is_first_of_flat(nodes: Sequence[Node], at: int, labelled: Sequence[bool]) -> bool:
    """'Objective 1: ...' heads the sisters after it only if some of them are not labelled themselves."""
    return labelled[0] and not all(labelled) and at + 1 < len(nodes)


def _heads_its_points(node: Node, all_parents: bool, lang: Lang) -> bool:
    text = node.block.text
    if node.block.bold:
        return True
    if forms.introduces(text) or (text.endswith(":") and forms.starts_with_verb(text, lang)):
        return all_parents and not forms.introduces(text)
    if forms.ends_sentence(text):
        return all_parents and forms.count_words(text) <= 12
    return forms.title_like(text)


def _doubt(nodes: Sequence[Node], at: int, parents: Sequence[bool], lang: Lang) -> str:
    """An item short as a heading, first in a list of sentences, may be one after all."""
    if at or len(nodes) < 2 or any(parents):
        return ""
    score = _score(nodes[0].block, [node.block for node in nodes[1:]], lang)
    return "heading or action" if score >= ENOUGH - 1 else ""


def flat_headings(items: Sequence[Block], parents: Sequence[bool], lang: Lang) -> frozenset[int]:
    """Which of these sister items head the ones after them. The first must, or none does (those with points apart)."""
    found: set[int] = set()
    scores = _Scores(items, parents, lang)
    for at in range(len(items) - 1):
        if parents[at] or parents[at + 1]:
            continue
        first = at == 0 or parents[at - 1]
        if not first and not found:
            continue
        if scores.of(at) >= ENOUGH and scores.of(at + 1) < ENOUGH:
            found.add(at)
    return frozenset(found)


class _Scores:
    """How much each item stands out among the sisters without points; what is common to all is worked out once."""

    def __init__(self, items: Sequence[Block], parents: Sequence[bool], lang: Lang) -> None:
        self._items, self._lang = items, lang
        self._plain = [item for item, parent in zip(items, parents, strict=True) if not parent]
        self._common = _Common(self._plain, lang)

    def of(self, at: int) -> int:
        return self._common.score(self._items[at], self._lang)


class _Common:
    """What the sisters have in common: full stops, verbs in front, capitals, bold, length."""

    def __init__(self, items: Sequence[Block], lang: Lang) -> None:
        half = len(items) / 2
        self.stops = sum(forms.ends_sentence(item.text) for item in items) >= half
        self.verbs = sum(forms.starts_with_verb(item.text, lang) for item in items) >= half
        self.capitals = sum(forms.title_case(item.text) for item in items) > half
        self.bold = sum(item.bold for item in items) > half
        self.length = median(forms.count_words(item.text) for item in items) if items else 0
        self.sentences = sum(forms.sentence_like(item.text, lang) for item in items) >= half

    def score(self, item: Block, lang: Lang) -> int:
        text, words = item.text, forms.count_words(item.text)
        if words > 9 or not forms.title_like(text, 9):
            return 0
        points = 2 * self.stops
        points += 2 * (forms.title_case(text) and not self.capitals and self.sentences)
        points += 3 * (item.bold and not self.bold) + 3 * text.endswith(":")
        verb = forms.starts_with_verb(text, lang)
        points += 2 * (self.verbs and not verb) - 2 * verb
        return points + (words < self.length / 2) + (words <= 6)


def _score(item: Block, sisters: Sequence[Block], lang: Lang) -> int:
    return _Common(sisters, lang).score(item, lang)
