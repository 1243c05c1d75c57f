"""From an imported plan to the documents that propose it, in packages small enough for one entry each.

Where the imported text matches the built-in plan, the built-in words of both languages stand for it; elsewhere a
translation of the same text gives the other language. What has neither is named, line by line, and nothing is proposed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bilateral.dialogue.faults import Faults
from bilateral.dialogue.hled import BuiltinAction, load_builtin
from bilateral.dialogue.plan_import import Action, Pillar, PlanTree
from bilateral.dialogue.plan_pairs import Pairs, pair
from bilateral.dialogue.value_types import ONGOING
from bilateral.values import BadInput, Fault, Lang, Text

Document = dict[str, Any]
LATER = Text("To be agreed.", "Por acordar.")


def packages(
    tree: PlanTree, lang: Lang, translation: PlanTree | None, origin: str, parties: Sequence[str]
) -> list[list[Document]]:
    """The documents of a plan: first the plan with its pillars and lines of work, then each pillar's actions.

    :param lang: the language of ``tree``. :param translation: the same plan in the other language, if there is one.
    :param origin: the log that creates them. :param parties: the codes of the governments that they bind.
    :raises BadInput: some lines have no words in the other language; each is named.
    """
    builder = _Builder(tree, lang, translation, origin, tuple(parties))
    frame, rest = [builder.plan()], []
    for index, pillar in enumerate(tree.pillars):
        heads, actions = builder.pillar(index, pillar)
        frame += heads
        rest += [actions] if actions else []
    if builder.missing:
        raise Faults.of(builder.missing)
    return [frame, *rest]


@dataclass
class _Builder:
    tree: PlanTree
    lang: Lang
    translation: PlanTree | None
    origin: str
    parties: tuple[str, ...]
    missing: list[Fault] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.built = load_builtin()
        # Whoever brings both languages means these words; the built-in ones stand in only where one is missing.
        self.pairs = Pairs() if self.translation else pair(self.tree, self.built)

    def name(self, identity: str) -> str:
        return f"{self.origin}:{identity}"

    def plan(self) -> Document:
        """The plan itself. A text that pairs with the built-in plan takes its words for the beginning and the end."""
        theirs = self.built if self.pairs.actions else None
        other = self.translation
        content = {
            "title": theirs.title if theirs else self.words(self.tree.title, other.title if other else None, 1),
            "vision": theirs.vision if theirs else self.words(self.tree.vision, other.vision if other else None, 1),
            "participation": theirs.participation
            if theirs
            else self.words(self.tree.participation, other.participation if other else None, 1),
            "start": theirs.start.isoformat() if theirs else None,
            "source": None,
        }
        return _document("plan", self.name("plan"), content)

    def pillar(self, index: int, pillar: Pillar) -> tuple[list[Document], list[Document]]:
        """A pillar with its lines of work, and its actions."""
        other = _at(self.translation.pillars, index) if self.translation else None
        theirs = self.pairs.pillars.get(index)
        name = self.name(f"pillar-{index + 1}")
        content = {
            "plan": self.name("plan"),
            "number": index + 1,
            "title": theirs.title if theirs else self.words(pillar.title, other and other.title, pillar.line),
            "summary": theirs.summary if theirs else self.words(pillar.summary, other and other.summary, pillar.line),
        }
        heads = [_document("pillar", name, content)]
        actions: list[Document] = []
        for n, line in enumerate(pillar.lines):
            under = name
            twin = _at(other.lines, n) if other else None
            if line.title is not None:
                under = self.name(f"line-{index + 1}-{n + 1}")
                known = self.pairs.lines.get((index, n))
                title = known.title if known else None
                title = title or self.words(line.title, twin and twin.title, line.line or 0)
                heads.append(_document("line", under, {"pillar": name, "number": n + 1, "title": title}))
            for a, action in enumerate(line.actions):
                same = _at(twin.actions, a) if twin else None
                actions.append(self.action((index, n, a), action, same, under, len(actions) + 1))
        return heads, actions

    def action(
        self, place: tuple[int, int, int], action: Action, twin: Action | None, under: str, number: int
    ) -> Document:
        known = self.pairs.actions.get(place)
        if known:
            return _document("action", self.name(known.id), self.known(known, under, number))
        words = self.words(action.text, twin.text if twin else None, action.line)
        content = {
            "under": under,
            "number": number,
            "title": Text(short_title(words.en), short_title(words.es)),
            "text": words,
            "end": LATER,
            "leads": {},
            "start": None,
            "due": ONGOING,
            "milestones": [],
            "places": [],
            "sectors": [],
            "completed": None,
        }
        return _document("action", self.name(f"action-{place[0] + 1}-{number}"), content)

    def known(self, action: BuiltinAction, under: str, number: int) -> dict[str, Any]:
        """An action of the built-in plan, for the governments of this dialogue."""
        dialogue = self.origin.split("/")[0]
        return {
            "under": under,
            "number": number,
            "title": action.title,
            "text": action.text,
            "end": action.end,
            "leads": {p: f"{dialogue}/{p}:{office}" for p, office in sorted(action.leads.items()) if p in self.parties},
            "start": action.start.isoformat(),
            "due": str(action.due),
            "milestones": [
                {"id": m.id, "party": m.party, "title": m.title, "due": str(m.due)}
                for m in action.milestones
                if m.party in self.parties
            ],
            "places": list(action.places),
            "sectors": list(action.sectors),
            "completed": None,
        }

    def words(self, mine: str | None, other: str | None, line: int) -> Text:
        """Both languages of a piece of the text; what lacks one is remembered as missing."""
        if not mine:
            return LATER
        if other:
            return Text(mine, other) if self.lang == "en" else Text(other, mine)
        self.missing.append(
            BadInput(
                what=Text("This has no words in the other language.", "Esto no tiene texto en el otro idioma."),
                where=f"{line}: {mine[:80]}",
                do=Text(
                    "Give the same plan in the other language: --translation FILE.",
                    "Da el mismo plan en el otro idioma: --translation ARCHIVO.",
                ),
            )
        )
        return Text(mine, mine)


def _document(kind: str, name: str, content: Mapping[str, Any]) -> Document:
    return {"kind": kind, "name": name, "content": _plain(content)}


def _plain(value: Any) -> Any:
    if isinstance(value, Text):
        return value.to_dict()
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value


def _at(items: Sequence[Any], index: int) -> Any:
    return items[index] if index < len(items) else None


def short_title(words: str, most: int = 90) -> str:
    """A title from a text: its first sentence, cut at a word if it is long."""
    first = words.split(". ")[0].rstrip(".")
    return first if len(first) <= most else first[:most].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def office_documents(party: str) -> list[Document]:
    """The offices of the built-in plan that belong to one government."""
    rows = [office for office in load_builtin().offices if office.party == party]
    if not rows:
        raise BadInput(
            what=Text(
                f"The built-in plan has no offices for {party}.", f"El plan incluido no tiene dependencias de {party}."
            ),
            where="--as",
            do=Text(
                "Record them one by one: bilateral act propose office.",
                "Regístralas una por una: bilateral act propose office.",
            ),
        )
    return [_document("office", office.id, {"title": office.title, "link": None}) for office in rows]


def as_paper(lang: Lang) -> str:
    """The built-in plan as a text such as governments publish, in Markdown."""
    plan = load_builtin()
    heading = {"en": "Pillar", "es": "Pilar"}[lang]
    lines = [f"# {plan.title.in_(lang)}", "", plan.vision.in_(lang), ""]
    for pillar in plan.pillars:
        lines += [f"## {heading} {pillar.number}: {pillar.title.in_(lang)}", "", pillar.summary.in_(lang), ""]
        for line in pillar.lines:
            indent = ""
            if line.title:
                lines.append(f"- {line.title.in_(lang)}")
                indent = "  "
            lines += [f"{indent}- {action.text.in_(lang)}" for action in line.actions]
        lines.append("")
    return "\n".join([*lines, plan.participation.in_(lang), ""])
