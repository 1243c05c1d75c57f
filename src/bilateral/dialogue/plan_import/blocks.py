"""Physical lines to blocks: a paragraph, heading or item is one block, however many lines it was wrapped over.

Furniture leaves here, each line with its reason. Whether two lines belong together is read off the page: a line with
room for the next one's first word was ended on purpose. Not here: what the blocks mean.
"""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bilateral.dialogue.plan_import import forms, vocabulary
from bilateral.dialogue.plan_import.furniture import furniture_reason, running_lines
from bilateral.dialogue.plan_import.numbers import word_set
from bilateral.dialogue.plan_import.tree import Remark
from bilateral.files import Document, Line
from bilateral.files.markers import marker_class

MAX_LEVEL = 9
_LINK_WORDS = word_set(
    "and or of the in to for with by on from a an as at between y e o u de del la el los las en con para por a al "
    "entre que"
)


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together. `gap`: a blank line, separator or heading stands before; `lead` as in `Line`."""

    line: int
    text: str
    kind: str
    level: int = 0
    marker: str = ""
    indent: int = 0
    bold: bool = False
    caps: bool = False
    lead: int = 0
    gap: bool = True

    @property
    def heading(self) -> bool:
        return self.kind == "heading"

    @property
    def item(self) -> bool:
        return self.kind == "item"

    @property
    def marked(self) -> bool:
        """Whether the writer set it apart as a heading: by style, bold or capitals, and not too long for one."""
        short = forms.count_words(self.text) <= 20
        return self.heading or ((self.bold or self.caps) and short and not self.item)


def to_blocks(document: Document) -> tuple[list[Block], list[Remark]]:
    """The blocks of a document in order, and its furniture."""
    running = running_lines(document.lines)
    edge = _wrap_width(document)
    blocks: list[Block] = []
    ignored: list[Remark] = []
    gap, last = True, ""
    for line in document.lines:
        if line.kind == "blank":
            gap = True
            continue
        reason = "repeated header or footer" if line.text in running and line.kind == "text" else furniture_reason(line)
        if reason:
            ignored.append(Remark(line.number, f"{line.marker} {line.text}".strip(), reason))
            gap = True if line.kind == "rule" or reason == "page furniture" else gap
            continue
        if blocks and line.kind == "text" and _continues(blocks[-1], last, line, gap, edge):
            blocks[-1] = _joined(blocks[-1], line)
        else:
            blocks.extend(_split_lead(_block(line, gap)))
        gap, last = False, _shape(line)
    return _numbered_sections(blocks), ignored


def _numbered_sections(blocks: list[Block]) -> list[Block]:
    """'III. Participation' on its own, with text or a pillar after it, is a heading and no item of a list."""
    out = list(blocks)
    for at, block in enumerate(blocks):
        if not block.item or not block.marker[:1].isalnum() or not vocabulary.section_name(block.text):
            continue
        before, after = neighbours(blocks, at)
        alone = before is None or not before.item or marker_class(before.marker) != marker_class(block.marker)
        if alone and after is not None and (not after.item or vocabulary.pillar_label(after.text)):
            out[at] = replace(block, kind="heading", level=1)
    return out


def _block(line: Line, gap: bool) -> Block:
    level = min(line.level, MAX_LEVEL)
    marker, text = line.marker, line.text
    if marker and vocabulary.pillar_label(f"{marker} {text}"):  # a numbering that writes 'Pillar I:' itself
        marker, text = "", f"{marker} {text}"
    bold, caps = line.has("bold"), line.has("caps")
    return Block(line.number, text, line.kind, level, marker, line.indent, bold, caps, line.lead, gap)


def _joined(block: Block, line: Line) -> Block:
    caps = block.caps and line.has("caps")
    return replace(block, text=f"{block.text} {line.text}", bold=block.bold and line.has("bold"), caps=caps)


def _split_lead(block: Block) -> Iterable[Block]:
    """A pillar's or a line of work's name in bold, with text running on after it, becomes two blocks."""
    head = block.text[: block.lead].strip()
    if not block.lead or not (vocabulary.pillar_label(head) or vocabulary.line_label(head)):
        return (block,)
    rest = block.text[block.lead :].strip()
    if vocabulary.pillar_label(head) and rest.lstrip(" :.–—-") != rest:  # '**Pillar I**: Growth' is one title
        return (replace(block, lead=0, bold=forms.count_words(block.text) <= 20),)
    label = vocabulary.pillar_label(head) or vocabulary.line_label(head)
    if label and not label.title and forms.title_like(rest):
        return (replace(block, lead=0, bold=True),)
    return (
        replace(block, text=head, bold=True, lead=0),
        replace(block, text=rest, kind="text", marker="", lead=0, gap=True),
    )


def _shape(line: Line) -> str:
    """The line about as it stood on the page, for its width."""
    return " " * line.indent + (f"{line.marker} " if line.marker else "") + line.text


def _wrap_width(document: Document) -> int:
    """Where this document's lines were broken, or 0 when its lines are whole paragraphs."""
    if document.format not in ("txt", "md"):
        return 0
    lines = document.lines
    edge = max((len(_shape(line)) for line in lines if line.text), default=0)
    if not 30 <= edge <= 132:
        return 0
    # The sign of broken lines is a line that goes on in small letters after one that had no room left.
    for above, line in itertools.pairwise(lines):
        goes_on = line.kind == "text" and line.text[:1].islower() and above.kind in ("text", "item")
        if goes_on and len(_shape(above)) + 1 + len(line.text.split(" ", 1)[0]) > 0.9 * edge:
            return edge
    return 0


