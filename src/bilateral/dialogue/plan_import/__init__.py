"""The plan reader: a published text's pillars, lines of work and actions, with every line accounted for.

`read_plan` gives a `PlanTree`; `render_tree` shows it. Not here: proposing what was read (dialogue's acts), reading
files (the room `files`), and the built-in plan (dialogue.hled).
"""

from bilateral.dialogue.plan_import.reader import NoPillar, read_plan
from bilateral.dialogue.plan_import.render import render_tree
from bilateral.dialogue.plan_import.tree import Action, Pillar, PlanTree, Remark, WorkLine

__all__ = ["Action", "NoPillar", "Pillar", "PlanTree", "Remark", "WorkLine", "read_plan", "render_tree"]
