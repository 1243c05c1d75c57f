"""An imported plan against the built-in one: which part is which, what is missing, added, moved or worded otherwise.

Parts are matched one to one by number, place and shared words, in whichever language the import has. Low likeness is
usual (the built-in plan is in our own words) and no fault. Not here: showing the result (match_report.py).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from bilateral.dialogue.hled.builtin import BuiltinPlan
from bilateral.dialogue.hled.similarity import assign, likeness, stems, weights
from bilateral.dialogue.plan_import import PlanTree
from bilateral.values import EMPTY, Lang, Text

PartKind = Literal["vision", "participation", "pillar", "line", "action"]
Change = Literal["missing", "added", "moved", "wording"]
_IN_TURN: tuple[PartKind, ...] = ("pillar", "line", "action")
_SINGLE: tuple[PartKind, ...] = ("vision", "participation")
SAME_PLACE, NEAR, WORDS = 0.30, 0.15, 0.55  # what being in the same pillar, in the same order, and shared words weigh
ENOUGH_HERE, ENOUGH_ELSEWHERE = 0.12, 0.50  # least likeness to match inside the matched pillar, and outside it


@dataclass(frozen=True, slots=True)
class Part:
    """A pillar, line or action of either plan: where it stands, its words, its id or the line of the file."""

    kind: PartKind
    pillar: int
    line: int
    order: int
    text: Text
    id: str = ""
    at: int | None = None
    keywords: Text = EMPTY

    def to_json(self) -> dict[str, Any]:
        return {"kind": self.kind, "id": self.id or None, "line": self.at, "text": self.text.to_dict()}


@dataclass(frozen=True, slots=True)
class Pair:
    """One part of the import and the built-in part that it is; `similarity` in percent of shared words."""

    imported: Part
    builtin: Part
    similarity: int

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": self.builtin.kind,
            "id": self.builtin.id,
            "line": self.imported.at,
            "similarity": self.similarity,
        }


@dataclass(frozen=True, slots=True)
class Difference:
    """`imported` is None for what is missing, `builtin` for what was added."""

    change: Change
    imported: Part | None
    builtin: Part | None
    similarity: int | None = None

    @property
    def kind(self) -> PartKind:
        part = self.imported or self.builtin
        assert part is not None
        return part.kind

    def to_json(self) -> dict[str, Any]:
        return {
            "change": self.change,
            "kind": self.kind,
            "id": self.builtin.id if self.builtin else None,
            "line": self.imported.at if self.imported else None,
            "similarity": self.similarity,
            "imported": self.imported.text.to_dict() if self.imported else None,
            "builtin": self.builtin.text.to_dict() if self.builtin else None,
        }


@dataclass(frozen=True, slots=True)
class PlanMatch:
    lang: Lang
    pairs: tuple[Pair, ...]
    differences: tuple[Difference, ...]

    def of(self, change: Change, kind: PartKind | None = None) -> tuple[Difference, ...]:
        return tuple(d for d in self.differences if d.change == change and kind in (None, d.kind))

    def builtin_id(self, line: int) -> str | None:
        """The id of the built-in part that the import's line was matched to."""
        return next((pair.builtin.id for pair in self.pairs if pair.imported.at == line), None)

    def to_json(self) -> dict[str, Any]:
        return {
            "lang": self.lang,
            "pairs": [pair.to_json() for pair in self.pairs],
            "differences": [difference.to_json() for difference in self.differences],
        }


def match_import(tree: PlanTree, builtin: BuiltinPlan) -> PlanMatch:
    """Match every part of an imported plan to the built-in plan, and list how they differ."""
    ours, theirs = _builtin_parts(builtin), _imported_parts(tree)
    matcher = _Matcher(theirs, ours)
    for kind in _IN_TURN:
        matcher.match(kind)
    for kind in _SINGLE:
        matcher.match_only(kind)
    return PlanMatch(tree.lang, tuple(matcher.pairs), tuple(_differences(matcher, theirs, ours)))


def _builtin_parts(plan: BuiltinPlan) -> list[Part]:
    parts = [
        Part("vision", 0, 0, 0, plan.vision, "vision"),
        Part("participation", 0, 0, 0, plan.participation, "participation"),
    ]
    for p, pillar in enumerate(plan.pillars, 1):
        words = Text.join(" ", (pillar.title, pillar.summary))
        parts.append(Part("pillar", pillar.number, 0, p, words, pillar.id))
        for number, line in enumerate(pillar.lines, 1):
            if line.id and line.title:
                parts.append(Part("line", p, number, number, line.title, line.id))
            for action in line.actions:
                text = Text.join(". ", (action.title, action.text))
                parts.append(Part("action", p, number, action.number, text, action.id, None, action.keywords))
    return parts


def _imported_parts(tree: PlanTree) -> list[Part]:
    parts: list[Part] = []
    if tree.vision:
        parts.append(Part("vision", 0, 0, 0, Text.same(tree.vision), at=tree.vision_line))
    if tree.participation:
        parts.append(Part("participation", 0, 0, 0, Text.same(tree.participation), at=tree.participation_line))
    for p, pillar in enumerate(tree.pillars, 1):
        words = " ".join(filter(None, (pillar.title, pillar.summary)))
        parts.append(Part("pillar", pillar.number, 0, p, Text.same(words), at=pillar.line))
        order = 0
        for number, line in enumerate(pillar.lines, 1):
            if line.title:
                parts.append(Part("line", p, number, number, Text.same(line.title), at=line.line))
            for action in line.actions:
                order += 1
                parts.append(Part("action", p, number, order, Text.same(action.text), at=action.line))
    return parts


