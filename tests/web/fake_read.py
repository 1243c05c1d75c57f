"""`bilateral.node.read` without a database: the same functions over an invented world, for tests of pages alone."""

from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from typing import Any

from bilateral.dialogue.effects import EFFECTS, OWN
from bilateral.node.read.contradictions import Contradictions
from bilateral.node.read.entry_shapes import EffectView
from bilateral.node.read.jsons import to_json
from bilateral.node.read.paging import Page
from bilateral.node.read.shapes import (
    ActView,
    DocumentLink,
    DocumentView,
    EntryView,
    Head,
    PillarView,
    PlanView,
    ProposalView,
    SealedView,
    Site,
    VersionView,
    Viewer,
)
from bilateral.values import BadInput, Name, Text
from tests.web import fake_plan as data
from tests.web.fake_slipped import PAUSE, events, pauses_now, slip_lines, slipped
from tests.web.fake_withheld import ON_TEXTS, VIEWS, ledger, lines
from tests.web.fake_world import (
    ACTS,
    ANAM,
    CARDS,
    CBP,
    END,
    MX,
    PARTIES,
    PILLARS,
    PLAN,
    PROPOSALS,
    START,
    US,
    WHOLE,
    act,
    digest,
    field,
    fields_of,
    link,
    ref,
    under,
)

__all__ = [
    "NotFound",
    "acts",
    "document",
    "entry",
    "events",
    "ledger",
    "lines",
    "pauses_now",
    "pillar",
    "plan",
    "proposals",
    "recent",
    "site",
    "slip_lines",
    "slipped",
    "to_json",
    "together",
]


def together(viewer: Viewer) -> AbstractContextManager[None]:
    return nullcontext()


class NotFound(BadInput):
    code = "not-found"


def site(viewer: Viewer) -> Site:
    time = datetime(2026, 9, 28, 9, 40, tzinfo=UTC)
    heads = (
        Head(US, "hled/us", 1204, digest("us"), time, (MX,), True),
        Head(MX, "hled/mx", 1187, digest("mx"), time, (US,), False),
    )
    return Site("hled", PARTIES, True, heads)


def contradictions(viewer: Viewer) -> Contradictions:
    return Contradictions()


def proof(viewer: Viewer, name: str) -> bytes | None:
    return None


def plan(viewer: Viewer, name: Name | None = None) -> PlanView | None:
    return WHOLE


def in_plan(viewer: Viewer) -> tuple[DocumentLink, ...]:
    lines = (line.link for each in WHOLE.pillars for line in each.lines if line.link)
    leads = (side.lead for card in WHOLE.actions for side in card.sides if side.lead and not side.lead.missing)
    links = (WHOLE.link, *(each.link for each in WHOLE.pillars), *lines, *(card.link for card in WHOLE.actions), *leads)
    return tuple({str(link.name): link for link in links}.values())


def pillar(viewer: Viewer, name: str) -> PillarView:
    return _one((p for p in PILLARS if str(p.link.name) == name), name)


def document(viewer: Viewer, name_: str, older: int = 0) -> DocumentView:
    name = Name.parse(name_)
    if name.id in CARDS:
        found = CARDS[name.id]
        trail = (PLAN, PILLARS[0].link, link("line", "i-b", data.LINES["i-rebuild"][1][1]))
        about = tuple(p for p in PROPOSALS if p.title == found.link.title)
        hidden = VIEWS[:2] if name.id == "act-waits" else ()
        return _document(found.link, trail, fields_of(found), about, action=found, withheld=hidden)
    links = {PLAN.name: PLAN, CBP.name: CBP, ANAM.name: ANAM, PAUSE.link.name: PAUSE.link} | {
        p.link.name: p.link for p in PILLARS
    }
    links |= {Name(US.origin, id_): link("line", id_, title) for lines in data.LINES.values() for id_, title in lines}
    found_link = _one((value for key, value in links.items() if key == name), str(name))
    fields = (field("title", Text("Title", "Título"), "title", found_link.title),)
    if found_link.kind == "office":
        fields += (field("link", Text("Website", "Sitio web"), "link", "https://example.org/office"),)
    children = tuple(c.link for c in under(name.id))
    return _document(found_link, (PLAN,) if found_link.kind != "plan" else (), fields, (), children=children)


