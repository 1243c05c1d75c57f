"""What came in, on the page: where from, when, how many, in which languages, from whom."""

from datetime import datetime
from html import escape
from typing import Any, Final

from bilateral.values import Text
from bilateral.voices.report.charts import bars, over_time
from bilateral.voices.report.facts import Facts
from bilateral.voices.report.shown import NAME, excerpt, many, when
from bilateral.voices.texts import LANGUAGES

TITLE: Final = Text("What came in", "Lo que se recibió")
_NUMBERS: Final = {
    "submissions": Text("submissions", "aportaciones"),
    "distinct": Text("different texts", "textos distintos"),
    "shared": Text("in shared letters", "en cartas colectivas"),
    "short": Text("in repeated short texts", "en textos breves repetidos"),
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
_OTHERS: Final = Text("others", "otros")
_UNKNOWN: Final = Text("not said", "no se dijo")
_NO_TIME: Final = (
    Text("{n} submission has no date.", "{n} aportación no tiene fecha."),
    Text("{n} submissions have no date.", "{n} aportaciones no tienen fecha."),
)
_SOURCE: Final = Text(
    'From the file {file}{sent}. {aside} <a href="#made">Made by</a> {label}.',
    'Del archivo {file}{sent}. {aside} <a href="#made">Hecho por</a> {label}.',
)
_DATED: Final = Text(", dated {when}", ", con fecha {when}")
_NO_DATES: Final = Text("; it gives no dates", "; no trae fechas")
_UNREAD_DATES: Final = Text("; its dates could not be read", "; no se pudieron leer sus fechas")
_ALL_READ: Final = Text("Every row of it could be read.", "Se pudieron leer todas sus filas.")
_ASIDE: Final = (
    Text('{n} row of it was <a href="#aside">set aside</a>.', '{n} de sus filas se <a href="#aside">apartó</a>.'),
    Text('{n} rows of it were <a href="#aside">set aside</a>.', '{n} de sus filas se <a href="#aside">apartaron</a>.'),
)
_DIFFERENT: Final = Text(
    "Texts are different when their words are; case, accents and punctuation do not count.",
    "Son distintos los textos cuyas palabras lo son; no cuentan mayúsculas, acentos ni puntuación.",
)


def source(facts: Facts, lang: str) -> str:
    """The file, the time it spans, and how many rows were set aside."""
    summary = facts.summary
    aside, time = sum(summary["rows"]["set_aside"].values()), summary["time"]
    sent = _UNREAD_DATES if "time" in summary["rows"]["notes"] else _NO_DATES
    if time["first"] is not None:
        first, last = (datetime.fromisoformat(time[end]).date() for end in ("first", "last"))
        sent = _DATED.format(when=when(first, last))
    told = many(aside, *_ASIDE) if aside else _ALL_READ
    file = f"<code>{escape(summary['input']['name'])}</code>"
    label = f"<code>{summary['made_by']}</code>"
    return f"<p>{_SOURCE.format(file=file, sent=sent, aside=told, label=label).in_(lang)}</p>"


def came(facts: Facts, lang: str) -> str:
    """The section."""
    summary = facts.summary
    values = {
        "submissions": summary["submissions"],
        "distinct": summary["distinct_texts"],
        "shared": summary["groups"]["campaign"]["submissions"],
        "short": summary["short_texts"]["submissions"],
        "empty": summary["without_words"],
    }
    numbers = "".join(f"<div><dt>{_NUMBERS[k].in_(lang)}</dt><dd>{n:,}</dd></div>" for k, n in values.items())
    spoken = [
        (_LANGUAGES[name].in_(lang), (summary["languages"][name],)) for name in LANGUAGES if summary["languages"][name]
    ]
    parts = [
        f'<section id="came"><h2>{TITLE.in_(lang)}</h2><dl class="numbers">{numbers}</dl>',
        f"<p>{_DIFFERENT.in_(lang)}</p>",
        bars(spoken, _LANGUAGE.in_(lang), _SENT.in_(lang), _BY_LANGUAGE.in_(lang)),
        _given(summary["countries"], _COUNTRY, _BY_COUNTRY, lang),
        _given(summary["types"], _TYPE, _BY_TYPE, lang),
        over_time(summary["time"]["days"], _SENT.in_(lang), lang),
        _without_time(summary, lang),
        "</section>",
    ]
    return "".join(parts)


def _without_time(summary: dict[str, Any], lang: str) -> str:
    n = summary["time"]["unknown"] if summary["time"]["first"] is not None else 0
    return f"<p>{many(n, *_NO_TIME).in_(lang)}</p>" if n else ""


def _given(column: dict[str, Any], name: Text, caption: Text, lang: str) -> str:
    """What a column of the file says, the commonest eight; nothing where the file has no such column."""
    if not column["known"]:
        return ""
    known = list(column["known"].items())
    rows = [(excerpt(value, lang, NAME), (n,)) for value, n in known[:8]]
    others = column["others"] + sum(n for _, n in known[8:])
    rows += [(words.in_(lang), (n,)) for words, n in ((_OTHERS, others), (_UNKNOWN, column["unknown"])) if n]
    return bars(rows, name.in_(lang), _SENT.in_(lang), caption.in_(lang))
