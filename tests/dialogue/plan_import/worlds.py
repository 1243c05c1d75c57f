"""Made-up plans in both languages and many ways of writing them down, for Hypothesis.

A plan is a `World`; a `Style` says how it is set in type; `write` does it. Reading it back must give the plan again.
"""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from hypothesis import strategies as st

from bilateral.files.markers import roman

_NOUNS_EN = "Harbours Bridges Water Forests Schools Clinics Markets Rails Seeds Energy Data Skills Trade Customs Roads"
_NOUNS_ES = "Puertos Puentes Agua Bosques Escuelas Clínicas Mercados Vías Semillas Energía Datos Oficios Comercio"
NOUNS = {"en": _NOUNS_EN.split(), "es": _NOUNS_ES.split()}
_VERBS_EN = "Build Publish Share Train Open Review Expand Coordinate Promote Strengthen"
_VERBS_ES = "Construir Publicar Compartir Capacitar Abrir Revisar Ampliar Coordinar Promover Fortalecer"
VERBS = {"en": _VERBS_EN.split(), "es": _VERBS_ES.split()}
TAILS = {
    "en": [
        "new inspection posts at the busiest crossings every year",
        "the lists that each office keeps of its own accord",
        "common rules for small firms on both banks of the river",
        "with universities what was learnt in the valley",
    ],
    "es": [
        "nuevas casetas de inspección en los cruces con mayor demanda",
        "las listas que lleva cada dependencia por su cuenta",
        "reglas comunes para las empresas pequeñas de ambas orillas",
        "con las universidades lo aprendido en el valle",
    ],
}
SUMMARIES = {
    "en": [
        "The two governments will work together so that goods and people move with less delay.",
        "What was agreed in the spring is to be carried out by both, each with its own means.",
    ],
    "es": [
        "Los dos gobiernos trabajarán juntos para que las mercancías y las personas avancen con menos demora.",
        "Lo acordado en primavera se llevará a cabo por ambos, cada uno con sus propios medios.",
    ],
}
VISION = {
    "en": "Both peoples should live well on either side of the river, and trade should help them to.",
    "es": "Que ambos pueblos vivan bien a los dos lados del río y que el comercio les ayude a lograrlo.",
}
PARTICIPATION = {
    "en": "The governments will consult civil society, the private sector and academia with transparency.",
    "es": "Los gobiernos consultarán a la sociedad civil, al sector privado y a la academia con transparencia.",
}


@dataclass(frozen=True)
class Line:
    title: str | None
    actions: tuple[str, ...]


@dataclass(frozen=True)
class Pillar:
    title: str
    summary: str | None
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class World:
    lang: str
    title: str
    vision: str | None
    pillars: tuple[Pillar, ...]
    participation: str | None

    def shape(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "vision": self.vision,
            "participation": self.participation,
            "pillars": [
                {"title": p.title, "summary": p.summary, "lines": [(ln.title, list(ln.actions)) for ln in p.lines]}
                for p in self.pillars
            ],
        }


@dataclass(frozen=True)
class Style:
    """How a plan is set in type; `lines_as` says what lines of work are: bullets, headings or headings with a label."""

    label: str
    lines_as: str
    signs: tuple[str, str]
    step: str
    width: int
    newline: str
    gaps: bool
    form: str  # "txt", "md", "html"


LABELS = {
    "en": [
        *("Pillar {n}: ", "PILLAR {N}: ", "Pillar {r} – ", "Pillar {r}. ", "Pillar {w}: ", "{o} pillar: "),
        *("Strategic Pillar {n}: ", "Pillar {n}\n", "Pillar #{n} | ", "Pillar {r} "),
    ],
    "es": [
        *("Pilar {n}: ", "PILAR {N}. ", "Eje {r} – ", "Eje {n}. ", "Eje estratégico {n}: ", "{o} eje: "),
        *("Pilar {w}: ", "Eje {r}.- ", "EJE {n}\n", "Pilar Nº {n}. ", "Eje rector {r} "),
    ],
}
_COUNT = {"en": "One Two Three Four Five Six", "es": "Uno Dos Tres Cuatro Cinco Seis"}
_ORDER = {"en": "First Second Third Fourth Fifth Sixth", "es": "Primer Segundo Tercer Cuarto Quinto Sexto"}
SIGNS = [
    ("•", "◦"),
    ("-", "*"),
    ("–", "–"),
    ("*", "*"),
    ("·", "·"),
    ("▪", "o"),
    ("1.", "a)"),
    ("1)", "(i)"),
    ("1.", "1.1"),
]


def worlds() -> st.SearchStrategy[World]:
    return st.sampled_from(["en", "es"]).flatmap(_world)


def _world(lang: str) -> st.SearchStrategy[World]:
    action = st.builds(lambda v, t: f"{v} {t}.", st.sampled_from(VERBS[lang]), st.sampled_from(TAILS[lang]))
    actions = st.lists(action, min_size=2, max_size=4).map(tuple)
    joiner = " and " if lang == "en" else " y "
    title = st.lists(st.sampled_from(NOUNS[lang]), min_size=2, max_size=2, unique=True).map(joiner.join)
    titled = st.lists(st.builds(Line, title, actions), min_size=1, max_size=3, unique_by=lambda ln: ln.title)
    plain = st.builds(Line, st.none(), actions).map(lambda line: [line])
    pillar = st.builds(Pillar, title, st.none() | st.sampled_from(SUMMARIES[lang]), st.one_of(titled, plain).map(tuple))
    return st.builds(
        World,
        st.just(lang),
        st.just("Joint Work Plan of the Two Rivers" if lang == "en" else "Plan de trabajo conjunto de los dos ríos"),
        st.none() | st.just(VISION[lang]),
        st.lists(pillar, min_size=2, max_size=6, unique_by=lambda p: p.title).map(tuple),
        st.none() | st.just(PARTICIPATION[lang]),
    )