def _document(found: DocumentLink, trail: Any, fields: Any, about: Any, **more: Any) -> DocumentView:
    version = VersionView(1, ref(US, 2), ref(MX, 1), START)
    parties = PARTIES if found.kind != "office" else (US,)
    history = (act("propose", US, 2), act("concur", MX, 1), *(a for p in about for a in p.acts))
    children = more.pop("children", ())
    return DocumentView(
        found, parties, trail, fields, (version,), about, history, children, effect=_effect(found, trail), **more
    )


def _effect(found: DocumentLink, trail: Any) -> EffectView:
    row = EFFECTS["political"] if found.kind != "office" else OWN
    return EffectView("political", row.name, row.about, None, trail[0] if trail else None)


def sealed(viewer: Viewer) -> tuple[ProposalView, ...]:
    return ()


def proposals(
    viewer: Viewer, status: str | None = None, after: str | None = None, limit: int = 50
) -> Page[ProposalView]:
    found = tuple(p for p in PROPOSALS if status in (None, p.status))
    return Page(found[:limit], None, len(found))


def acts(
    viewer: Viewer, party: str | None = None, act: str | None = None, after: str | None = None, limit: int = 50
) -> Page[ActView]:
    found = tuple(a for a in ACTS if party in (None, a.party.code) and act in (None, a.act))
    rest = found[int(after) :] if after else found
    limit = min(limit, 8)
    left = len(found) - len(rest) + limit
    return Page(rest[:limit], str(left) if left < len(found) else None, len(found))


def recent(viewer: Viewer, limit: int = 8) -> tuple[ActView, ...]:
    return ACTS[:limit]


def entry(viewer: Viewer, log: str, seq: int) -> EntryView:
    found = _one((a for a in ACTS if (a.ref.log, a.ref.seq) == (log, seq)), f"{log}#{seq}")
    about = next((p for p in PROPOSALS if found in p.acts), None)
    first = about.acts[0] if about else None
    sealed = (
        *(SealedView(f"0.end.{lang}", digest(END.in_(lang)), lang, END.in_(lang), "released") for lang in ("en", "es")),
        SealedView("0.note.en", digest("x"), "en", None, "sealed"),
        SealedView("0.note.es", digest("y"), "es", None, "erased"),
        SealedView("0.text.en", digest("z"), "en", "A company", "redacted"),
    )
    return EntryView(
        act=found,
        raw='{"act":"propose","approvals":[],"attachments":[],"body":{"visibility":"public"},"changes":[]}' * 4,
        leaf=found.ref.leaf,
        size=1204,
        proof=tuple(digest(f"proof{i}") for i in range(11)),
        checkpoint=f"{log}\n1204\n{digest('root')}\n\n— {log} AAAA+signature\n",
        sealed=sealed if found.act == "propose" else (),
        changes=about.changes if about and found == first else (),
        target=first if found != first else None,
        proposal=about,
        previous=seq - 1 if seq else None,
        withheld=VIEWS if (log, seq) == ("hled/us", 2) else (),
        on_texts=ON_TEXTS if (log, seq) == ("hled/us", 2) else None,
        next=seq + 1 if any((a.ref.log, a.ref.seq) == (log, seq + 1) for a in ACTS) else None,
    )


def _one(found: Any, where: str) -> Any:
    for item in found:
        return item
    raise NotFound(
        what=Text("There is no such document here.", "Aquí no hay ese documento."),
        where=where,
        do=Text("Check the address, or start from the plan.", "Revisa la dirección o empieza por el plan."),
    )
