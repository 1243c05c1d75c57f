"""A plan match as text for a terminal, in either language. Not here: the matching."""

import textwrap

from bilateral.dialogue.hled.match import Change, Difference, Part, PlanMatch
from bilateral.values import Lang, Text

WIDTH = 110
_HEAD = Text(
    "Compared with the built-in plan: {matched} parts matched; {missing} missing, {added} added, {moved} moved.",
    "Comparación con el plan incluido: {matched} partes coinciden; faltan {missing}, sobran {added}, cambiaron de "
    "lugar {moved}.",
)
_TITLES: dict[Change, Text] = {
    "missing": Text("In the built-in plan, not in this text", "Está en el plan incluido y no en este texto"),
    "added": Text("In this text, not in the built-in plan", "Está en este texto y no en el plan incluido"),
    "moved": Text("In another place", "Está en otro lugar"),
    "wording": Text(
        "In other words (share of words in common)", "Con otras palabras (porcentaje de palabras en común)"
    ),
}
_COUNTED: tuple[Change, ...] = ("missing", "added", "moved")
_KIND = {
    "vision": Text("vision", "visión"),
    "participation": Text("participation", "participación"),
    "pillar": Text("pillar", "pilar"),
    "line": Text("line of work", "línea de trabajo"),
    "action": Text("action", "acción"),
}
_LINE = Text("line {n}", "línea {n}")
_NONE = Text("none", "ninguna")


def render_match(match: PlanMatch, lang: Lang = "en") -> str:
    """What matched and every difference, grouped by what it is."""
    counts = {change: len(match.of(change)) for change in _COUNTED}
    rows = [_HEAD.format(matched=len(match.pairs), **counts).in_(lang)]
    for change, title in _TITLES.items():
        found = match.of(change)
        rows += ["", f"{title.in_(lang)}: {len(found) or _NONE.in_(lang)}"]
        rows += [_row(difference, match, lang) for difference in found]
    return "\n".join(rows)


def _row(difference: Difference, match: PlanMatch, lang: Lang) -> str:
    kind = _KIND[difference.kind].in_(lang)
    ours = f"{difference.builtin.id}" if difference.builtin else ""
    where = _LINE.format(n=difference.imported.at).in_(lang) if difference.imported else ""
    percent = f" {difference.similarity} %" if difference.similarity is not None else ""
    head = f"  {kind} " + " ↔ ".join(filter(None, (where, ours))) + percent
    if difference.change == "wording":
        return head
    part = difference.imported or difference.builtin
    return "\n".join([head, *textwrap.wrap(_words(part, lang), WIDTH, initial_indent="    ", subsequent_indent="    ")])


def _words(part: Part | None, lang: Lang) -> str:
    return part.text.in_(lang) if part else ""
