"""The page of a run in one language: what came in, shared letters, themes, what to look at, how it was made."""

import json
from html import escape
from importlib import resources
from typing import Any, Final

from bilateral.values import Lang, Text
from bilateral.voices.intake.faults import NOTES, REASONS
from bilateral.voices.report import letters, themes
from bilateral.voices.report.charts import bars, days
from bilateral.voices.report.facts import Facts
from bilateral.voices.screening import KINDS
from bilateral.voices.texts import LANGUAGES

FILES: Final[dict[Lang, str]] = {"en": "report.html", "es": "report.es.html"}
_TITLE: Final = Text("{n:,} submissions, read together", "{n:,} aportaciones, leídas en conjunto")
_LEAD: Final = Text(
    "What was sent in, grouped so that people can read it. A method did the grouping; deciding is for people.",
    "Lo que se recibió, agrupado para que se pueda leer. Un método agrupó; decidir les toca a las personas.",
)
_NOTICE: Final = Text(
    "This is no survey. Those who write are not a sample of anyone, and a number here counts what was sent, not how "
    "many people hold a view.",
    "Esto no es una encuesta. Quienes escriben no son una muestra de nadie, y un número aquí cuenta lo que se "
    "envió, no cuántas personas opinan así.",
)
_BY_HAND: Final = Text(
    'Fewer than {most:,} texts are best read and tagged by people. <a href="{file}">{file}</a> has every text with '
    "suggested themes, shared letter and flags, and an empty column for your tag; the themes below are suggestions.",
    'Menos de {most:,} textos conviene que los lean y etiqueten personas. <a href="{file}">{file}</a> trae cada texto '
    "con los temas sugeridos, la carta colectiva y lo que hay que revisar, y una columna vacía para tu etiqueta; los "
    "temas de abajo son sugerencias.",
)
_CAME: Final = Text("What came in", "Lo que se recibió")
_NUMBERS: Final = {
    "submissions": Text("submissions", "aportaciones"),
    "distinct": Text("different texts", "textos distintos"),
    "shared": Text("in shared letters", "en cartas colectivas"),
    "empty": Text("without words", "sin palabras"),
}
_LANGUAGES: Final = {
    "en": Text("English", "Inglés"),
    "es": Text("Spanish", "Español"),
    "mixed": Text("both, mixed", "ambos, mezclados"),
    "other": Text("another language", "otro idioma"),
    "none": Text("no words", "sin palabras"),
}
_LANGUAGE: Final = Text("Language", "Idioma")
_BY_LANGUAGE: Final = Text("Submissions by language", "Aportaciones por idioma")
_SENT: Final = Text("Submissions", "Aportaciones")
_TYPE: Final = Text("Contributor type", "Tipo de participante")
_BY_TYPE: Final = Text(
    "Submissions by contributor type, as given", "Aportaciones por tipo de participante, según lo declarado"
)
_COUNTRY: Final = Text("Country", "País")
_BY_COUNTRY: Final = Text("Submissions by country, as given", "Aportaciones por país, según lo declarado")
_BY_DAY: Final = Text("Submissions by day (UTC)", "Aportaciones por día (UTC)")
_OTHERS: Final = Text("others", "otros")
_UNKNOWN: Final = Text("not said", "no se dijo")
_NO_TIME: Final = Text("{n:,} submissions have no time.", "{n:,} aportaciones no tienen fecha.")
_LOOK: Final = Text("To look at before publishing", "Por revisar antes de publicar")
_LOOK_LEAD: Final = Text(
    "Patterns found these; they are reasons for a person to look, not verdicts, and nothing was removed. A text "
    "without a flag was only not flagged: it may still name someone.",
    "Esto lo hallaron patrones; son motivos para que alguien revise, no veredictos, y no se eliminó nada. Un texto sin "
    "marca solo no fue marcado: aún puede nombrar a alguien.",
)
_NO_FLAGS: Final = Text("The patterns found nothing.", "Los patrones no hallaron nada.")
_KIND: Final = Text("What it may be", "Qué podría ser")
_ASIDE: Final = Text("Rows set aside", "Filas apartadas")
_NO_ASIDE: Final = Text("None: all {n:,} rows were read.", "Ninguna: se leyeron las {n:,} filas.")
_ASIDE_LEAD: Final = Text(
    "{a:,} of {n:,} rows are not in this report; quarantine.jsonl has each with its reason.",
    "{a:,} de {n:,} filas no están en este informe; quarantine.jsonl trae cada una con su motivo.",
)
_MADE: Final = Text("How this was made", "Cómo se hizo")
_MADE_LEAD: Final = Text(
    "The same file with the same parameters gives the same results, byte by byte. Made by {label} from {file}.",
    "El mismo archivo con los mismos parámetros da los mismos resultados, byte por byte. Hecho por {label} a partir de "
    "{file}.",
)
_PARAMETERS: Final = Text("All parameters", "Todos los parámetros")
_COLOURS: Final = (
    ("us", Text("United States", "Estados Unidos")),
    ("mx", Text("Mexico", "México")),
    ("rest", Text("others, or not said", "otros, o no se dijo")),
)
_OTHER_PAGE: Final = {"en": ("es", "En español"), "es": ("en", "In English")}


