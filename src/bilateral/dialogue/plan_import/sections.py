"""What stands around the pillars: title and vision before them, the promise of participation after them.

Not here: finding the pillars, and what they hold.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bilateral.dialogue.plan_import import forms, vocabulary
from bilateral.dialogue.plan_import.blocks import Block
from bilateral.dialogue.plan_import.heads import Head
from bilateral.dialogue.plan_import.tree import Remark

CUES = 2
MAX_LIST = 20  # names of pillars; beyond that a list is a list
_ENDING = ("participation", "closing", "vision")
_SENTENCES = re.compile(r"[a-z0-9áéíóúñ)”»]{2}[.;!?]\s+[^a-z\W]")


@dataclass(slots=True)
class Around:
    """Title, vision and participation with the lines where they begin, and what was left out."""

    title: Block | None = None
    borrowed: Block | None = None
    vision: list[Block] = field(default_factory=list)
    participation: list[Block] = field(default_factory=list)
    ignored: list[Remark] = field(default_factory=list)
    unsure: list[Remark] = field(default_factory=list)

    def ignore(self, block: Block, reason: str) -> None:
        self.ignored.append(Remark(block.line, f"{block.marker} {block.text}".strip(), reason))


def joined(blocks: Sequence[Block]) -> str | None:
    """Paragraphs with an empty line between; items each on a line with their sign."""
    out = ""
    for block in blocks:
        glue = "" if not out else "\n" if block.item else "\n\n"
        out += glue + (f"{block.marker} {block.text}" if block.item else block.text)
    return out or None


def read_before(blocks: Sequence[Block], heads: Sequence[Head], around: Around) -> None:
    """The blocks before the first pillar."""
    reader = _Before(blocks, heads, around)
    for at in range(len(blocks)):
        reader.take(at)
    reader.finish()


class _Before:
    def __init__(self, blocks: Sequence[Block], heads: Sequence[Head], around: Around) -> None:
        self.blocks, self.around = blocks, around
        self.names = [head.title for head in heads if head.title]
        self.keys = {key for name in self.names if (key := forms.word_key(name))}
        self.state = "open"
        self.prose: list[Block] = []
        self.saw_vision = self.saw_text = False

    def take(self, at: int) -> None:
        block = self.blocks[at]
        if self._repeats(block):
            self.around.ignore(block, "repeats a pillar name")
        elif self._listed_with_pillars(at):
            self.around.ignore(block, "names a pillar that doesn't follow")
            self.around.unsure.append(Remark(block.line, block.text, "pillar named only in a list"))
        elif self._only_introduces(at):
            self.around.ignore(block, "introduces a list that repeats the pillars")
        elif self._inline_vision(block):
            return
        elif self._is_subtitle(block):
            self.around.ignore(block, "subtitle")
        elif is_heading_like(block, self.blocks[at + 1] if at + 1 < len(self.blocks) else None):
            self._heading(block)
        elif self.state == "contents" and (block.item or forms.title_like(block.text, 12)):
            self.around.ignore(block, "table of contents")
        else:
            self._text(block)

    def finish(self) -> None:
        if self.saw_vision:
            for block in self.prose:
                self.around.ignore(block, "text before the pillars, outside the vision")
        elif self.prose:
            self.around.vision.extend(self.prose)
            first = self.prose[0]
            self.around.unsure.append(Remark(first.line, first.text, "vision without a heading"))

    def _repeats(self, block: Block) -> bool:
        if not (block.item or block.marked or vocabulary.pillar_label(block.text)):
            return False
        label = vocabulary.pillar_label(block.text)
        text = label.title if label and label.title else block.text
        if forms.word_key(text) in self.keys:
            return True
        return len(self.names) <= MAX_LIST and any(forms.same_words(text, name) for name in self.names)

    def _listed_with_pillars(self, at: int) -> bool:
        """An item of a list that mostly repeats pillars' names: a pillar that is named and never comes."""
        if not self.blocks[at].item:
            return False
        first = last = at
        while first and self.blocks[first - 1].item and at - first <= MAX_LIST:
            first -= 1
        while last + 1 < len(self.blocks) and self.blocks[last + 1].item and last - at <= MAX_LIST:
            last += 1
        run = self.blocks[first : last + 1]
        return len(run) <= MAX_LIST and sum(map(self._repeats, run)) * 2 >= len(run)

    def _only_introduces(self, at: int) -> bool:
        """'It has four pillars:' right before a list that repeats their names."""
        block = self.blocks[at]
        if block.item or block.heading or not block.text.endswith(":") or at + 1 >= len(self.blocks):
            return False
        one_sentence = _SENTENCES.search(block.text) is None and forms.count_words(block.text) > 2
        return one_sentence and self._repeats(self.blocks[at + 1])

    def _inline_vision(self, block: Block) -> bool:
        """'Vision: a region that ...' on one line."""
        head, colon, rest = block.text.partition(":")
        if block.item or not colon or not rest.strip() or forms.count_words(head) > 4:
            return False
        name = vocabulary.section_name(head)
        if name not in ("vision", "participation"):
            return False
        self.around.ignored.append(Remark(block.line, f"{head}:", "section heading"))
        body = Block(block.line, rest.strip(), "text")
        if name == "vision":
            self.saw_vision = self.saw_text = True
            self.around.vision.append(body)
            self.state = "vision"
        else:
            self.around.participation.append(body)
        return True

    def _is_subtitle(self, block: Block) -> bool:
        """A short line without a full stop right under the title, with no name of a section."""
        under = self.around.title is not None and self.state == "open" and not self.saw_text and not block.item
        plain = under and not block.text.endswith(":") and forms.title_like(block.text)
        return plain and vocabulary.section_name(block.text) in ("", "plan")

    def _heading(self, block: Block) -> None:
        name = vocabulary.section_name(block.text)
        first = self.around.title is None and not self.saw_text
        if name == "plan" or (first and not (name and self._short(block))):
            if first and self.state == "open":
                self.around.title = block
                return
            if name == "plan":
                self.around.borrowed = self.around.borrowed or block
                self.state = "plan"
        if name in ("vision", "participation", "contents", "closing", "pillars"):
            self.state, self.saw_vision = name, self.saw_vision or name == "vision"
        elif name != "plan":
            self.state = "other"
        self.around.ignore(block, "section heading")

    def _short(self, block: Block) -> bool:
        return forms.count_words(block.text) <= 8

    def _text(self, block: Block) -> None:
        self.saw_text = True
        if self.state == "vision":
            self.around.vision.append(block)
        elif self.state == "participation":
            self.around.participation.append(block)
        else:
            self.prose.append(block)


