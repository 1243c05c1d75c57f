"""What a document is once it has been read: numbered lines with their form, whatever the file's format was.

Here: `Line` and `Document`. Not here: how each format is read, and what the lines mean (dialogue.plan_import).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bilateral.values import Text

LineKind = Literal["heading", "item", "text", "blank", "rule"]
Unit = Literal["line", "paragraph"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a document.

    `number` is where a person finds it: the line of the file, or the paragraph of a word processor's document.
    `text` is without the marker and without runs of spaces. `level` is 1, 2, ... for headings and list items, else 0.
    `marker` is the sign in front of an item as written ("•", "1.1", "a)"), or a separator of kind "rule" whole.
    `style` holds words about the look: "bold", "caps", "title", a style's name. `lead` counts the characters in bold at
    the start when what follows is not. `furniture` names the part of a page that was skipped: "nav", "footer" ...
    """

    number: int
    text: str
    level: int = 0
    kind: LineKind = "text"
    marker: str = ""
    style: str = ""
    indent: int = 0
    lead: int = 0
    furniture: str = ""

    def has(self, style: str) -> bool:
        """Whether `style` is one of the words about the look."""
        return style in self.style.split()


@dataclass(frozen=True, slots=True)
class Document:
    """A file read to lines. `notes` say what a person should know about the reading, such as a guessed encoding."""

    name: str
    format: str
    lines: tuple[Line, ...]
    notes: tuple[Text, ...] = ()
    encoding: str = ""
    unit: Unit = "line"

    @property
    def text(self) -> str:
        """The words of the page proper, without what was skipped."""
        return "\n".join(line.text for line in self.lines if not line.furniture)

    def __iter__(self) -> Iterator[Line]:
        return iter(self.lines)
