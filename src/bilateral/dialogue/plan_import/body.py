"""What stands under a pillar's title: its introduction, its lines of work, its actions.

Blocks are taken in order; each becomes a heading, an action, a paragraph or a bare label, and every doubt is noted.
Not here: the form of list items (items.py), and what comes after the last pillar (sections.py).
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bilateral.dialogue.plan_import import forms, vocabulary
from bilateral.dialogue.plan_import.blocks import Block
from bilateral.dialogue.plan_import.items import Node, grow, read_siblings
from bilateral.dialogue.plan_import.tree import Action, Remark, WorkLine
from bilateral.values import Lang

_RUN_IN = re.compile(r"(?:\S+\s+){0,4}\S+:\s")  # 'Wells: dig ten of them.'


@dataclass(slots=True)
class _Open:
    """A line of work being filled. `form` tells headings of one kind from those of another."""

    title: str | None
    line: int | None = None
    label: str = ""
    form: str = ""
    summary: list[str] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    plain: bool = False

    def closed(self) -> WorkLine:
        return WorkLine(self.title, tuple(self.actions), self.line, self.label, "\n\n".join(self.summary) or None)


@dataclass(slots=True)
class Body:
    """What was read under one pillar."""

    summary: list[str] = field(default_factory=list)
    lines: list[WorkLine] = field(default_factory=list)
    ignored: list[Remark] = field(default_factory=list)
    unsure: list[Remark] = field(default_factory=list)


def read_body(blocks: Sequence[Block], lang: Lang, summary: str = "") -> Body:
    """Read the blocks under a pillar; `summary` is what already ran on after its title."""
    reader = _Reader(blocks, lang)
    if summary:
        reader.body.summary.append(summary)
    return reader.run()


class _Reader:
    def __init__(self, blocks: Sequence[Block], lang: Lang) -> None:
        self.blocks, self.lang = blocks, lang
        self.body = Body()
        self.lines: list[_Open] = []
        self.has_items = any(block.item for block in blocks)
        self.headings = frozenset(at for at in range(len(blocks)) if self._is_heading(at))
        self.reach = self._reach()

    def run(self) -> Body:
        at = 0
        while at < len(self.blocks):
            block = self.blocks[at]
            if not block.item and vocabulary.is_bare_label(block.text):
                self._ignore(block, "label without content")
            elif block.item:
                at = self._items(at)
                continue
            elif at in self.headings:
                at += self._heading(at)
            else:
                self._paragraph(at)
            at += 1
        self.body.lines = [line.closed() for line in self._without_groups()]
        return self.body

    # -- headings

    def _is_heading(self, at: int) -> bool:
        """Whether this unmarked block heads what follows: by style, by its label, or by standing over a list."""
        block, after = self.blocks[at], self.blocks[at + 1] if at + 1 < len(self.blocks) else None
        if block.item or vocabulary.is_bare_label(block.text):
            return False
        if label := vocabulary.line_label(block.text):
            return label.numbered or not forms.ends_sentence(label.title)
        if block.marked:
            return block.heading or (after is not None and not forms.ends_sentence(block.text))
        if after is None or forms.introduces(block.text) or vocabulary.action_label(block.text):
            return False
        if after.item:
            return forms.title_like(block.text, 12)
        over_text = not self.has_items or at > 0
        return over_text and block.gap and self._titles_a_paragraph(block, after)

    def _titles_a_paragraph(self, block: Block, after: Block) -> bool:
        short = forms.title_like(block.text, 9) and not block.text.endswith(":")
        if not short or after.item or not forms.ends_sentence(after.text):
            return False
        return forms.title_case(block.text) or not forms.starts_with_verb(block.text, self.lang)

    def _heading(self, at: int) -> int:
        """Open a line of work; returns how many further blocks its title took."""
        block = self.blocks[at]
        label = vocabulary.line_label(block.text)
        form = f"heading {block.level}" if block.heading else f"label {_kind_of(label.label)}" if label else "text"
        title, used = (label.title if label else block.text), 0
        if label and not title and at + 1 < len(self.blocks) and not self.blocks[at + 1].item:
            after = self.blocks[at + 1]
            if forms.title_like(after.text) and not vocabulary.line_label(after.text):
                title, used = after.text, 1
        marks = [block.marker if any(map(str.isalnum, block.marker)) else "", label.label if label else ""]
        self._open(title, block, " ".join(filter(None, marks)), form)
        return used

    def _open(self, title: str, block: Block, label: str, form: str) -> None:
        self.lines.append(_Open(forms.tidy_title(title) or None, block.line, label, form))

    def _line(self) -> _Open:
        """The line of work that actions go to now; one without a title when there is none."""
        if not self.lines:
            self.lines.append(_Open(None))
        return self.lines[-1]

    def _without_groups(self) -> list[_Open]:
        """Headings that only stand over headings of another form are left out, with a word about it."""
        kept = []
        for line, after in itertools.zip_longest(self.lines, self.lines[1:]):
            empty = not line.actions and line.title is not None
            if empty and not line.summary and after is not None and after.form != line.form and after.title:
                text = f"{line.label} {line.title or ''}".strip()
                self.body.ignored.append(Remark(line.line or 0, text, "heading above lines of work"))
                continue
            if empty:
                self.body.unsure.append(Remark(line.line or 0, line.title or "", "heading without actions"))
            kept.append(line)
        return kept

    # -- items

    def _items(self, start: int) -> int:
        end = start
        while end < len(self.blocks) and self.blocks[end].item:
            end += 1
        nodes = grow(self.blocks[start:end])
        under = bool(self.lines) and self.lines[-1].form[:4] != "item" and self.lines[-1].title is not None
        self._siblings(nodes, under and not _is_group(self.lines[-1], nodes), 0)
        return end

    def _siblings(self, nodes: Sequence[Node], under: bool, depth: int) -> None:
        nested = False  # the open line came from an item with points, so sisters don't belong to it
        for read in read_siblings(nodes, self.lang, under):
            block = read.node.block
            if read.doubt:
                self._doubt(block, read.doubt)
            if read.role == "heading" and depth < 2:
                label = vocabulary.line_label(block.text)
                marks = [block.marker if any(map(str.isalnum, block.marker)) else "", label.label if label else ""]
                self._open(label.title if label else block.text, block, " ".join(filter(None, marks)), f"item {depth}")
                nested = not read.flat
                if read.node.under:
                    self._siblings(read.node.under, True, depth + 1)
                continue
            if nested:
                self.lines.append(_Open(None))
                nested = False
            self._action(read.node)

    def _action(self, node: Node) -> None:
        block = node.block
        label = vocabulary.action_label(block.text)
        text = label.title if label and label.title else block.text
        marks = [block.marker if any(map(str.isalnum, block.marker)) else ""]
        marks += [label.label] if label and label.title else []
        details = [_with_mark(point) for point in node.all_under()]
        self._line().actions.append(Action("\n".join([text, *details]), block.line, " ".join(filter(None, marks))))

    # -- paragraphs

    def _reach(self) -> list[bool]:
        """For each block: does an item follow before the next heading?"""
        out, found = [False] * len(self.blocks), False
        for at in range(len(self.blocks) - 1, -1, -1):
            found = True if self.blocks[at].item else False if at in self.headings else found
            out[at] = found
        return out

    def _paragraph(self, at: int) -> None:
        block = self.blocks[at]
        line = self.lines[-1] if self.lines else None
        if vocabulary.action_label(block.text):
            self._plain_action(block, sure=True)
        elif line is None:
            if self.has_items or self.headings or self._introduces_pillar(at):
                self.body.summary.append(block.text)
            else:
                self._plain_action(block)
        elif not line.actions and line.title is not None:
            if self.reach[at]:
                line.summary.append(block.text)
            else:
                self._plain_action(block)
        elif line.plain and not self.reach[at]:
            self._plain_action(block)
        else:
            self.body.summary.append(block.text)
            self._doubt(block, "text between the actions")

    def _introduces_pillar(self, at: int) -> bool:
        """Without lists or headings: the first paragraph introduces, unless it begins with a verb as the others do."""
        if at or self.body.summary:
            return False
        texts = [block.text for block in self.blocks]
        if len(texts) == 1:
            return not forms.starts_with_verb(texts[0], self.lang)
        verbs = [forms.starts_with_verb(text, self.lang) for text in texts]
        if verbs[0] and sum(verbs[1:]) * 2 >= len(verbs) - 1:
            return False
        if all(_RUN_IN.match(text) for text in texts):
            return False
        labelled = any(vocabulary.action_label(text) for text in texts[1:])
        if not labelled and not (sum(verbs[1:]) * 2 >= len(verbs) - 1):
            self._doubt(self.blocks[at], "first paragraph read as the introduction")
        return True

    def _plain_action(self, block: Block, sure: bool = False) -> None:
        label = vocabulary.action_label(block.text)
        text, mark = (label.title, label.label) if label and label.title else (block.text, "")
        line = self._line()
        if not line.plain and not sure:
            self._doubt(block, "paragraph read as an action")
        line.plain = True
        line.actions.append(Action(text, block.line, mark))

    def _ignore(self, block: Block, reason: str) -> None:
        self.body.ignored.append(Remark(block.line, f"{block.marker} {block.text}".strip(), reason))

    def _doubt(self, block: Block, reason: str) -> None:
        self.body.unsure.append(Remark(block.line, block.text, reason))


def _kind_of(label: str) -> str:
    return label.split()[0].lower()


def _with_mark(block: Block) -> str:
    return f"{block.marker} {block.text}" if any(map(str.isalnum, block.marker)) else f"– {block.text}"


def _is_group(line: _Open, nodes: Sequence[Node]) -> bool:
    """An 'Objective' in the text over items that are labelled as lines of work themselves."""
    return not line.actions and bool(nodes) and vocabulary.line_label(nodes[0].block.text) is not None