def is_heading_like(block: Block, after: Block | None) -> bool:
    """A block apart, short, without a closing sign: outside lists that is how headings look."""
    if block.item:
        return False
    if block.marked:
        return True
    apart = block.gap or vocabulary.section_name(block.text) != ""
    if not apart or not forms.title_like(block.text, 14) or block.text.endswith(":"):
        return False
    return after is None or after.gap or after.item or bool(vocabulary.section_name(block.text))


def closing_at(blocks: Sequence[Block], level: int) -> int:
    """Where the last pillar's content ends: a heading of the pillars' own rank or name of a section, or the text after
    its last list. `level` is the rank of the pillars' headings, 0 when they are plain lines."""
    for at, block in enumerate(blocks):
        after = blocks[at + 1] if at + 1 < len(blocks) else None
        if block.heading and level and block.level <= level and at:
            return at
        if is_heading_like(block, after) and vocabulary.section_name(block.text) in _ENDING:
            return at
    last = max((at for at, block in enumerate(blocks) if block.item), default=-1)
    if last < 0:
        return _participation_tail(blocks)
    for at in range(last + 1, len(blocks)):
        rest = blocks[at:]
        if not any(_opens_line(block) for block in rest):
            return at
    return len(blocks)


def _opens_line(block: Block) -> bool:
    return vocabulary.line_label(block.text) is not None or block.heading


def _participation_tail(blocks: Sequence[Block]) -> int:
    """Without lists only the closing paragraphs that speak of participation leave the pillar."""
    end = len(blocks)
    while end > 1 and vocabulary.participation_cues(blocks[end - 1].text) > CUES and not blocks[end - 1].marked:
        end -= 1
    return end


def read_after(blocks: Sequence[Block], around: Around) -> None:
    """The blocks after the last pillar."""
    state, late = "", False
    for at, block in enumerate(blocks):
        head, colon, rest = block.text.partition(":")
        if is_heading_like(block, blocks[at + 1] if at + 1 < len(blocks) else None):
            state = vocabulary.section_name(block.text) or "other"
            around.ignore(block, "section heading")
        elif colon and rest.strip() and vocabulary.section_name(head) == "participation" and not block.item:
            around.ignored.append(Remark(block.line, f"{head}:", "section heading"))
            around.participation.append(Block(block.line, rest.strip(), "text"))
        elif state == "vision" and (late or not around.vision):
            late = True
            around.vision.append(block)
        elif state == "participation" or (state != "closing" and vocabulary.participation_cues(block.text) >= CUES):
            around.participation.append(block)
        else:
            around.ignore(block, "text after the last pillar")
