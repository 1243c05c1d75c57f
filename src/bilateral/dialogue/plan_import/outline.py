"""Two ways of writing lists without list signs, made plain before a pillar's content is read.

Lines that only their indentation nests become items; numbered or marked titles, each with a paragraph of its own under
it, become headings. Not here: what items and headings then mean (body.py, items.py).
"""

from collections.abc import Sequence
from dataclasses import replace

from bilateral.dialogue.plan_import import forms, vocabulary
from bilateral.dialogue.plan_import.blocks import Block

UNDER_ALL = 9


def outlined(blocks: Sequence[Block], indent: int) -> list[Block]:
    """The blocks under a pillar whose own line stands at `indent`, their hidden outline made visible."""
    if any(block.item for block in blocks):
        return _titles_over_paragraphs(blocks)
    return _by_indentation(blocks, indent)


def _by_indentation(blocks: Sequence[Block], indent: int) -> list[Block]:
    steps = sorted({block.indent for block in blocks if block.indent > indent and _plain(block)})
    if blocks and len(steps) > 1 and blocks[0].indent == steps[0] and forms.ends_sentence(blocks[0].text):
        alone = sum(block.indent == steps[0] for block in blocks) == 1
        steps = steps[1:] if alone else steps  # an indented introduction
    outer = any(block.indent <= indent for block in blocks)
    if len(steps) < 2 and not (outer and steps):
        return list(blocks)
    ranks = {step: rank for rank, step in enumerate(steps, 1)}
    return [
        replace(block, kind="item", level=ranks[block.indent]) if _plain(block) and block.indent in ranks else block
        for block in blocks
    ]


def _plain(block: Block) -> bool:
    return not block.heading and not vocabulary.is_bare_label(block.text)


def _titles_over_paragraphs(blocks: Sequence[Block]) -> list[Block]:
    """'1.1 Wells' and then 'The governments will dig ...', again and again: the items are headings."""
    items = [at for at, block in enumerate(blocks) if block.item]
    followed = [at for at in items if at + 1 < len(blocks) and _plain(blocks[at + 1]) and not blocks[at + 1].item]
    titles = all(forms.title_like(blocks[at].text, 10) for at in items)
    flat = len({blocks[at].level for at in items}) == 1
    if not titles or not flat or len(followed) < len(items) or not _texts(blocks, followed):
        return list(blocks)
    return [replace(block, kind="heading", level=UNDER_ALL) if block.item else block for block in blocks]


def _texts(blocks: Sequence[Block], items: Sequence[int]) -> bool:
    """Whether what follows the items are sentences; after the last one that may be the closing text of the plan."""
    sentences = [forms.ends_sentence(blocks[at + 1].text) for at in items]
    return len(sentences) > 1 and all(sentences)
