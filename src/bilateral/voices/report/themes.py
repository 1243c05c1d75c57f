"""Themes on the page: how many submissions, from where, in whose words, and its likeness in the other language."""

from html import escape
from typing import Any, Final

from bilateral.values import Text
from bilateral.voices.report.charts import bars, parts_of
from bilateral.voices.report.facts import Facts
from bilateral.voices.report.shown import NAME, excerpt, many

TITLE: Final = Text("Themes", "Temas")
_LEAD: Final = Text(
    "Groups of submissions that use the same words, found by a method and named by the words they use most. A "
    "submission may have up to three themes and is counted here under its first; {none:,} fit none.",
    "Grupos de aportaciones que usan las mismas palabras, hallados con un método y nombrados con las palabras que "
    "más usan. Una aportación puede tener hasta tres temas y aquí se cuenta en el primero; {none:,} no corresponden "
    "a ninguno.",
)
_CHANGE: Final = Text(
    "People can rename, merge, split and drop themes in themes.edited.yaml, and the next run keeps to it.",
    "En themes.edited.yaml se puede renombrar, unir, separar y quitar temas, y la siguiente corrida lo respeta.",
)
_LIKE: Final = Text(
    "These are the themes of an earlier run, to which these submissions were assigned; people change them there.",
    "Son los temas de una corrida anterior, a los que se asignaron estas aportaciones; se modifican en aquella.",
)
_UNFITTING: Final = Text(
    "Changes that people made and that could not be carried out:",
    "Cambios hechos por personas que no se pudieron aplicar:",
)
_NONE: Final = Text(
    "Themes are sought among the texts in English and among those in Spanish; neither were enough here to find any. "
    "Reading them is left to people.",
    "Los temas se buscan entre los textos en inglés y entre los que están en español; aquí no bastaron ni unos ni "
    "otros. Leerlos queda en manos de personas.",
)
_DROPPED: Final = Text(
    "People dropped every theme that was found, in themes.edited.yaml.",
    "En themes.edited.yaml se quitaron todos los temas hallados.",
)
_CAPTION: Final = {
    "en": Text(
        "Themes of the submissions in English, by submissions", "Temas de las aportaciones en inglés, por aportaciones"
    ),
    "es": Text(
        "Themes of the submissions in Spanish, by submissions", "Temas de las aportaciones en español, por aportaciones"
    ),
}
_THEME: Final = Text("Theme", "Tema")
_SENT: Final = Text("Submissions", "Aportaciones")
_SIZE: Final = (
    Text("{n} submission. Words: {{terms}}.", "{n} aportación. Palabras: {{terms}}."),
    Text("{n} submissions. Words: {{terms}}.", "{n} aportaciones. Palabras: {{terms}}."),
)
_FROM: Final = Text("submission", "aportación")
_LINKED: Final = Text("In the other language perhaps: {names}.", "En el otro idioma quizá: {names}.")
_CONFIRMED: Final = Text(
    "In the other language, as a person confirmed: {names}.", "En el otro idioma, según confirmó una persona: {names}."
)
_EDITED: Final = Text("Named or changed by a person.", "Nombrado o cambiado por una persona.")
_LOOSE: Final = Text(
    "Its texts hold together loosely ({share:.0f}% of their likeness is among them): read some before you use it.",
    "Sus textos están poco unidos (sólo {share:.0f}% de su parecido es entre ellos): lee algunos antes de usarlo.",
)
_TYPICAL: Final = Text("Typical", "Típicas")
_DISSENTING: Final = Text("From the smaller side", "Del lado minoritario")
_NO_QUOTES: Final = Text(
    "No sentence of a fitting length without personal data.",
    "Ninguna frase de extensión adecuada y sin datos personales.",
)
_STANCE: Final = {"support": Text("in favour", "a favor"), "oppose": Text("against", "en contra")}
_STANCES: Final = Text(
    "‘In favour’ and ‘against’ are told by opinion words and can be wrong; most sentences have neither mark.",
    "‘A favor’ y ‘en contra’ se deducen de palabras de opinión y pueden fallar; la mayoría de las frases no llevan "
    "marca.",
)
OPEN: Final = 3
"""Themes of each language that are open at first."""


