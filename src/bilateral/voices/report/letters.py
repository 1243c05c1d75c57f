"""Shared letters, repeated short texts and families on the page: how often, in what words, how they differ."""

from html import escape
from typing import Any, Final

from bilateral.values import Text
from bilateral.voices.report.charts import bars, parts_of
from bilateral.voices.report.facts import Facts
from bilateral.voices.report.shown import many, marked, masked, said, when
from bilateral.voices.screening import personal

KEPT: Final = 60
"""Characters of equal words shown on either side of a difference."""
LONGEST: Final = 700
"""Characters of a text that are shown, and of a version after which no more differences are shown."""
TITLE: Final = Text("Shared letters", "Cartas colectivas")
_LEAD: Final = Text(
    "Submissions with nearly the same words, shown once with their number. A shared letter is many people's choice "
    "to say a thing in the same words, or one person's to send it often: the words alone can't tell. Every "
    "submission counts as one that was sent.",
    "Aportaciones con casi las mismas palabras, que se muestran una vez con su número. Una carta colectiva puede "
    "ser la decisión de muchas personas de decir algo con las mismas palabras, o la de una sola de enviarla muchas "
    "veces: las palabras no bastan para saberlo. Cada aportación cuenta como una enviada.",
)
_NONE: Final = Text(
    "No two submissions of {least} words or more are nearly the same.",
    "No hay dos aportaciones de {least} palabras o más que sean casi iguales.",
)
_CAPTION: Final = Text(
    "The largest shared letters, by submissions", "Las cartas colectivas más grandes, por aportaciones"
)
_MORE: Final = Text(
    "The {shown} largest of {all:,} are shown; campaigns.parquet has them all.",
    "Se muestran las {shown} más grandes de {all:,}; campaigns.parquet las tiene todas.",
)
_LETTER: Final = Text("Letter", "Carta")
_SENT: Final = Text("Submissions", "Aportaciones")
_SUBMISSIONS: Final = (Text("{n} submission", "{n} aportación"), Text("{n} submissions", "{n} aportaciones"))
_VERSIONS: Final = Text(
    "{t:,} different texts{when}. The one sent most often:", "{t:,} textos distintos{when}. El que más se envió:"
)
_ONE_TEXT: Final = Text("One and the same text{when}:", "Un mismo texto{when}:")
_DIFFERENT: Final = Text("How other versions differ", "En qué difieren otras versiones")
_TIMES: Final = Text("sent {n:,} times", "enviada {n:,} veces")
_ONCE: Final = Text("sent once", "enviada una vez")
_PERSONAL: Final = Text(
    "The differences may name a person; they are in campaigns.parquet.",
    "Las diferencias podrían nombrar a una persona; están en campaigns.parquet.",
)
_SHORT: Final = Text("Short texts sent more than once", "Textos breves enviados más de una vez")
_SHORT_LEAD: Final = Text(
    "Texts of fewer than {least} words are put together only when their words are equal; case, accents and "
    "punctuation do not count. {n:,} such texts were sent more than once, {sent:,} times in all. Short "
    "texts are often equal by chance: an equal text alone does not mean that people acted together.",
    "Los textos de menos de {least} palabras solo se juntan cuando sus palabras son iguales, sin contar mayúsculas, "
    "acentos ni puntuación. {n:,} de estos textos se enviaron más de una vez, {sent:,} veces en total. Los "
    "textos breves suelen coincidir por casualidad: un texto igual no basta para decir que hubo coordinación.",
)
_SHORT_CAPTION: Final = Text(
    "The short texts sent most often, by submissions", "Los textos breves que más se enviaron, por aportaciones"
)
_SHORT_MORE: Final = Text(
    "The {shown} largest of {all:,} are shown; campaigns.parquet has them all.",
    "Se muestran los {shown} más frecuentes de {all:,}; campaigns.parquet los tiene todos.",
)
_TEXT: Final = Text("Text", "Texto")
_FAMILIES: Final = Text("Perhaps from one template", "Quizá de una misma plantilla")
_FAMILIES_LEAD: Final = Text(
    "These letters and texts share some phrases, as those do that are put together from given parts. A person has to "
    "read them and say whether they belong together; nothing else in this report counts on it.",
    "Estas cartas y textos comparten algunas frases, como los que se arman con partes ya dadas. Una persona debe "
    "leerlos y decir si van juntos; nada más en este informe depende de ello.",
)
_FAMILY: Final = Text(
    "{n:,} submissions, {t:,} different texts, such as:", "{n:,} aportaciones, {t:,} textos distintos, como:"
)