def styles(lang: str) -> st.SearchStrategy[Style]:
    return st.builds(
        Style,
        label=st.sampled_from(LABELS[lang]),
        lines_as=st.sampled_from(["bullets", "headings", "labels"]),
        signs=st.sampled_from(SIGNS),
        step=st.sampled_from(["  ", "    ", "\t"]),
        width=st.sampled_from([0, 0, 68, 90]),
        newline=st.sampled_from(["\n", "\r\n"]),
        gaps=st.booleans(),
        form=st.sampled_from(["txt", "md", "html"]),
    )


def write(world: World, style: Style) -> bytes:
    rows = list(_rows(world, style))
    text = _html(rows) if style.form == "html" else style.newline.join(_text(rows, style))
    return (text + style.newline).encode()


def _label(style: Style, lang: str, number: int) -> str:
    words, ordinals = _COUNT[lang].split(), _ORDER[lang].split()
    values = {"n": number, "N": number, "r": roman(number).upper(), "w": words[number - 1], "o": ordinals[number - 1]}
    return style.label.format(**values)


def _rows(world: World, style: Style) -> Iterator[tuple[str, int, str]]:
    """Rows of (what, depth, words)."""
    yield "title", 0, world.title
    if world.vision:
        yield "section", 0, "Vision" if world.lang == "en" else "Visión"
        yield "text", 0, world.vision
    for number, pillar in enumerate(world.pillars, 1):
        label = _label(style, world.lang, number)
        if label.endswith("\n"):
            yield "pillar", 0, label.strip()
            yield "name", 0, pillar.title
        else:
            yield "pillar", 0, label + pillar.title
        if pillar.summary:
            yield "text", 0, pillar.summary
        for at, line in enumerate(pillar.lines, 1):
            depth = 1
            if line.title and style.lines_as == "bullets":
                yield "item", 1, line.title
                depth = 2
            elif line.title:
                word = "Line of action" if world.lang == "en" else "Línea de acción"
                yield "line", 0, (f"{word} {number}.{at}: " if style.lines_as == "labels" else "") + line.title
            yield from (("item", depth, action) for action in line.actions)
    if world.participation:
        yield "text", 0, world.participation


def _text(rows: list[tuple[str, int, str]], style: Style) -> Iterator[str]:
    counts = [0, 0, 0]
    before = ""
    for what, depth, words in rows:
        if what != "item":
            counts = [0, 0, 0]
        close = before in ("pillar", "name") and style.form == "txt" and not style.gaps
        if before and what != "item" and not close:
            yield ""
        mark = ""
        if what == "item":
            counts[depth] += 1
            counts[depth + 1 :] = [0] * (2 - depth)
            mark = _sign(style.signs[depth - 1] if depth == 2 or style.signs[0] != "o" else "-", counts, depth) + " "
        elif style.form == "md":
            mark = {"title": "# ", "section": "## ", "pillar": "## ", "line": "### "}.get(what, "")
        indent = style.step * (depth - 1) if what == "item" else ""
        if style.form == "md":
            indent = indent.replace("\t", "    ").replace("  ", "   ") if what == "item" else ""
        yield from _wrapped(indent + mark, words, style, what)
        before = what


def _wrapped(lead: str, words: str, style: Style, what: str) -> list[str]:
    if not style.width or what not in ("item", "text"):
        return [lead + words]
    hang = lead[: len(lead) - len(lead.lstrip())] + " " * len(lead.lstrip())
    return textwrap.wrap(
        words, style.width, initial_indent=lead, subsequent_indent=hang, break_on_hyphens=False, expand_tabs=False
    )


def _sign(sign: str, counts: list[int], depth: int) -> str:
    n = counts[depth]
    return {
        "1.": f"{n}.",
        "1)": f"{n})",
        "1.-": f"{n}.-",
        "a)": f"{chr(96 + n)})",
        "i.": f"{roman(n)}.",
        "(i)": f"({roman(n)})",
        "1.1": f"{max(counts[1], 1)}.{n}",
    }.get(sign, sign)


def _html(rows: list[tuple[str, int, str]]) -> str:
    tags = {"title": "h1", "section": "h2", "pillar": "h2", "line": "h3", "text": "p", "name": "p"}
    out, open_lists = ["<!DOCTYPE html><html><head><title>x</title></head><body><nav>Menu</nav><main>"], 0
    for what, depth, words in rows:
        want = depth if what == "item" else 0
        while open_lists > want:
            out.append("</li></ul>" if open_lists > 1 else "</ul>")
            open_lists -= 1
        if what != "item":
            out.append(f"<{tags[what]}>{escape(words)}</{tags[what]}>")
            continue
        while open_lists < want:
            out.append("<ul>")
            open_lists += 1
        out.append(f"<li>{escape(words)}")
    out += ["</ul>"] * open_lists
    return "\n".join([*out, "</main><footer>Menu</footer></body></html>"])
