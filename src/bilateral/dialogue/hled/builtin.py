"""The HLED plan that ships with the product: data in our own words, in both languages, read into frozen shapes.

The YAML beside this file is the data. Its pillars and actions follow the published text; `illustrative` says that the
rest (leads, dates, milestones, places, sectors, tests of completion) are examples. Not here: entries of a record.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

import yaml

from bilateral.values import Text

Due = datetime.date | Literal["ongoing"]


@dataclass(frozen=True, slots=True)
class BuiltinParty:
    id: str
    name: Text


@dataclass(frozen=True, slots=True)
class BuiltinOffice:
    id: str
    party: str
    name: Text
    acronym: Text

    @property
    def title(self) -> Text:
        """The name with its usual abbreviation, as offices are listed."""
        return Text(f"{self.name.en} ({self.acronym.en})", f"{self.name.es} ({self.acronym.es})")


@dataclass(frozen=True, slots=True)
class BuiltinMilestone:
    id: str
    party: str
    title: Text
    due: Due


@dataclass(frozen=True, slots=True)
class BuiltinAction:
    """`number` counts through the pillar; `leads` maps a party to an office; `keywords` only serve matching."""

    id: str
    number: int
    title: Text
    text: Text
    end: Text
    leads: Mapping[str, str]
    start: datetime.date
    due: Due
    milestones: tuple[BuiltinMilestone, ...]
    places: tuple[str, ...]
    sectors: tuple[str, ...]
    keywords: Text


@dataclass(frozen=True, slots=True)
class BuiltinLine:
    """A line of work; `id` and `title` are None for actions directly under the pillar."""

    id: str | None
    number: int
    title: Text | None
    actions: tuple[BuiltinAction, ...]


@dataclass(frozen=True, slots=True)
class BuiltinPillar:
    id: str
    number: int
    title: Text
    summary: Text
    lines: tuple[BuiltinLine, ...]

    @property
    def actions(self) -> tuple[BuiltinAction, ...]:
        return tuple(action for line in self.lines for action in line.actions)


@dataclass(frozen=True, slots=True)
class BuiltinPlan:
    id: str
    title: Text
    vision: Text
    participation: Text
    start: datetime.date
    note: Text
    illustrative: bool
    illustrative_fields: tuple[str, ...]
    parties: tuple[BuiltinParty, ...]
    offices: tuple[BuiltinOffice, ...]
    offices_as_of: datetime.date
    pillars: tuple[BuiltinPillar, ...]

    @property
    def actions(self) -> tuple[BuiltinAction, ...]:
        return tuple(action for pillar in self.pillars for action in pillar.actions)

    def office(self, office_id: str) -> BuiltinOffice:
        return next(office for office in self.offices if office.id == office_id)


@cache
def load_builtin() -> BuiltinPlan:
    """The plan as shipped. It is read once; its shapes are frozen."""
    plan, table = _read("plan.yaml"), _read("offices.yaml")
    return BuiltinPlan(
        id=plan["id"],
        title=_text(plan["title"]),
        vision=_text(plan["vision"]),
        participation=_text(plan["participation"]),
        start=plan["start"],
        note=_text(plan["note"]),
        illustrative=plan["illustrative"],
        illustrative_fields=tuple(plan["illustrative_fields"]),
        parties=tuple(BuiltinParty(row["id"], _text(row["name"])) for row in plan["parties"]),
        offices=tuple(
            BuiltinOffice(row["id"], row["party"], _text(row["name"]), _text(row["acronym"]))
            for row in table["offices"]
        ),
        offices_as_of=table["as_of"],
        pillars=tuple(_pillar(_read(name)) for name in plan["pillars"]),
    )


def _read(name: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(resources.files("bilateral.dialogue.hled").joinpath(name).read_text("utf-8"))
    return data


def _text(value: Mapping[str, str]) -> Text:
    return Text(value["en"], value["es"])


def _pillar(row: Mapping[str, Any]) -> BuiltinPillar:
    lines, before = [], 0
    for number, line in enumerate(row["lines"], 1):
        lines.append(_line(line, number, before))
        before += len(line["actions"])
    return BuiltinPillar(row["id"], row["number"], _text(row["title"]), _text(row["summary"]), tuple(lines))


def _line(row: Mapping[str, Any], number: int, before: int) -> BuiltinLine:
    actions = tuple(_action(action, at) for at, action in enumerate(row["actions"], before + 1))
    return BuiltinLine(row["id"], number, _text(row["title"]) if row["title"] else None, actions)


def _action(row: Mapping[str, Any], number: int) -> BuiltinAction:
    return BuiltinAction(
        id=row["id"],
        number=number,
        title=_text(row["title"]),
        text=_text(row["text"]),
        end=_text(row["end"]),
        leads=dict(row["leads"]),
        start=row["start"],
        due=row["due"],
        milestones=tuple(
            BuiltinMilestone(part["id"], part["party"], _text(part["title"]), part["due"]) for part in row["milestones"]
        ),
        places=tuple(row["places"]),
        sectors=tuple(row["sectors"]),
        keywords=_text(row["keywords"]),
    )