def page(facts: Facts, lang: Lang) -> str:
    """The whole page, UTF-8 text."""
    other, words = _OTHER_PAGE[lang]
    title = _TITLE.format(n=facts.summary["submissions"]).in_(lang)
    places = (("came", _CAME), ("letters", letters.TITLE), ("themes", themes.TITLE), ("look", _LOOK), ("made", _MADE))
    links = "".join(f'<li><a href="#{place}">{name.in_(lang)}</a></li>' for place, name in places)
    links += f'<li><a href="{FILES["es" if lang == "en" else "en"]}" lang="{other}" hreflang="{other}">{words}</a></li>'
    style = resources.files(__package__).joinpath("style.css").read_text(encoding="utf-8")
    body = "".join(
        (
            _came(facts, lang),
            letters.letters(facts, lang),
            themes.themes(facts, lang),
            _look(facts, lang),
            _made(facts, lang),
        )
    )
    return (
        f'<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{style}</style></head><body>"
        f'<header><h1>{title}</h1><p class="lead">{_LEAD.in_(lang)}</p>'
        f'<div class="notice"><p>{_NOTICE.in_(lang)}</p></div>{_hand(facts, lang)}'
        f"<nav><ul>{links}</ul></nav></header><main>{body}</main></body></html>\n"
    )


def _hand(facts: Facts, lang: str) -> str:
    if not facts.summary["by_hand"]:
        return ""
    file = "tagging.csv" if lang == "en" else f"tagging.{lang}.csv"
    words = _BY_HAND.format(most=facts.summary["parameters"]["by_hand"], file=file)
    return f'<div class="notice"><p>{words.in_(lang)}</p></div>'


def _came(facts: Facts, lang: str) -> str:
    summary = facts.summary
    values = {
        "submissions": summary["submissions"],
        "distinct": summary["distinct_texts"],
        "shared": summary["groups"]["campaign"]["submissions"],
        "empty": summary["without_words"],
    }
    numbers = "".join(f"<div><dt>{_NUMBERS[k].in_(lang)}</dt><dd>{n:,}</dd></div>" for k, n in values.items())
    spoken = [
        (_LANGUAGES[name].in_(lang), (summary["languages"][name],)) for name in LANGUAGES if summary["languages"][name]
    ]
    parts = [
        f'<section id="came"><h2>{_CAME.in_(lang)}</h2><dl class="numbers">{numbers}</dl>',
        bars(spoken, _LANGUAGE.in_(lang), _SENT.in_(lang), _BY_LANGUAGE.in_(lang), one_colour=True),
        _given(summary["countries"], _COUNTRY, _BY_COUNTRY, lang),
        _given(summary["types"], _TYPE, _BY_TYPE, lang),
        days(summary["time"]["days"], _BY_DAY.in_(lang), _without_time(summary, lang)),
    ]
    if facts.countries:
        swatch = '<svg width="12" height="12" aria-hidden="true"><rect class="{}" width="12" height="12"/></svg>'
        key = "".join(f"<li>{swatch.format(name)}{words.in_(lang)}</li>" for name, words in _COLOURS)
        parts.append(f'<ul class="key">{key}</ul>')
    return "".join([*parts, "</section>"])


def _given(column: dict[str, Any], name: Text, caption: Text, lang: str) -> str:
    """What a column of the file says, the commonest eight; nothing where the file has no such column."""
    if not column["known"]:
        return ""
    known = list(column["known"].items())
    rows = [(escape(value), (n,)) for value, n in known[:8]]
    others = column["others"] + sum(n for _, n in known[8:])
    rows += [(words.in_(lang), (n,)) for words, n in ((_OTHERS, others), (_UNKNOWN, column["unknown"])) if n]
    return bars(rows, name.in_(lang), _SENT.in_(lang), caption.in_(lang), one_colour=True)


def _without_time(summary: dict[str, Any], lang: str) -> str:
    n = summary["time"]["unknown"]
    return f"<p>{_NO_TIME.format(n=n).in_(lang)}</p>" if n else ""


def _look(facts: Facts, lang: str) -> str:
    flags, rows = facts.summary["flags"], facts.summary["rows"]
    parts = [f'<section id="look"><h2>{_LOOK.in_(lang)}</h2><p>{_LOOK_LEAD.in_(lang)}</p>']
    if flags:
        counted = sorted(
            ((escape(KINDS[k].label.in_(lang)), (v["submissions"],)) for k, v in flags.items()), key=lambda r: -r[1][0]
        )
        parts.append(bars(counted, _KIND.in_(lang), _SENT.in_(lang), _LOOK.in_(lang), one_colour=True))
    else:
        parts.append(f"<p>{_NO_FLAGS.in_(lang)}</p>")
    aside = sum(rows["set_aside"].values())
    parts.append(f"<h3>{_ASIDE.in_(lang)}</h3>")
    parts.append(f"<p>{(_ASIDE_LEAD if aside else _NO_ASIDE).format(a=aside, n=rows['read']).in_(lang)}</p>")
    told = [f"{REASONS[reason].in_(lang)}: {n:,}" for reason, n in rows["set_aside"].items()]
    told += [
        NOTES[k].format(n=n).in_(lang) if k in NOTES else f"{REASONS[k].in_(lang)}: {n:,}"
        for k, n in rows["notes"].items()
    ]
    return "".join(
        [
            *parts,
            "<ul>" if told else "",
            *(f"<li>{escape(w)}</li>" for w in told),
            "</ul>" if told else "",
            "</section>",
        ]
    )


def _made(facts: Facts, lang: str) -> str:
    summary = facts.summary
    about = _MADE_LEAD.format(label=f"<code>{summary['made_by']}</code>", file=escape(summary["input"]["name"]))
    parameters = escape(json.dumps(summary["parameters"], ensure_ascii=False, sort_keys=True))
    return (
        f'<section id="made"><h2>{_MADE.in_(lang)}</h2><p>{about.in_(lang)}</p>'
        f'<p class="proof">SHA-256 <code>{summary["input"]["sha256"]}</code></p>'
        f"<details><summary>{_PARAMETERS.in_(lang)}</summary><p><code>{parameters}</code></p></details></section>"
    )