class _Matcher:
    """Matches kind by kind, so that actions know which pillar became which."""

    def __init__(self, theirs: Sequence[Part], ours: Sequence[Part]) -> None:
        self.theirs, self.ours = theirs, ours
        self.pairs: list[Pair] = []
        self.pillars: dict[int, int] = {}  # order of the import's pillar -> order of the built-in one
        self.lines: dict[tuple[int, int], tuple[int, int]] = {}
        self._bags = {lang: {id(p): stems(p.text.in_(lang)) for p in (*theirs, *ours)} for lang in ("en", "es")}
        self._subject = {lang: {id(p): stems(p.keywords.in_(lang)) for p in ours} for lang in ("en", "es")}
        self._weight = {lang: weights(bags.values()) for lang, bags in self._bags.items()}

    def alike(self, theirs: Part, ours: Part) -> float:
        """Shared words, in the language where they share more."""
        return max(likeness(bags[id(theirs)], bags[id(ours)], self._weight[lang]) for lang, bags in self._bags.items())

    def close(self, theirs: Part, ours: Part) -> float:
        """For deciding which is which: shared words, or as good, words of the subject of the built-in part."""
        subject = max(_held(self._subject[lang][id(ours)], bags[id(theirs)]) for lang, bags in self._bags.items())
        return max(self.alike(theirs, ours), subject)

    def match_only(self, kind: PartKind) -> None:
        theirs, ours = ([p for p in parts if p.kind == kind] for parts in (self.theirs, self.ours))
        if theirs and ours:
            self._pair(theirs[0], ours[0])

    def match(self, kind: PartKind) -> None:
        theirs, ours = ([p for p in parts if p.kind == kind] for parts in (self.theirs, self.ours))
        if not theirs or not ours:
            return
        scores = [[self._score(a, b) for b in ours] for a in theirs]
        for at, column in enumerate(assign(scores)):
            if column is not None and self._accepted(theirs[at], ours[column]):
                self._pair(theirs[at], ours[column])

    def _pair(self, theirs: Part, ours: Part) -> None:
        self.pairs.append(Pair(theirs, ours, round(100 * self.alike(theirs, ours))))
        if ours.kind == "pillar":
            self.pillars[theirs.order] = ours.order
        elif ours.kind == "line":
            self.lines[theirs.pillar, theirs.line] = (ours.pillar, ours.line)

    def _home(self, theirs: Part, ours: Part) -> bool:
        """Whether both stand in the same pillar; for pillars themselves, whether they bear the same number."""
        if ours.kind == "pillar":
            return theirs.pillar == ours.pillar
        return self.pillars.get(theirs.pillar) == ours.pillar

    def _score(self, theirs: Part, ours: Part) -> float:
        home = self._home(theirs, ours)
        near = 1 / (1 + abs(theirs.order - ours.order)) if home else 0.0
        return WORDS * self.close(theirs, ours) + SAME_PLACE * home + NEAR * near

    def _accepted(self, theirs: Part, ours: Part) -> bool:
        close = self.close(theirs, ours)
        if not self._home(theirs, ours):
            return close >= ENOUGH_ELSEWHERE
        return close >= ENOUGH_HERE or (ours.kind == "pillar" and theirs.order == ours.order)


def _held(wanted: Counter[str], bag: Counter[str]) -> float:
    """Which share of the wanted stems a text holds."""
    return len(wanted.keys() & bag.keys()) / len(wanted) if wanted else 0.0


def _differences(matcher: _Matcher, theirs: Sequence[Part], ours: Sequence[Part]) -> list[Difference]:
    out: list[Difference] = []
    ordered = _out_of_order(matcher.pairs)
    for pair in matcher.pairs:
        if _moved(pair, matcher) or id(pair) in ordered:
            out.append(Difference("moved", pair.imported, pair.builtin))
        if pair.imported.text.in_("en") not in (pair.builtin.text.en, pair.builtin.text.es):
            out.append(Difference("wording", pair.imported, pair.builtin, pair.similarity))
    found = {id(part) for pair in matcher.pairs for part in (pair.imported, pair.builtin)}
    out += [Difference("missing", None, part) for part in ours if id(part) not in found]
    out += [Difference("added", part, None) for part in theirs if id(part) not in found]
    return out


def _moved(pair: Pair, matcher: _Matcher) -> bool:
    """Another pillar or line of work; for pillars, another number."""
    theirs, ours = pair.imported, pair.builtin
    if ours.kind == "pillar":
        return theirs.pillar != ours.pillar
    if ours.kind not in ("line", "action"):
        return False
    if matcher.pillars.get(theirs.pillar) != ours.pillar:
        return True
    line = matcher.lines.get((theirs.pillar, theirs.line))
    return ours.kind == "action" and line is not None and line != (ours.pillar, ours.line)


def _out_of_order(pairs: Sequence[Pair]) -> frozenset[int]:
    """Actions of one pillar whose order differs: those that come after one which should follow them."""
    late: set[int] = set()
    highest: dict[int, int] = {}
    for pair in pairs:
        if pair.builtin.kind != "action":
            continue
        pillar, order = pair.builtin.pillar, pair.builtin.order
        if order < highest.get(pillar, 0):
            late.add(id(pair))
        highest[pillar] = max(order, highest.get(pillar, 0))
    return frozenset(late)
