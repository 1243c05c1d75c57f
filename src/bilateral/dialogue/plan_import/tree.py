"""What a published plan says once read: pillars, lines of work and actions, and every line that was left out and why.

Here: frozen shapes and their JSON. Not here: how a text is read, and how the tree is shown.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from bilateral.dialogue.plan_import.reasons import IGNORED, UNSURE
from bilateral.values import Lang, Text


@dataclass(frozen=True, slots=True)
class Action:
    text: str
    line: int
    marker: str = ""

    def to_json(self) -> dict[str, Any]:
        return {"text": self.text, "line": self.line, "marker": self.marker}


@dataclass(frozen=True, slots=True)
class WorkLine:
    """A line of work; `title` is None for actions that stand directly under the pillar."""

    title: str | None
    actions: tuple[Action, ...]
    line: int | None = None
    label: str = ""
    summary: str | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "actions": [action.to_json() for action in self.actions],
            "line": self.line,
            "label": self.label,
            "summary": self.summary,
        }


@dataclass(frozen=True, slots=True)
class Pillar:
    """`label` is what stood in front of the title ("Pillar II:", "Eje 3."), so that no word is lost."""

    number: int
    title: str | None
    summary: str | None
    lines: tuple[WorkLine, ...]
    line: int
    label: str = ""

    @property
    def actions(self) -> tuple[Action, ...]:
        return tuple(action for line in self.lines for action in line.actions)

    def to_json(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "title": self.title,
            "summary": self.summary,
            "lines": [line.to_json() for line in self.lines],
            "line": self.line,
            "label": self.label,
        }


@dataclass(frozen=True, slots=True)
class Remark:
    """A line that was left out, or one that the reader was unsure of; `reason` is a stable phrase."""

    line: int
    text: str
    reason: str

    @property
    def reason_text(self) -> Text:
        return IGNORED.get(self.reason) or UNSURE[self.reason]

    def to_json(self) -> dict[str, Any]:
        text = self.reason_text.to_dict()
        return {"line": self.line, "text": self.text, "reason": self.reason, "reason_text": text}


@dataclass(frozen=True, slots=True)
class PlanTree:
    """A plan as read. `title_borrowed` says that the title is a section's heading, which `ignored` lists too."""

    lang: Lang
    title: str | None
    vision: str | None
    pillars: tuple[Pillar, ...]
    participation: str | None
    ignored: tuple[Remark, ...]
    unsure: tuple[Remark, ...] = ()
    notes: tuple[Text, ...] = ()
    unit: Literal["line", "paragraph"] = "line"
    title_line: int | None = None
    title_borrowed: bool = False
    vision_line: int | None = None
    participation_line: int | None = None

    @property
    def actions(self) -> tuple[Action, ...]:
        return tuple(action for pillar in self.pillars for action in pillar.actions)

    def to_json(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "vision": self.vision,
            "pillars": [pillar.to_json() for pillar in self.pillars],
            "participation": self.participation,
            "ignored": [remark.to_json() for remark in self.ignored],
            "unsure": [remark.to_json() for remark in self.unsure],
            "lang": self.lang,
            "unit": self.unit,
            "notes": [note.to_dict() for note in self.notes],
        }

    def words(self) -> Iterator[str]:
        """Every piece of text that the tree holds once: with the ignored lines, all that the document said."""
        yield from filter(None, (None if self.title_borrowed else self.title, self.vision, self.participation))
        for pillar in self.pillars:
            yield from filter(None, (pillar.label, pillar.title, pillar.summary))
            for line in pillar.lines:
                yield from filter(None, (line.label, line.title, line.summary))
                yield from (part for action in line.actions for part in (action.marker, action.text) if part)
        yield from (remark.text for remark in self.ignored)
