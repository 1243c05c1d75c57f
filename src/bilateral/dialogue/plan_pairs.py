"""Which parts of an imported plan are, beyond doubt, parts of the built-in one, so that its words may stand for them.

`hled.match` compares any two plans and pairs what is most alike, however little that is. Proposing in the built-in
words asks for more: the import must be that plan as a whole. Otherwise nothing is paired and the import speaks for
itself.
"""

from dataclasses import dataclass, field

from bilateral.dialogue.hled import BuiltinAction, BuiltinLine, BuiltinPillar, BuiltinPlan, match_import
from bilateral.dialogue.plan_import import PlanTree

ENOUGH = 10  # percent of shared words, on average over the actions, for a text to be the built-in plan in other words


@dataclass(frozen=True, slots=True)
class Pairs:
    """By place in the import: (pillar), (pillar, line) and (pillar, line, action), all from 0."""

    pillars: dict[int, BuiltinPillar] = field(default_factory=dict)
    lines: dict[tuple[int, int], BuiltinLine] = field(default_factory=dict)
    actions: dict[tuple[int, int, int], BuiltinAction] = field(default_factory=dict)


def pair(tree: PlanTree, built: BuiltinPlan) -> Pairs:
    """The built-in part for every part of the import; none at all unless every pillar and action has its own."""
    match = match_import(tree, built)
    alike = [p.similarity for p in match.pairs if p.builtin.kind == "action"]
    whole = not match.of("added", "action") and not match.of("missing", "action") and not match.of("added", "pillar")
    if not alike or not whole or sum(alike) / len(alike) < ENOUGH:
        return Pairs()
    found = Pairs()
    by_id = {pair.imported.at: pair.builtin.id for pair in match.pairs}
    pillars = {pillar.id: pillar for pillar in built.pillars}
    lines = {line.id: line for pillar in built.pillars for line in pillar.lines if line.id}
    actions = {action.id: action for action in built.actions}
    for p, pillar in enumerate(tree.pillars):
        found.pillars[p] = pillars[by_id[pillar.line]]
        for n, line in enumerate(pillar.lines):
            if line.title and line.line in by_id:
                found.lines[p, n] = lines[by_id[line.line]]
            for a, action in enumerate(line.actions):
                found.actions[p, n, a] = actions[by_id[action.line]]
    return found
