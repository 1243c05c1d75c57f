"""What a tracker's words can point at: actions, pillars, lines and offices of the plan, found by name or title."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bilateral.dialogue.plan_import.numbers import numeral
from bilateral.values import BadInput, Text, party_of
from bilateral.values.codes import fold

_OFFICE: Final = Text("office", "la dependencia")
_ABOVE: Final = Text("pillar or line of work", "el pilar o la línea de trabajo")
_PARTY: Final = Text("government", "el gobierno")
_NAMED: Final = re.compile(r"\(([^()\s]+:[^()\s]+)\)$")
_PILLAR: Final = re.compile(r"(?:pillar|pilar|eje)?\s*([ivx]+|\d+)(?:\s*[:.–-].*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Above:
    """A pillar or a line of work."""

    name: str
    kind: str
    number: int
    title: Text


@dataclass(frozen=True, slots=True)
class Known:
    """The plan as far as a tracker points at it.

    ``origin`` is the log in which new actions are created; ``parties`` the governments by code; ``actions`` the content
    of each action by full name; ``offices`` their titles by full name.
    """

    origin: str
    parties: Mapping[str, Text]
    actions: Mapping[str, Mapping[str, Any]]
    above: tuple[Above, ...]
    offices: Mapping[str, Text]

    def action(self, raw: str) -> str | None:
        """An action's full name, by its name, id, or title; None where there is none."""
        titles = {name: _title(content) for name, content in self.actions.items()}
        return _one(raw, titles.items())

    def office(self, raw: str, party: str) -> str:
        """:raises BadInput: there is no such office, or several."""
        mine = {name: title for name, title in self.offices.items() if party_of(name.partition(":")[0]) == party}
        return _found(raw, mine, _OFFICE)

    def under(self, raw: str) -> str:
        """:raises BadInput: there is no such pillar or line of work, or several."""
        titles = {each.name: each.title for each in self.above}
        name = _one(raw, titles.items())
        match = None if name else _PILLAR.fullmatch(fold(raw))
        number = numeral(match[1]) if match else None
        pillars = [each.name for each in self.above if each.kind == "pillar" and each.number == number]
        if number and len(pillars) == 1:
            return pillars[0]
        return name or _found(raw, titles, _ABOVE)

    def party(self, raw: str) -> str:
        """:raises BadInput: there is no such government."""
        for code, name in self.parties.items():
            if fold(raw) in {code, fold(name.en), fold(name.es), fold(f"{name.en} · {name.es}")}:
                return code
        raise _no_such(raw, _PARTY, self.parties)


def _title(content: Mapping[str, Any]) -> Text:
    title = content.get("title") or {}
    return Text(title.get("en") or "", title.get("es") or "")


def _one(raw: str, rows: Iterable[tuple[str, Text]]) -> str | None:
    named = _NAMED.search(raw)
    wanted = named[1] if named else raw.strip()
    by_title: list[str] = []
    for name, title in rows:
        if wanted in (name, name.partition(":")[2]):
            return name
        both = " · ".join(dict.fromkeys((title.en, title.es)))
        if fold(wanted) in {fold(title.en), fold(title.es), fold(both)} - {""}:
            by_title.append(name)
    return by_title[0] if len(by_title) == 1 else None


def _found(raw: str, held: Mapping[str, Text], what: Text) -> str:
    name = _one(raw, held.items())
    if name is None:
        raise _no_such(raw, what, held)
    return name


def _no_such(raw: str, what: Text, known: Iterable[str]) -> BadInput:
    said = Text("There is no {what} “{raw}”, or more than one.", "No existe {what} «{raw}», o hay más de una opción.")
    do = Text(
        "Write its full name, or say in the mapping (values) which it is: {names}.",
        "Escribe su nombre completo o indica en el mapa (values) cuál es: {names}.",
    )
    return BadInput(said.format(what=what, raw=raw[:80]), do=do.format(names=", ".join(list(known)[:12]) or "–"))
