"""A plan tree as text for a terminal: the tree with line numbers, then every line left out and every doubt.

Not here: colour, width of the terminal, and JSON.
"""

import textwrap
from collections.abc import Iterator

from bilateral.dialogue.plan_import.tree import Pillar, PlanTree, Remark
from bilateral.values import Lang, Text

WIDTH = 110
_TITLE = Text("Title", "Título")
_VISION = Text("Vision", "Visión")
_PARTICIPATION = Text("Participation", "Participación")
_NONE = Text("(none found)", "(no se encontró)")
_PILLAR = Text("Pillar", "Pilar")
_NO_TITLE = Text("(no title)", "(sin título)")
_NO_LINE = Text("(no line of work named)", "(sin línea de trabajo con nombre)")
_BORROWED = Text("(a section's heading)", "(encabezado de una sección)")
_IGNORED = Text("Left out, and why", "Lo que se dejó fuera y por qué")
_UNSURE = Text("Please check", "Por revisar")
_UNIT = {"line": Text("line", "línea"), "paragraph": Text("paragraph", "párrafo")}
_TOTAL = Text(
    "{pillars}, {lines}, {actions}; {ignored} left out, {unsure} to check. Numbers in front are {unit} numbers.",
    "{pillars}, {lines}, {actions}; {ignored} fuera, {unsure} por revisar. Los números al inicio indican {unit}.",
)
_COUNT = {
    "pillars": (Text("1 pillar", "1 pilar"), Text("{n} pillars", "{n} pilares")),
    "lines": (Text("1 line of work", "1 línea de trabajo"), Text("{n} lines of work", "{n} líneas de trabajo")),
    "actions": (Text("1 action", "1 acción"), Text("{n} actions", "{n} acciones")),
}


def render_tree(tree: PlanTree, lang: Lang = "en") -> str:
    """The whole reading in one language: what was found, what was left out, what is in doubt."""
    return "\n".join(
        [*_tree(tree, lang), "", *_remarks(_IGNORED, tree.ignored, lang), "", *_remarks(_UNSURE, tree.unsure, lang)]
    )


def _tree(tree: PlanTree, lang: Lang) -> Iterator[str]:
    yield from (_line(None, note.in_(lang), 0) for note in tree.notes)
    none = _NONE.in_(lang)
    title = f"{tree.title} {_BORROWED.in_(lang)}" if tree.title_borrowed else tree.title or none
    yield _line(tree.title_line, f"{_TITLE.in_(lang)}: {title}", 0)
    yield _line(tree.vision_line, f"{_VISION.in_(lang)}: {tree.vision or none}", 0)
    for pillar in tree.pillars:
        yield ""
        yield from _pillar(pillar, lang)
    yield ""
    yield _line(tree.participation_line, f"{_PARTICIPATION.in_(lang)}: {tree.participation or none}", 0)
    yield ""
    yield _total(tree, lang)


def _pillar(pillar: Pillar, lang: Lang) -> Iterator[str]:
    yield _line(pillar.line, f"{_PILLAR.in_(lang)} {pillar.number}. {pillar.title or _NO_TITLE.in_(lang)}", 0)
    if pillar.summary:
        yield _line(None, pillar.summary, 2)
    for line in pillar.lines:
        yield _line(line.line, line.title or _NO_LINE.in_(lang), 2)
        if line.summary:
            yield _line(None, line.summary, 4)
        for action in line.actions:
            yield _line(action.line, f"{action.marker or '•'} {action.text}", 4)


def _remarks(title: Text, remarks: tuple[Remark, ...], lang: Lang) -> Iterator[str]:
    yield f"{title.in_(lang)}: {len(remarks)}"
    for remark in remarks:
        yield _line(remark.line, f"{remark.text}  [{remark.reason_text.in_(lang)}]", 0)


def _total(tree: PlanTree, lang: Lang) -> str:
    numbers = {
        "pillars": len(tree.pillars),
        "lines": sum(line.title is not None for pillar in tree.pillars for line in pillar.lines),
        "actions": len(tree.actions),
    }
    words = {name: _COUNT[name][n != 1].format(n=n) for name, n in numbers.items()}
    total = _TOTAL.format(**words, ignored=len(tree.ignored), unsure=len(tree.unsure), unit=_UNIT[tree.unit])
    return total.in_(lang)


def _line(number: int | None, text: str, indent: int) -> str:
    """One line of the rendering, wrapped under itself; its own line breaks are kept."""
    gutter = f"{number if number is not None else '':>5}  "
    first, rest = gutter + " " * indent, " " * (len(gutter) + indent + 2)
    rows: list[str] = []
    for at, part in enumerate(text.split("\n")):
        rows += textwrap.wrap(part, WIDTH, initial_indent=rest if at else first, subsequent_indent=rest) or [""]
    return "\n".join(rows)
