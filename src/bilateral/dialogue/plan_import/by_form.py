"""Pillars that no line calls so: named in a list, under a heading 'Pillars', or numbered titles of a plan.

Each way is stricter than the words would be, and what it finds is marked as found by form. Not here: lines that say
pillar, pilar or eje (pillars.py).
"""

import re
from collections.abc import Callable, Sequence

from bilateral.dialogue.plan_import import forms, vocabulary
from bilateral.dialogue.plan_import.blocks import Block
from bilateral.dialogue.plan_import.heads import Head, heading_called, split_title
from bilateral.dialogue.plan_import.numbers import numeral


def named_in_list(blocks: Sequence[Block]) -> list[Head]:
    """'It has four pillars: 1. Growth 2. People', and later headings that say 'Growth' and 'People'."""
    for at, block in enumerate(blocks):
        if block.item or (vocabulary.section_name(block.text) != "pillars" and not block.text.rstrip().endswith(":")):
            continue
        if not re.search(r"\b(?:pillars|pilares|ejes|axes)\b", block.text, re.IGNORECASE):
            continue
        names = _items_after(blocks, at)
        heads: list[Head] = []
        start = at + 1 + len(names)
        for order, name in enumerate(names, 1):
            place = heading_called(forms.tidy_title(name.text), blocks, start)
            if place is None:
                break
            heads.append(Head(place, order, "", forms.tidy_title(blocks[place].text)))
            start = place + 1
        if len(names) >= 2 and len(heads) == len(names):
            return heads
    return []


def _items_after(blocks: Sequence[Block], at: int) -> list[Block]:
    out = []
    for block in blocks[at + 1 :]:
        if not block.item:
            break
        out.append(block)
    return out


def under_pillars_heading(blocks: Sequence[Block]) -> list[Head]:
    """Headings one level under a heading called 'Pillars' or 'Ejes'."""
    for at, block in enumerate(blocks):
        if not block.heading or vocabulary.section_name(block.text) != "pillars":
            continue
        inside = []
        for place in range(at + 1, len(blocks)):
            if blocks[place].heading and blocks[place].level <= block.level:
                break
            if blocks[place].heading:
                inside.append(place)
        if inside:
            level = min(blocks[place].level for place in inside)
            top = [place for place in inside if blocks[place].level == level]
            heads = [_plain_head(blocks[place], place, order) for order, place in enumerate(top, 1)]
            if _filled(heads, blocks) >= max(1, len(heads) - 1):
                return heads
    return []


def _plain_head(block: Block, at: int, order: int) -> Head:
    number, title = _leading_number(block)
    return Head(at, number if number is not None else order, "", forms.tidy_title(title))


_NUMBERED_TEXT = re.compile(r"(\d{1,2}|[IVX]{1,5})\s*(?:[.):]|[.]?\s?[-–—])\s*-?\s*(?=\S)(.+)")


def _leading_number(block: Block) -> tuple[int | None, str]:
    """The number in front of a heading, in its marker or its text, and the title after it."""
    if block.marker:
        return numeral(block.marker), block.text
    found = _NUMBERED_TEXT.match(block.text)
    return (numeral(found.group(1)), found.group(2)) if found else (None, block.text)


def numbered(blocks: Sequence[Block]) -> list[Head]:
    """Numbered titles 1, 2, ... with items under each, in a text that calls itself a plan."""
    if not any(vocabulary.speaks_of_plan(block.text) for block in blocks[:200]):
        return []
    rows: list[Callable[[Block, int], Head | None]] = [_as_other_label, _as_numbered_heading, _as_numbered_item]
    for read in rows:
        heads = [head for at, block in enumerate(blocks) if (head := read(block, at))]
        run = _rising(heads, blocks)
        if len(run) >= 2 and _filled(run, blocks) == len(run):
            return run
    return []


def _as_other_label(block: Block, at: int) -> Head | None:
    label = vocabulary.other_label(block.text)
    if label is None or label.number is None or (block.item and block.level > 1):
        return None
    title, rest = split_title(label.title)
    return Head(at, label.number, label.label, forms.tidy_title(title), rest)


def _as_numbered_heading(block: Block, at: int) -> Head | None:
    if not block.marked or not forms.title_like(block.text, 18):
        return None
    number, title = _leading_number(block)
    return Head(at, number, "", forms.tidy_title(title)) if number else None


def _as_numbered_item(block: Block, at: int) -> Head | None:
    if not block.item or block.level != 1 or "." in block.marker.strip(".-") or not forms.title_like(block.text, 12):
        return None
    number = numeral(block.marker)
    return Head(at, number, "", forms.tidy_title(block.text)) if number and block.marker != "o" else None


def _rising(heads: list[Head], blocks: Sequence[Block]) -> list[Head]:
    """The longest row 1, 2, 3, ... of heads; a list of names before it is left behind."""
    runs: list[list[Head]] = [[]]
    for head in heads:
        if head.number == 1:
            runs.append([head])
        elif runs[-1] and head.number == (runs[-1][-1].number or 0) + 1:
            runs[-1].append(head)
    return max(reversed(runs), key=lambda run: (_filled(run, blocks), len(run)))


def _filled(heads: Sequence[Head], blocks: Sequence[Block]) -> int:
    """How many of these have at least one item or paragraph under them that is no heading of the same row."""
    if not heads:
        return 0
    ends = [*(head.at for head in heads[1:]), len(blocks)]
    return sum(
        any(not block.heading for block in blocks[head.body_at : end]) for head, end in zip(heads, ends, strict=True)
    )
