"""Shared letters and families from templates on the page: how often, in what words, with which differences."""

from html import escape
from typing import Any, Final

from bilateral.values import Text
from bilateral.voices.report.charts import bars, parts_of
from bilateral.voices.report.facts import Facts
from bilateral.voices.report.shown import excerpt, masked
from bilateral.voices.screening import personal

KEPT: Final = 60
"""Characters of equal words shown on either side of a difference."""
LONGEST: Final = 700
"""Characters of a version after which no more differences are shown."""
TITLE: Final = Text("Shared letters", "Cartas colectivas")
_LEAD: Final = Text(
    "Submissions with nearly the same words, shown once with their number. A shared letter is many people's choice "
    "to say a thing in the same words, or one person's to send it often: the words alone can't tell. Every "
    "submission counts as one that was sent.",
    "Aportaciones con casi las mismas palabras, que se muestran una vez con su número. Una carta colectiva puede "
    "ser la decisión de muchas personas de decir algo con las mismas palabras, o la de una sola de enviarla muchas "
    "veces: las palabras no bastan para saberlo. Cada aportación cuenta como una enviada.",
)
_NONE: Final = Text("No text was sent in more than one version.", "Ningún texto se envió en más de una versión.")
_CAPTION: Final = Text(
    "The largest shared letters, by submissions", "Las cartas colectivas más grandes, por aportaciones"
)
_LETTER: Final = Text("Letter", "Carta")
_SENT: Final = Text("Submissions", "Aportaciones")
_COUNT: Final = Text(
    "{n:,} submissions in {t:,} different texts{when}. The text sent most often:",
    "{n:,} aportaciones en {t:,} textos distintos{when}. El texto que más se envió:",
)
_COUNT_ONE: Final = Text(
    "{n:,} submissions of one and the same text{when}:", "{n:,} aportaciones con un mismo texto{when}:"
)
_WHEN: Final = Text(", from {a} to {b}", ", del {a} al {b}")
_DIFFERENT: Final = Text("How other versions differ", "En qué difieren otras versiones")
_TIMES: Final = Text("sent {n:,} times", "enviada {n:,} veces")
_ONCE: Final = Text("sent once", "enviada una vez")
_PERSONAL: Final = Text(
    "The differences may name a person; they are in campaigns.parquet.",
    "Las diferencias podrían nombrar a una persona; están en campaigns.parquet.",
)
_FAMILIES: Final = Text("Perhaps from one template", "Quizá de una misma plantilla")
_FAMILIES_LEAD: Final = Text(
    "These texts share some phrases, as letters do that are put together from given parts. A person has to read "
    "them and say whether they belong together; nothing else in this report counts on it.",
    "Estos textos comparten algunas frases, como las cartas que se arman con partes ya dadas. Una persona debe "
    "leerlos y decir si van juntos; nada más en este informe depende de ello.",
)
_FAMILY: Final = Text("{n:,} submissions, {t:,} different texts", "{n:,} aportaciones, {t:,} textos distintos")


def letters(facts: Facts, lang: str) -> str:
    """The section of shared letters."""
    parts = [f'<section id="letters"><h2>{TITLE.in_(lang)}</h2><p>{_LEAD.in_(lang)}</p>']
    if not facts.letters:
        parts.append(f"<p>{_NONE.in_(lang)}</p>")
    else:
        rows = [
            (
                f'<a href="#{row["group"]}">{excerpt(row["text"], lang, 60)}</a>',
                parts_of(facts.by_letter.get(row["group"]), row["submissions"], facts.countries),
            )
            for row in facts.letters
        ]
        parts.append(bars(rows, _LETTER.in_(lang), _SENT.in_(lang), _CAPTION.in_(lang)))
        parts += [_letter(row, lang) for row in facts.letters]
    return "".join([*parts, _families(facts, lang), "</section>"])


def _letter(row: dict[str, Any], lang: str) -> str:
    when = Text("", "")
    if row["first"] is not None:
        when = _WHEN.format(a=row["first"].date(), b=row["last"].date())
    told = _COUNT if row["texts"] > 1 else _COUNT_ONE
    count = told.format(n=row["submissions"], t=row["texts"], when=when)
    others = "".join(_version(row["text"], member, lang) for member in row["members"] or ())
    versions = f'<h3 class="small">{_DIFFERENT.in_(lang)}</h3><ul>{others}</ul>' if others else ""
    return (
        f'<article id="{row["group"]}" class="letter"><p>{count.in_(lang)}</p>'
        f"<blockquote><p>{excerpt(row['text'], lang)}</p></blockquote>{versions}</article>"
    )


def _version(text: str, member: dict[str, Any], lang: str) -> str:
    n = member["submissions"]
    times = (_ONCE if n == 1 else _TIMES.format(n=n)).in_(lang)
    said = "".join(span["text"] for span in member["diff"] if span["kind"] != "removed")
    if personal(text) or personal(said):  # a span may hold half of an address, which no mask would find
        return f"<li>{times}: {_PERSONAL.in_(lang)}</li>"
    tags = {"removed": "del", "added": "ins"}
    shown, length, last = list[str](), 0, len(member["diff"]) - 1
    for n, span in enumerate(member["diff"]):
        words, tag = masked(span["text"], lang), tags.get(span["kind"])
        words = _cut(words, 200, both=False) if tag else _cut(words, KEPT, both=0 < n < last, start=n == 0)
        shown.append(f"<{tag}>{escape(words)}</{tag}>" if tag else escape(words))
        length += len(words)
        if length > LONGEST and n < last:
            shown.append(" …")
            break
    return f"<li>{times}: {''.join(shown)}</li>"


def _cut(words: str, kept: int, *, both: bool, start: bool = False) -> str:
    """About `kept` characters: of the end where it is the start of a text, of both ends, or of the beginning."""
    if len(words) <= (2 * kept if both else kept):
        return words
    head, tail = words[:kept].rsplit(" ", 1)[0], words[-kept:].split(" ", 1)[-1]
    if start:
        return f"… {tail}"
    return f"{head} … {tail}" if both else f"{head} …"


def _families(facts: Facts, lang: str) -> str:
    known = {row["text"] for row in facts.letters}
    rows = [row for row in facts.families if row["text"] not in known or row["texts"] > 1][:6]
    if not rows:
        return ""
    items = "".join(
        f"<li>{count.in_(lang)}: “{excerpt(row['text'], lang, 160)}”</li>"
        for row in rows
        for count in (_FAMILY.format(n=row["submissions"], t=row["texts"]),)
    )
    return f"<h3>{_FAMILIES.in_(lang)}</h3><p>{_FAMILIES_LEAD.in_(lang)}</p><ul>{items}</ul>"
