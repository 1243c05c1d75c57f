"""`read_plan`: a document to the tree of a plan, every line accounted for.

The order of work: furniture out, lines joined, pillars found, then what stands before, in and after them. Not here: any
of those steps, each of which has its module.
"""

import itertools
from collections.abc import Sequence

from bilateral.dialogue.plan_import import vocabulary
from bilateral.dialogue.plan_import.blocks import Block, to_blocks
from bilateral.dialogue.plan_import.body import read_body
from bilateral.dialogue.plan_import.heads import Head
from bilateral.dialogue.plan_import.language import detect
from bilateral.dialogue.plan_import.outline import outlined
from bilateral.dialogue.plan_import.pillars import Found, find_pillars
from bilateral.dialogue.plan_import.reasons import NO_PILLAR, NO_PILLAR_DO
from bilateral.dialogue.plan_import.sections import Around, closing_at, is_heading_like, joined, read_after, read_before
from bilateral.dialogue.plan_import.tree import Pillar, PlanTree, Remark
from bilateral.files import Document
from bilateral.values import BadInput, Lang


class NoPillar(BadInput):
    code = "no-pillar"


def read_plan(document: Document, lang: Lang | None = None) -> PlanTree:
    """The plan that a document publishes; `NoPillar` says what was looked for when there is none."""
    lang = lang or detect(document.text)
    blocks, furniture = to_blocks(document)
    found = find_pillars(blocks)
    if found is None:
        raise NoPillar(NO_PILLAR, document.name, NO_PILLAR_DO)
    around = Around(ignored=furniture)
    first = found.heads[0].at
    before = [block for at, block in enumerate(blocks[:first]) if not _named(at, block, found, around)]
    read_before(before, found.heads, around)
    pillars = _pillars(blocks, found, lang, around)
    return _tree(document, lang, around, pillars)


def _named(at: int, block: Block, found: Found, around: Around) -> bool:
    """A line that is a pillar's name once more, or a name that nothing follows."""
    if at in found.repeats:
        around.ignore(block, "repeats a pillar name")
        return True
    if at in found.listed:
        around.ignore(block, "names a pillar that doesn't follow")
        around.unsure.append(Remark(block.line, block.text, "pillar named only in a list"))
        return True
    return False


def _pillars(blocks: Sequence[Block], found: Found, lang: Lang, around: Around) -> list[Pillar]:
    pillars: list[Pillar] = []
    heads = found.heads
    ends = [*(head.at for head in heads[1:]), len(blocks)]
    for order, (head, end) in enumerate(zip(heads, ends, strict=True), 1):
        inside = [blocks[at] for at in range(head.body_at, end) if not _named(at, blocks[at], found, around)]
        opener = blocks[head.at]
        rank = opener.level if opener.heading else 0
        inside = outlined(inside, opener.indent)
        cut = closing_at(inside, rank) if order == len(heads) else _section_at(inside, rank)
        read_after(inside[cut:], around)
        pillars.append(_pillar(head, opener, order, inside[:cut], lang, around))
    _check_numbers(pillars, around)
    return pillars


def _section_at(blocks: Sequence[Block], rank: int) -> int:
    """Between pillars, only a heading of their rank that names another section ends one."""
    for at, block in enumerate(blocks):
        after = blocks[at + 1] if at + 1 < len(blocks) else None
        name = vocabulary.section_name(block.text)
        outranks = rank > 0 and block.heading and block.level < rank
        if outranks or (name in ("participation", "closing") and is_heading_like(block, after) and not rank):
            return at
        if rank and block.heading and block.level <= rank and name in ("participation", "closing"):
            return at
    return len(blocks)


def _pillar(head: Head, opener: Block, order: int, inside: Sequence[Block], lang: Lang, around: Around) -> Pillar:
    body = read_body(inside, lang, head.rest)
    around.ignored += body.ignored
    around.unsure += body.unsure
    marks = [opener.marker if any(map(str.isalnum, opener.marker)) else "", head.label]
    number = head.number
    doubts = {
        "pillar without a number": number is None,
        "pillar recognised by form only": head.by_form,
        "pillar without a title": not head.title,
        "pillar without actions": not any(line.actions for line in body.lines),
        "title and text on one line": bool(head.rest),
    }
    around.unsure += [Remark(opener.line, opener.text, reason) for reason, so in doubts.items() if so]
    label = " ".join(filter(None, marks))
    if not label and opener.text != head.title and opener.text.endswith(head.title):
        label = opener.text[: -len(head.title)].strip()
    summary = "\n\n".join(body.summary) or None
    return Pillar(
        order if number is None else number, head.title or None, summary, tuple(body.lines), opener.line, label
    )


def _check_numbers(pillars: Sequence[Pillar], around: Around) -> None:
    for before, pillar in itertools.pairwise(pillars):
        if pillar.number <= before.number:
            text = f"{pillar.label} {pillar.title or ''}".strip()
            around.unsure.append(Remark(pillar.line, text, "pillar number repeated or out of order"))


def _tree(document: Document, lang: Lang, around: Around, pillars: Sequence[Pillar]) -> PlanTree:
    title = around.title or around.borrowed
    return PlanTree(
        lang=lang,
        title=f"{title.marker} {title.text}".strip() if title else None,
        vision=joined(around.vision),
        pillars=tuple(pillars),
        participation=joined(around.participation),
        ignored=tuple(sorted(around.ignored, key=lambda remark: remark.line)),
        unsure=tuple(sorted(around.unsure, key=lambda remark: remark.line)),
        notes=document.notes,
        unit=document.unit,
        title_line=title.line if title else None,
        title_borrowed=around.title is None and title is not None,
        vision_line=around.vision[0].line if around.vision else None,
        participation_line=around.participation[0].line if around.participation else None,
    )