def _continues(block: Block, last: str, line: Line, gap: bool, edge: int) -> bool:
    """Whether this unmarked line goes on with the block above, whose last physical line was `last`."""
    if block.heading or _starts_something(line):
        return False
    lower = line.text[:1].islower()
    full = edge > 0 and len(last) + 1 + len(line.text.split(" ", 1)[0]) > edge
    linked = last.rstrip().endswith(",") or last.split()[-1].lower() in _LINK_WORDS
    if block.item and line.indent > block.indent + gap:
        titled = forms.title_like(block.text, 9) and forms.ends_sentence(line.text)  # a title and the text under it
        return lower or full or linked or not titled
    if gap:
        return False
    open_end = not forms.ends_sentence(last) and not last.endswith(":")
    if vocabulary.pillar_label(block.text) or block.bold or block.caps:
        return _title_goes_on(last, line, edge) or (block.caps and line.has("caps") and len(last) > 40)
    if lower and open_end:
        return True
    if block.item:
        return (full or linked) and (open_end or lower)
    return (full and edge <= 110) or (lower and edge > 0)


def _title_goes_on(last: str, line: Line, edge: int) -> bool:
    """A heading broken over two lines: the first had no room left, the second is no sentence and no full line."""
    first, *_ = line.text.split(" ", 1)
    full = edge > 0 and len(last) + 1 + len(first) > edge
    linked = last.split()[-1].lower() in _LINK_WORDS
    return (full or linked) and forms.title_like(line.text, 10) and len(line.text) < max(edge, 60) * 0.85


def _starts_something(line: Line) -> bool:
    if line.has("bold"):
        return True
    label = vocabulary.pillar_label(line.text)
    if label and (label.sep not in ("", ".") or not label.title):
        return True
    named = vocabulary.action_label(line.text) or vocabulary.line_label(line.text)
    if named and named.numbered and named.sep:
        return True
    return vocabulary.is_bare_label(line.text) and line.text.endswith(":")


def neighbours(blocks: Sequence[Block], at: int) -> tuple[Block | None, Block | None]:
    """The blocks before and after, where there are any."""
    return (blocks[at - 1] if at else None), (blocks[at + 1] if at + 1 < len(blocks) else None)
