"""An invented world in the shapes of `bilateral.node.read`: parties, a plan, documents, proposals, acts."""

from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from bilateral.node.read.shapes import (
    ActionCard,
    ActView,
    ChangeView,
    DocumentLink,
    Due,
    FieldDiff,
    FieldView,
    LineView,
    MilestoneView,
    Party,
    PillarView,
    PlanView,
    PositionView,
    ProposalView,
    SideView,
)
from bilateral.values import EntryRef, Name, Text
from bilateral.values.diff import word_diff
from tests.web import fake_plan as data

KINDS = {
    "plan": Text("plan", "plan"),
    "pillar": Text("pillar", "pilar"),
    "line": Text("line of work", "línea de trabajo"),
    "action": Text("action", "acción"),
    "office": Text("office", "dependencia"),
    "pause": Text("pause of the dialogue", "pausa del diálogo"),
}
US = Party("us", "hled/us", Text("United States", "Estados Unidos"), 1, "own")
MX = Party("mx", "hled/mx", Text("Mexico", "México"), 2, "own")
PARTIES = (US, MX)
START = datetime(2026, 9, 1, 14, 5, tzinfo=UTC)
ROMANS = ("I", "II", "III", "IV")


def digest(words: str) -> str:
    return sha256(words.encode()).hexdigest()


def ref(party: Party, seq: int) -> EntryRef:
    return EntryRef(party.origin, seq, digest(f"{party.code}{seq}"))


def link(kind: str, id_: str, title: Text, status: Any = "agreed", party: Party = US) -> DocumentLink:
    return DocumentLink(Name(party.origin, id_), kind, KINDS[kind], title, status)


CBP = link("office", "cbp", Text("Border Office (invented)", "Oficina de la Frontera (inventada)"), "recorded")
ANAM = link("office", "anam", Text("Customs Agency (invented)", "Agencia de Aduanas (inventada)"), "recorded", MX)
LEADS = {"us": CBP, "mx": ANAM}
PLAN = link("plan", "plan", data.TITLE)


def side(party: Party, done: int, total: int) -> SideView:
    stones = tuple(
        MilestoneView(
            f"{party.code}-m{i + 1}",
            data.STEPS[i],
            party.code,
            Due(data.DUES[i], data.DUES[i] is None),
            i < done,
            i <= done,
        )
        for i in range(total)
    )
    return SideView(party, LEADS[party.code], stones)


def card(row: tuple[Any, ...]) -> ActionCard:
    id_, _, title, state, us, mx, words = row
    return ActionCard(link("action", id_, title), state, words, (side(US, *us), side(MX, *mx)), int(id_ == "act-waits"))


CARDS = {row[0]: card(row) for row in data.ACTIONS}
UNDER = {row[0]: row[1] for row in data.ACTIONS}


def _pillar(index: int) -> PillarView:
    id_, title, summary = data.PILLARS[index]
    lines = [LineView(link("line", line, name), under(line)) for line, name in data.LINES.get(id_, ())]
    direct = under(id_)
    if direct:
        lines.insert(0, LineView(None, direct))
    return PillarView(link("pillar", id_, title), index + 1, ROMANS[index], summary, tuple(lines))


def under(parent: str) -> tuple[ActionCard, ...]:
    return tuple(CARDS[row[0]] for row in data.ACTIONS if row[1] == parent)


PILLARS = tuple(_pillar(i) for i in range(len(data.PILLARS)))
WHOLE = PlanView(PLAN, data.VISION, data.PARTICIPATION, PILLARS)


def field(name: str, label: Text, type_: str, value: Any) -> FieldView:
    return FieldView(name, label, type_, value)


TEXT = Text(
    "Both sides measure waits in the same way, open lanes by the hour in which they are needed, and "
    "inspect in one stop where they can.",
    "Las dos partes miden la espera de la misma manera, abren carriles a la hora en que se necesitan y "
    "revisan en una sola parada donde "
    "es posible.",
)
OLD_END = Text(
    "The median wait of a loaded truck falls below 60 minutes at 4 crossings.",
    "La espera mediana de un camión cargado baja de 60 minutos en 4 cruces.",
)
END = Text(
    "The median wait of a loaded truck falls below 45 minutes at 4 crossings, for 6 months in a row.",
    "La espera mediana de un camión cargado baja de 45 minutos en 4 cruces, durante 6 meses seguidos.",
)


def fields_of(found: ActionCard) -> tuple[FieldView, ...]:
    stones = tuple(
        (
            field("id", Text("Id", "Clave"), "id", m.id),
            field("party", Text("Government", "Gobierno"), "party", m.party),
            field("title", Text("Milestone", "Hito"), "title", m.title),
            field("due", Text("Due", "Fecha límite"), "due", m.due),
        )
        for s in found.sides
        for m in s.milestones
    )
    due = Due(None, True) if found.state == "ongoing" else Due(date(2027, 6, 30))
    return (
        field("under", Text("Under", "Dentro de"), "name", link("line", "i-b", data.LINES["i-rebuild"][1][1])),
        field("number", Text("Number", "Número"), "number", 2),
        field("title", Text("Title", "Título"), "title", found.link.title),
        field("text", Text("What will be done", "Qué se hará"), "prose", TEXT),
        field("end", Text("How we will know it is done", "Cómo sabremos que se cumplió"), "prose", END),
        field("leads", Text("Leads", "Responsables"), "office_by_party", LEADS),
        field("start", Text("Starts on", "Inicia el"), "date", date(2026, 1, 15)),
        field("due", Text("Due", "Fecha límite"), "due", due),
        field("milestones", Text("Milestones", "Hitos"), "parts", stones),
        field(
            "places",
            Text("Places", "Lugares"),
            "places",
            (("US-TX", Text.same("Texas")), ("MX-TAM", Text.same("Tamaulipas"))),
        ),
        field(
            "sectors",
            Text("Sectors", "Sectores"),
            "sectors",
            (("48-49", Text("Transportation and warehousing", "Transportes, correos y almacenamiento")),),
        ),
        field("completed", Text("Agreed complete on", "Cumplida de común acuerdo el"), "date", None),
    )


