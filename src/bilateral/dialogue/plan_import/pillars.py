"""Where each pillar begins, what it is called, and which lines only repeat its name.

Pillars are looked for in four ways, the clearest first: lines that say pillar, pilar or eje; names given in a list and
found again as headings; headings under one called 'Pillars'; numbered headings of a text that calls itself a plan.
Not here: what stands inside a pillar.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bilateral.dialogue.plan_import import forms, vocabulary
from bilateral.dialogue.plan_import.blocks import Block
from bilateral.dialogue.plan_import.by_form import named_in_list, numbered, under_pillars_heading
from bilateral.dialogue.plan_import.heads import Head, heading_called, split_title
from bilateral.dialogue.plan_import.numbers import fold, numeral
from bilateral.dialogue.plan_import.vocabulary import Label


@dataclass(frozen=True, slots=True)
class Found:
    """The pillars of a text in order, blocks that only repeat their names, and names that only stand in a list."""

    heads: tuple[Head, ...]
    repeats: frozenset[int] = frozenset()
    listed: frozenset[int] = frozenset()


def find_pillars(blocks: Sequence[Block]) -> Found | None:
    """The pillars of a text, or None when there are none."""
    heads = [head for at in range(len(blocks)) if (head := _head(blocks, at))]
    if heads:
        found = _without_repeats(heads, blocks)
        return _moved_to_headings(found, blocks) or found
    for look in (named_in_list, under_pillars_heading, numbered):
        if by_form := look(blocks):
            return Found(tuple(replace(head, by_form=True) for head in by_form))
    return None


def _head(blocks: Sequence[Block], at: int) -> Head | None:
    block = blocks[at]
    label = vocabulary.pillar_label(block.text) or _in_small_letters(block)
    if label is None or (label.number is None and not label.title and not block.marked):
        return None
    if not _stands_alone(block, label):
        return None
    number = label.number if label.number is not None else numeral(block.marker) if block.marker else None
    title, rest = split_title(label.title)
    head = Head(at, number, label.label, forms.tidy_title(title), rest)
    if title or at + 1 >= len(blocks):
        return head
    after = blocks[at + 1]
    if after.item or vocabulary.pillar_label(after.text) or not forms.title_like(after.text, 20):
        return head
    if vocabulary.line_label(after.text) or vocabulary.is_bare_label(after.text) or forms.introduces(after.text):
        return head
    if after.heading and _is_first_line_heading(blocks, at + 1):
        return head
    return replace(head, title=forms.tidy_title(after.text), title_at=at + 1)


def _in_small_letters(block: Block) -> Label | None:
    """'eje 3: comercio' apart from other lines; inside a paragraph it would be a mention."""
    if not block.gap or not block.text[:1].islower() or forms.ends_sentence(block.text):
        return None
    label = vocabulary.pillar_label(block.text[:1].upper() + block.text[1:])
    return replace(label, label=block.text[:1] + label.label[1:]) if label and label.number is not None else None


def _stands_alone(block: Block, label: Label) -> bool:
    """A heading, not a sentence that mentions a pillar: 'Pillar 2 will build on ...'."""
    if label.sep and label.sep not in ("-", "–", "—") and block.marked:
        return True
    if not label.sep and label.title:
        return (
            forms.title_like(label.title, 20) and not label.title.rstrip().endswith(":") and not _reads_on(label.title)
        )
    return bool(label.sep) or not label.title


def _reads_on(title: str) -> bool:
    return (
        re.search(r"\b(?:will|shall|should|focuses|is|are|includes|incluye|busca|será|es|contempla)\b", title)
        is not None
    )


def _is_first_line_heading(blocks: Sequence[Block], at: int) -> bool:
    """A heading with items right under it and a sister later is a line of work, not the title of its pillar."""
    level = blocks[at].level
    if at + 1 >= len(blocks) or not blocks[at + 1].item:
        return False
    for block in blocks[at + 1 :]:
        if vocabulary.pillar_label(block.text) or (block.heading and block.level < level):
            return False
        if block.heading and block.level == level:
            return True
    return False


def _without_repeats(heads: list[Head], blocks: Sequence[Block]) -> Found:
    """Of several runs of the same names (a list, a table of contents, the plan itself), keep the one with content."""
    repeats = {b.at for a, b in itertools.pairwise(heads) if a.same_as(b)}
    left = [head for head in heads if head.at not in repeats]
    runs = _runs(left)
    if len(runs) == 1:
        return Found(tuple(left), frozenset(repeats))
    ends = {head.at: nxt for head, nxt in zip(left, [*(h.at for h in left[1:]), len(blocks)], strict=True)}
    best = max(reversed(runs), key=lambda run: _content(run, ends, blocks))
    kept, listed, known = list(best), set(), _Index(best)
    for run in runs:
        for head in run if run is not best else ():
            if known.holds(head):
                repeats |= {head.at, head.body_at - 1}
            elif head.body_at < ends[head.at] and not blocks[head.at].item:
                kept.append(head)
            else:
                listed.add(head.at)
    return Found(tuple(sorted(kept, key=lambda head: head.at)), frozenset(repeats), frozenset(listed))


class _Index:
    """Heads by number and by title, so that looking for a twin doesn't mean looking at all of them."""

    def __init__(self, heads: Sequence[Head] = ()) -> None:
        self._rows: dict[int | str, list[Head]] = {}
        for head in heads:
            self.add(head)

    def add(self, head: Head) -> None:
        for key in (head.number, fold(head.title)):
            if key:
                self._rows.setdefault(key, []).append(head)

    def holds(self, head: Head) -> bool:
        near = (self._rows.get(key, []) for key in (head.number, fold(head.title)) if key)
        return any(head.same_as(other) for row in near for other in row)


def _runs(heads: Sequence[Head]) -> list[list[Head]]:
    """Rows of heads without a twin: a new row begins where a pillar's name comes back."""
    runs: list[list[Head]] = []
    seen = _Index()
    for head in heads:
        if not runs or seen.holds(head):
            runs.append([])
            seen = _Index()
        runs[-1].append(head)
        seen.add(head)
    return runs


def _content(run: list[Head], ends: dict[int, int], blocks: Sequence[Block]) -> tuple[int, int]:
    """How many pillars of a run have something under them, the last apart, and how many items there are."""
    spans = [blocks[head.body_at : ends[head.at]] for head in run]
    full = sum(bool(span) for span in (spans[:-1] if len(spans) > 1 else spans))
    return full, sum(block.item for span in spans for block in span)


def _moved_to_headings(found: Found, blocks: Sequence[Block]) -> Found | None:
    """'Pillar I: Growth' only in a list, and 'Growth' alone over the content: the content's place counts."""
    heads = found.heads
    if len(heads) < 2 or any(b.at > a.body_at for a, b in itertools.pairwise(heads)):
        return None
    moved = []
    start = heads[-1].body_at
    for head in heads:
        at = heading_called(head.title, blocks, start)
        if at is None:
            return None
        moved.append(replace(head, at=at, label="", title=forms.tidy_title(blocks[at].text), title_at=None))
        start = at + 1
    return Found(
        tuple(moved), found.repeats | {at for head in heads for at in (head.at, head.body_at - 1)}, found.listed
    )
