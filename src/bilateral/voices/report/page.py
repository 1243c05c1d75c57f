"""The page of a run in one language: what came in, shared letters, themes, what to look at, how it was made."""

import json
from html import escape
from importlib import resources
from typing import Final

from bilateral.values import Lang, Text
from bilateral.voices.intake.faults import NOTES, REASONS
from bilateral.voices.report import came, letters, themes
from bilateral.voices.report.charts import bars
from bilateral.voices.report.facts import Facts
from bilateral.voices.report.shown import many
from bilateral.voices.screening import KINDS

FILES: Final[dict[Lang, str]] = {"en": "report.html", "es": "report.es.html"}
_TITLE: Final = (
    Text("{n} submission", "{n} aportación"),
    Text("{n} submissions, read together", "{n} aportaciones, leídas en conjunto"),
)
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
_LOOK: Final = Text("To look at before publishing", "Por revisar antes de publicar")
_LOOK_LEAD: Final = Text(
    "Patterns found these; they are reasons for a person to look, not verdicts, and nothing was removed. A text "
    "without a flag was only not flagged: it may still name someone. submissions.parquet has each with its place.",
    "Esto lo hallaron patrones; son motivos para que alguien revise, no veredictos, y no se eliminó nada. Un texto sin "
    "marca solo no fue marcado: aún puede nombrar a alguien. submissions.parquet trae cada uno con su lugar.",
)
_NO_FLAGS: Final = Text("The patterns found nothing.", "Los patrones no hallaron nada.")
_KIND: Final = Text("What it may be", "Qué podría ser")
_ASIDE: Final = Text("Rows set aside", "Filas apartadas")
_NO_ASIDE: Final = Text("None: all were read ({n:,}).", "Ninguna: se leyeron todas ({n:,}).")
_ASIDE_LEAD: Final = Text(
    "Not in this report: {a:,} of {n:,} rows. quarantine.jsonl has each with its reason.",
    "No están en este informe: {a:,} de {n:,} filas. quarantine.jsonl trae cada una con su motivo.",
)
_SENT: Final = Text("Submissions", "Aportaciones")
_FLAGGED: Final = Text("Submissions with a flag, by what was found", "Aportaciones con aviso, según lo hallado")
_BURST: Final = Text(
    "A burst is {least} or more submissions of nearly the same text within {seconds} seconds.",
    "Una ráfaga son {least} o más aportaciones de casi el mismo texto en {seconds} segundos.",
)
_MADE: Final = Text("How this was made", "Cómo se hizo")
_MADE_LEAD: Final = Text(
    "The same file with the same parameters gives the same results, byte by byte. Made by {label} from {file}.",
    "El mismo archivo con los mismos parámetros da los mismos resultados, byte por byte. Hecho por {label} a partir de "
    "{file}.",
)
_DIGEST: Final = Text("SHA-256 of the file:", "SHA-256 del archivo:")
_PARAMETERS: Final = Text("All parameters", "Todos los parámetros")
_OTHER_PAGE: Final = {"en": ("es", "En español"), "es": ("en", "In English")}


def page(facts: Facts, lang: Lang) -> str:
    """The whole page, UTF-8 text."""
    other, words = _OTHER_PAGE[lang]
    title = many(facts.summary["submissions"], *_TITLE).in_(lang)
    places = (
        ("came", came.TITLE),
        ("letters", letters.TITLE),
        ("themes", themes.TITLE),
        ("look", _LOOK),
        ("made", _MADE),
    )
    links = "".join(f'<li><a href="#{place}">{name.in_(lang)}</a></li>' for place, name in places)
    links += f'<li><a href="{FILES["es" if lang == "en" else "en"]}" lang="{other}" hreflang="{other}">{words}</a></li>'
    style = resources.files(__package__).joinpath("style.css").read_text(encoding="utf-8")
    body = "".join(
        (
            came.came(facts, lang),
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
        f'<header><h1>{title}</h1><p class="lead">{_LEAD.in_(lang)}</p>{came.source(facts, lang)}'
        f'<div class="notice"><p>{_NOTICE.in_(lang)}</p></div>{_hand(facts, lang)}'
        f"<nav><ul>{links}</ul></nav></header><main>{body}</main></body></html>\n"
    )


def _hand(facts: Facts, lang: str) -> str:
    if not facts.summary["by_hand"]:
        return ""
    file = "tagging.csv" if lang == "en" else f"tagging.{lang}.csv"
    words = _BY_HAND.format(most=facts.summary["parameters"]["by_hand"], file=file)
    return f'<div class="notice"><p>{words.in_(lang)}</p></div>'


def _look(facts: Facts, lang: str) -> str:
    flags, rows = facts.summary["flags"], facts.summary["rows"]
    parts = [f'<section id="look"><h2>{_LOOK.in_(lang)}</h2><p>{_LOOK_LEAD.in_(lang)}</p>']
    if flags:
        counted = sorted(
            ((escape(KINDS[k].label.in_(lang)), (v["submissions"],)) for k, v in flags.items()), key=lambda r: -r[1][0]
        )
        parts.append(bars(counted, _KIND.in_(lang), _SENT.in_(lang), _FLAGGED.in_(lang)))
        parts.append(_burst(facts, lang))
    else:
        parts.append(f"<p>{_NO_FLAGS.in_(lang)}</p>")
    aside = sum(rows["set_aside"].values())
    parts.append(f'<h3 id="aside">{_ASIDE.in_(lang)}</h3>')
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


def _burst(facts: Facts, lang: str) -> str:
    if "burst" not in facts.summary["flags"]:
        return ""
    used = facts.summary["parameters"]["screening"]
    return f"<p>{_BURST.format(least=used['burst_least'], seconds=used['burst_seconds']).in_(lang)}</p>"


def _made(facts: Facts, lang: str) -> str:
    summary = facts.summary
    about = _MADE_LEAD.format(
        label=f"<code>{summary['made_by']}</code>", file=f"<code>{escape(summary['input']['name'])}</code>"
    )
    parameters = escape(json.dumps(summary["parameters"], ensure_ascii=False, sort_keys=True, indent=2))
    return (
        f'<section id="made"><h2>{_MADE.in_(lang)}</h2><p>{about.in_(lang)}</p>'
        f'<p class="proof">{_DIGEST.in_(lang)} <code>{summary["input"]["sha256"]}</code></p>'
        f"<details><summary>{_PARAMETERS.in_(lang)}</summary><pre><code>{parameters}</code></pre></details></section>"
    )