# -- acts and proposals --------------------------------------------------------------------------------------------

_SAYS = {
    "propose": Text("{who} proposed “{what}”", "{who} propuso «{what}»"),
    "concur": Text("{who} agreed to “{what}”", "{who} dio su conformidad a «{what}»"),
    "decline": Text("{who} declined “{what}”", "{who} declinó «{what}»"),
    "position": Text("{who} gave its view on “{what}”", "{who} dejó su postura sobre «{what}»"),
    "genesis": Text("{who} opened its log", "{who} abrió su bitácora"),
    "ack": Text("{who} took note of what it had received", "{who} tomó nota de lo recibido"),
}


def act(
    kind: str, party: Party, seq: int, what: Text = PLAN.title, reason: Text | None = None, docs: Any = (PLAN,)
) -> ActView:
    time = START.replace(day=min(28, 1 + seq * 4 + (party is MX) * 2 + (seq == 1 and party is MX) * 3))
    office = LEADS[party.code].title if kind in ("propose", "concur") else None
    summary = _SAYS[kind].format(who=party.name, what=what)
    return ActView(ref(party, seq), kind, party, time, office, summary, "valid", None, reason, docs)


WAITS = CARDS["act-waits"]
DECLINE = Text(
    "The date leaves no time to consult the carriers; we will propose another in November.",
    "La fecha no deja tiempo para consultar a los transportistas; propondremos otra en noviembre.",
)
VIEW_US = Text("We would have set 30 minutes as the goal.", "Habríamos fijado 30 minutos como meta.")
VIEW_MX = Text(
    "Thirty minutes can't be promised before the new booths are built.",
    "No pueden prometerse treinta minutos antes de construir las nuevas casetas.",
)


def change(found: ActionCard, created: bool = False) -> ChangeView:
    words = {lang: word_diff(OLD_END.in_(lang), END.in_(lang)) for lang in ("en", "es")}
    diffs = (
        FieldDiff(
            "end", Text("How we will know it is done", "Cómo sabremos que se cumplió"), "prose", OLD_END, END, words
        ),
        FieldDiff("due", Text("Due", "Fecha límite"), "due", Due(date(2026, 12, 31)), Due(date(2027, 6, 30))),
        FieldDiff(
            "milestones.m5.due",
            Text("Milestones · m5 · Due", "Hitos · m5 · Fecha límite"),
            "due",
            Due(None),
            Due(None, True),
        ),
    )
    return ChangeView(found.link, created, fields_of(found), () if created else diffs)


def proposal(
    party: Party, seq: int, title: Text, status: Any, words: Text, acts_: tuple[ActView, ...], **more: Any
) -> ProposalView:
    other = MX if party is US else US
    agreed = (party, other) if status == "agreed" else (party,)
    waiting = (other,) if status == "open" else ()
    changes = more.pop("changes", (change(WAITS),))
    shape = ProposalView(
        ref(party, seq), title, status, words, party, acts_[0].time, PARTIES, agreed, waiting, False, changes, (), acts_
    )
    return replace(shape, **more)


P_PLAN = proposal(
    US,
    2,
    PLAN.title,
    "agreed",
    Text("agreed by all", "acordada por todas las partes"),
    (act("propose", US, 2), act("concur", MX, 1)),
    changes=(change(WAITS, True), change(CARDS["act-border"], True)),
)
P_WAITS = proposal(
    MX,
    3,
    WAITS.link.title,
    "open",
    Text("waiting for the United States", "en espera de Estados Unidos"),
    (
        act("propose", MX, 3, WAITS.link.title),
        act("position", US, 4, WAITS.link.title, VIEW_US),
        act("position", MX, 4, WAITS.link.title, VIEW_MX),
    ),
    positions=(
        PositionView(US, VIEW_US, ref(US, 4), START.replace(day=12)),
        PositionView(MX, VIEW_MX, ref(MX, 4), START.replace(day=14)),
    ),
)
P_CYBER = proposal(
    US,
    5,
    CARDS["act-cyber"].link.title,
    "declined",
    Text("declined by Mexico", "declinada por México"),
    (
        act("propose", US, 5, CARDS["act-cyber"].link.title),
        act("decline", MX, 5, CARDS["act-cyber"].link.title, DECLINE),
    ),
)
PROPOSALS = (P_CYBER, P_WAITS, P_PLAN)
ACTS = (
    act("decline", MX, 5, CARDS["act-cyber"].link.title, DECLINE),
    act("propose", US, 5, CARDS["act-cyber"].link.title),
    act("position", MX, 4, WAITS.link.title, VIEW_MX),
    act("position", US, 4, WAITS.link.title, VIEW_US),
    act("propose", MX, 3, WAITS.link.title),
    act("ack", US, 3),
    act("ack", MX, 2),
    act("concur", MX, 1),
    act("propose", US, 2),
    act("ack", US, 1),
    act("genesis", MX, 0),
    act("genesis", US, 0),
)
