"""What texts bind to, for readers: as a text says itself, else as the nearest text in force above it says."""

from collections.abc import Iterable, Mapping
from typing import Any

from bilateral.dialogue.effects import EFFECTS, NOT_STATED, OWN, UNDOES
from bilateral.dialogue.kinds import KINDS
from bilateral.node.models import Document
from bilateral.node.read.base import Desk, pair, text_of
from bilateral.node.read.entry_shapes import EffectView

Texts = Mapping[str, tuple[str, Mapping[str, Any]]]
"""Kind and body by document name."""
MOST_ABOVE = 8


def effects_of(texts: Texts, desk: Desk, among: Texts | None = None) -> dict[str, EffectView]:
    """The effect of each of these texts, however many, with one query for each level above them.

    :param among: texts proposed together with them, which count as being above them though not in force yet.
    """
    found: dict[str, EffectView] = {}
    above = dict(among or {})
    climbing = {name: (kind, body, "") for name, (kind, body) in texts.items()}
    for _ in range(MOST_ABOVE):
        upward: dict[str, str] = {}
        desk.words(digest for _, body, _ in climbing.values() for digest in (pair(body.get("basis")) or {}).values())
        for name, (kind, body, at) in climbing.items():
            said = _said(kind, body, at, desk)
            parent = "" if said else _parent(kind, body)
            if said or not parent:
                found[name] = said or EffectView("", NOT_STATED.name, NOT_STATED.about)
            else:
                upward[name] = parent
        if not upward:
            return found
        rows = list(Document.objects.filter(pk__in={*upward.values()} - above.keys()))
        desk.take_all(rows)
        above.update(in_force(rows))
        climbing = {name: (*above.get(parent, ("", {})), parent) for name, parent in upward.items()}
    return found


def _said(kind: str, body: Mapping[str, Any], at: str, desk: Desk) -> EffectView | None:
    """What a text says itself, or is by its kind; ``at`` where it is said, when that is another text."""
    row = KINDS.get(kind)
    if row and not at and (row.undoes or kind == "removal"):
        return EffectView("undoes", UNDOES.name, UNDOES.about)
    if row and not at and not row.joint:
        return EffectView("own", OWN.name, OWN.about)
    code = body.get("effect")
    if code not in EFFECTS:
        return None
    basis = text_of(body.get("basis"), desk.words(())) if body.get("basis") else None
    return EffectView(code, EFFECTS[code].name, EFFECTS[code].about, basis, desk.links([at])[at] if at else None)


def _parent(kind: str, body: Mapping[str, Any]) -> str:
    row = KINDS.get(kind)
    parent = body.get(row.parent) if row and row.parent else ""
    return parent if isinstance(parent, str) else ""


def in_force(rows: Iterable[Document]) -> dict[str, tuple[str, Mapping[str, Any]]]:
    """Kind and body of those that are."""
    return {row.name: (row.kind, row.body) for row in rows if row.in_force}