def themes(facts: Facts, lang: str) -> str:
    """The section of themes: a chart a language, then each theme with its quotes."""
    parts = [f'<section id="themes"><h2>{TITLE.in_(lang)}</h2>']
    if not facts.themes:
        lost = _unfitting(facts, lang)
        none = _DROPPED if facts.summary["parameters"]["edits"] and not lost else _NONE
        return "".join([*parts, f"<p>{none.in_(lang)}</p>{lost}</section>"])
    without = facts.summary["submissions"] - facts.summary["themes"]["texts_with_theme"]
    change = _LIKE if facts.summary["parameters"]["like"] else _CHANGE
    parts.append(f"<p>{_LEAD.format(none=without).in_(lang)} {change.in_(lang)}</p>{_unfitting(facts, lang)}")
    parts.append(f"<p>{_STANCES.in_(lang)}</p>")
    names = {row["theme"]: row for row in facts.themes}
    for spoken in (lang, "es" if lang == "en" else "en"):
        mine = sorted((row for row in facts.themes if row["lang"] == spoken), key=lambda row: -row["members"])
        if not mine:
            continue
        rows = [
            (
                f'<a href="#{row["theme"]}" lang="{spoken}">{escape(row["label"])}</a>',
                parts_of(facts.by_theme.get(row["theme"]), row["members"], facts.countries),
            )
            for row in mine
        ]
        sides = lang if facts.countries else ""
        parts.append(bars(rows, _THEME.in_(lang), _SENT.in_(lang), _CAPTION[spoken].in_(lang), sides))
        parts += [_theme(row, facts, names, lang, n < OPEN) for n, row in enumerate(mine)]
    return "".join([*parts, "</section>"])


def _unfitting(facts: Facts, lang: str) -> str:
    lost = facts.summary["themes"]["edits_that_no_longer_fit"]
    items = "".join(f"<li><code>{escape(one['id'])}</code>: {escape(one['why'][lang])}</li>" for one in lost)
    return f"<p>{_UNFITTING.in_(lang)}</p><ul>{items}</ul>" if items else ""


def _theme(row: dict[str, Any], facts: Facts, names: dict[str, dict[str, Any]], lang: str, opened: bool) -> str:
    terms = f'<span lang="{row["lang"]}">{escape(", ".join(row["terms"]))}</span>'
    about = [many(row["members"], *_SIZE).format(terms=terms).in_(lang)]
    about += _linked(row, facts, names, lang)
    if row["edited"]:
        about.append(_EDITED.in_(lang))
    if row["loose"]:
        about.append(f"<strong>{_LOOSE.format(share=100 * row['together']).in_(lang)}</strong>")
    quotes = facts.quotes.get(row["theme"], [])
    said = _quotes(quotes, "typical", _TYPICAL, row["lang"], lang)
    said += _quotes(quotes, "dissenting", _DISSENTING, row["lang"], lang)
    return (  # a link to what is inside of it opens it, where no script runs
        f'<details{" open" if opened else ""}><summary><h3 lang="{row["lang"]}">'
        f'{escape(row["label"])}</h3></summary><div id="{row["theme"]}"><p>{" ".join(about)}</p>'
        f"{said or f'<p>{_NO_QUOTES.in_(lang)}</p>'}</div></details>"
    )


def _linked(row: dict[str, Any], facts: Facts, names: dict[str, dict[str, Any]], lang: str) -> list[str]:
    """Themes of the other language that say the same: as people confirmed, and perhaps."""
    known = [name for name in row["linked"] if name in names]
    sure = [name for name in known if {(name, row["theme"]), (row["theme"], name)} & facts.confirmed]
    told = []
    for words, mine in ((_CONFIRMED, sure), (_LINKED, [name for name in known if name not in sure])):
        links = ", ".join(
            f'<a href="#{name}" lang="{names[name]["lang"]}">{escape(names[name]["label"])}</a>' for name in mine
        )
        told += [words.format(names=links).in_(lang)] if links else []
    return told


def _quotes(quotes: list[dict[str, Any]], role: str, title: Text, spoken: str, lang: str) -> str:
    mine = [quote for quote in quotes if quote["role"] == role]
    if not mine:
        return ""
    items = []
    for quote in mine:
        marks = [_STANCE[quote["stance"]].in_(lang)] if quote["stance"] in _STANCE else []
        marks += [excerpt(quote["type"], lang, NAME)] if quote["type"] else []
        marks.append(f"{_FROM.in_(lang)} <code>{_id(quote['submission'], lang)}</code>")
        items.append(
            f'<li><blockquote lang="{spoken}"><p>{excerpt(quote["text"], lang)}</p></blockquote>'
            f'<p class="by">{" · ".join(marks)}</p></li>'
        )
    return f'<h4>{title.in_(lang)}</h4><ul class="quotes">{"".join(items)}</ul>'


def _id(name: str, lang: str) -> str:
    """Some use addresses as ids: they are masked. A number stays, whatever else it may look like."""
    return excerpt(name, lang) if "@" in name else escape(name)