def letters(facts: Facts, lang: str) -> str:
    """The section of shared letters."""
    least, told = facts.summary["parameters"]["grouping"]["shortest"], facts.summary["groups"]["campaign"]["groups"]
    parts = [f'<section id="letters"><h2>{TITLE.in_(lang)}</h2><p>{_LEAD.in_(lang)}</p>']
    if not facts.letters:
        parts.append(f"<p>{_NONE.format(least=least).in_(lang)}</p>")
    else:
        rows = [
            (
                f'<a href="#{row["group"]}">{_said(row, facts, lang, 60)}</a>',
                parts_of(facts.by_letter.get(row["group"]), row["submissions"], facts.countries),
            )
            for row in facts.letters
        ]
        sides = lang if facts.countries else ""
        parts.append(bars(rows, _LETTER.in_(lang), _SENT.in_(lang), _CAPTION.in_(lang), sides))
        parts.append(_more(_MORE, len(facts.letters), told, lang))
        parts += [_letter(row, facts, lang) for row in facts.letters]
    return "".join([*parts, _short(facts, lang), _families(facts, lang), "</section>"])


def _said(row: dict[str, Any], facts: Facts, lang: str, longest: int) -> str:
    return said(row["text"], lang, facts.spoken.get(row["representative"], ""), longest)


def _more(words: Text, shown: int, told: int, lang: str) -> str:
    return f"<p>{words.format(shown=shown, all=told).in_(lang)}</p>" if told > shown else ""


def _when(row: dict[str, Any], comma: str = ", ") -> Text:
    """From when to when, behind a comma; empty where no time is known."""
    if row["first"] is None:
        return Text("", "")
    return Text.same(comma) + when(row["first"].date(), row["last"].date())


def _letter(row: dict[str, Any], facts: Facts, lang: str) -> str:
    told = _VERSIONS if row["texts"] > 1 else _ONE_TEXT
    count = told.format(t=row["texts"], when=_when(row))
    spoken = facts.spoken.get(row["representative"], "")
    others = "".join(_version(row["text"], member, lang, spoken) for member in row["members"] or ())
    versions = f'<h4>{_DIFFERENT.in_(lang)}</h4><ul class="versions">{others}</ul>' if others else ""
    return (
        f'<article id="{row["group"]}" class="letter"><h3>{many(row["submissions"], *_SUBMISSIONS).in_(lang)}</h3>'
        f"<p>{count.in_(lang)}</p>"
        f"<blockquote><p>{_said(row, facts, lang, LONGEST)}</p></blockquote>{versions}</article>"
    )


def _version(text: str, member: dict[str, Any], lang: str, spoken: str) -> str:
    n = member["submissions"]
    times = (_ONCE if n == 1 else _TIMES.format(n=n)).in_(lang)
    if personal(text) or personal(_text(member)):  # a span may hold half of an address, which no mask would find
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
    return f"<li>{times}: {marked(''.join(shown), lang, spoken)}</li>"


def _text(member: dict[str, Any]) -> str:
    """What a member says, from its differences."""
    return "".join(span["text"] for span in member["diff"] if span["kind"] != "removed")


def _cut(words: str, kept: int, *, both: bool, start: bool = False) -> str:
    """About `kept` characters: of the end where it is the start of a text, of both ends, or of the beginning."""
    if len(words) <= (2 * kept if both else kept):
        return words
    head, tail = words[:kept].rsplit(" ", 1)[0], words[-kept:].split(" ", 1)[-1]
    if start:
        return f"… {tail}"
    return f"{head} … {tail}" if both else f"{head} …"


def _short(facts: Facts, lang: str) -> str:
    """Short texts with their number: a chart, for each has room for all its words."""
    if not facts.short:
        return ""
    told = facts.summary["short_texts"]
    rows = []
    for row in facts.short:
        dates = _when(row, "").in_(lang)
        words = _said(row, facts, lang, 160) + (f'<span class="parts">{dates}</span>' if dates else "")
        rows.append((words, parts_of(facts.by_letter.get(row["group"]), row["submissions"], facts.countries)))
    lead = _SHORT_LEAD.format(
        least=facts.summary["parameters"]["grouping"]["shortest"], n=told["repeated"], sent=told["submissions"]
    )
    sides = lang if facts.countries else ""
    return (
        f'<h3 id="short">{_SHORT.in_(lang)}</h3><p>{lead.in_(lang)}</p>'
        f"{bars(rows, _TEXT.in_(lang), _SENT.in_(lang), _SHORT_CAPTION.in_(lang), sides)}"
        f"{_more(_SHORT_MORE, len(rows), told['repeated'], lang)}"
    )


def _families(facts: Facts, lang: str) -> str:
    """For each family the text sent most often and a few of the others, for a person to compare."""
    if not facts.families:
        return ""
    items = []
    for row in facts.families:
        count = _FAMILY.format(n=row["submissions"], t=row["texts"]).in_(lang)
        spoken = facts.spoken.get(row["representative"], "")
        told = [row["text"], *map(_text, row["members"] or ())]
        texts = "".join(f"<li>{said(text, lang, spoken, 200)}</li>" for text in told)
        items.append(f"<li>{count}<ul>{texts}</ul></li>")
    return (
        f'<h3 id="families">{_FAMILIES.in_(lang)}</h3><p>{_FAMILIES_LEAD.in_(lang)}</p>'
        f'<ul class="families">{"".join(items)}</ul>'
    )
