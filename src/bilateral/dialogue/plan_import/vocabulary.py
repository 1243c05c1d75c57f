"""The words by which published plans name their parts, in English and Spanish, as patterns.

Here: labels of pillars, lines of work and actions; names of sections; words about participation. Not here: judging
a line by its form (forms.py), and the furniture of pages (furniture.py).
"""

import re
from dataclasses import dataclass

from bilateral.dialogue.plan_import.numbers import ORDINALS, WORDS, fold, numeral, word_set

_I = re.IGNORECASE
_SPELLED = "|".join(sorted((w for w in WORDS if w not in ORDINALS), key=len, reverse=True))
_ORDINAL = "|".join(sorted(ORDINALS | {"séptimo", "séptima", "décimo", "décima"}, key=len, reverse=True))
_NUMBER = rf"(?:\d{{1,2}}|[ivxl]{{1,6}}|{_SPELLED})(?![\w])(?!\.\d)"
_NO = r"(?:(?:n[.º°]+|no\.?|n[úu]m\.?|n[úu]mero|number)\s*|#\s*)?"
_ADJ_EN = r"(?:(?:strategic|policy|thematic|central|core|main|key|cross-cutting)\s+)?"
_ADJ_ES = r"(?:\s+(?:estrat[ée]gico|rector|tem[áa]tico|prioritario|transversal|central|general|de\s+trabajo))?"
_SEP = r"(?P<sep>\s*(?:[:|·•→]|[.)]\s?[-–—]?|\s[-–—]|[–—])\s*|\s+|$)"
_PILLAR = rf"{_ADJ_EN}(?:pillar|pilar|eje|axis){_ADJ_ES}"
_ROUND = r"\d{1,2}(?:st|nd|rd|th|er|ero|do|to|vo|mo|no|[.]?[ºo°]\.?)"
_CLEAR_SEPS = frozenset(":|–—-·•→")
_PILLAR_FORMS = tuple(
    re.compile(pattern, _I)
    for pattern in (
        rf"(?P<label>(?:the\s+|el\s+)?{_PILLAR}\s*{_NO}\(?(?P<num>{_NUMBER})\)?){_SEP}(?P<title>.*)$",
        rf"(?P<label>(?:the\s+|el\s+)?(?P<num>{_ORDINAL}|{_ROUND})\s+{_PILLAR}){_SEP}(?P<title>.*)$",
        rf"(?P<label>{_PILLAR})(?P<num>){_SEP}(?P<title>.*)$",
    )
)
_OTHER = (
    r"(?:strategic\s+)?(?:goal|objective|priority(?:\s+area)?|component|theme|track|area|chapter)"
    r"|meta|objetivo(?:\s+(?:estrat[ée]gico|general|prioritario))?|prioridad|componente|tema|[áa]rea(?:\s+de\s+\w+)?|cap[íi]tulo"
)
_OTHER_FORM = re.compile(rf"(?P<label>(?:{_OTHER})\s*{_NO}(?P<num>{_NUMBER})){_SEP}(?P<title>.*)$", _I)
_LINE = (
    r"(?:strategic\s+|priority\s+)?lines?(?:\s+of\s+(?:action|work))?|action\s+line|work\s?stream|track|(?:sub-?)strategy"
    r"|strategy|(?:(?:strategic|specific|general)\s+)?objective|goal|priority(?:\s+area)?|focus\s+area"
    r"|area(?:\s+of\s+(?:work|action|cooperation))?|component|programme|program|theme|sub-?pillar"
    r"|l[íi]nea(?:\s+estrat[ée]gica)?(?:\s+de\s+(?:acci[óo]n|trabajo))?(?:\s+estrat[ée]gica)?|estrategia(?:\s+prioritaria)?"
    r"|objetivo(?:\s+(?:estrat[ée]gico|espec[íi]fico|prioritario|general|particular))?|meta|prioridad"
    r"|[áa]rea(?:\s+de\s+(?:trabajo|acci[óo]n|cooperaci[óo]n|oportunidad))?|componente|programa|tema|vertiente|subeje"
)
_NUMBERED = rf"{_NO}(?P<num>\d{{1,2}}(?:\.\d{{1,2}})*|[ivxl]{{1,6}}|[a-h])(?![\w])"
_LINE_FORM = re.compile(rf"(?P<label>(?:{_LINE})(?:\s*{_NUMBERED})?){_SEP}(?P<title>.*)$", _I)
_ACTION = (
    r"(?:key\s+|priority\s+)?(?:action|activity|measure|deliverable|commitment|step|initiative|project)"
    r"|acci[óo]n(?:\s+(?:puntual|espec[íi]fica|prioritaria))?|actividad|medida|compromiso|entregable|iniciativa|proyecto"
)
_ACTION_FORM = re.compile(rf"(?P<label>(?:{_ACTION})(?:\s*{_NUMBERED})?){_SEP}(?P<title>.*)$", _I)
_BARE = re.compile(
    r"(?:(?:key|main|priority|specific|joint|planned|proposed)\s+)?(?:actions?|activities|commitments|initiatives|measures)"
    r"(?:\s+items)?|lines\s+of\s+(?:action|work)|summary|overview|description|introduction"
    r"|acciones(?:\s+(?:clave|principales|prioritarias|puntuales|espec[íi]ficas|conjuntas|propuestas))?|actividades"
    r"|compromisos|iniciativas|medidas|l[íi]neas\s+de\s+(?:acci[óo]n|trabajo)|resumen|descripci[óo]n|introducci[óo]n",
    _I,
)
_SECTIONS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "contents",
        re.compile(r"(?:table\s+of\s+)?contents|[íi]ndice(?:\s+general)?|contenido|tabla\s+de\s+contenidos?", _I),
    ),
    ("vision", re.compile(r"(?:.{0,40}\s)?visi[óo]n(?:\s.{0,40})?", _I)),
    (
        "participation",
        re.compile(
            r"(?:(?:public|stakeholder|citizen|civil\s+society|regular)\s+)*(?:participation|consultations?|engagement"
            r"|outreach)(?:\s+(?:and|with|of|by)\s.{0,50})?"
            r"|(?:participaci[óo]n|consultas?|vinculaci[óo]n)(?:\s+(?:p[úu]blica|ciudadana|social|y|con|de)\b.{0,50})?"
            r"|(?:di[áa]logo|dialogue)\s+(?:con|with)\s.{0,50}",
            _I,
        ),
    ),
    ("pillars", re.compile(r"(?:.{0,30}\s)?(?:pillars|pilares|ejes|axes)(?:\s.{0,40})?", _I)),
    (
        "plan",
        re.compile(
            r".{0,60}\b(?:work\s?plan|action\s+plan|joint\s+plan|plan\s+(?:de\s+(?:trabajo|acci[óo]n)|conjunto)"
            r"|programa\s+de\s+trabajo)\b.{0,40}",
            _I,
        ),
    ),
    (
        "closing",
        re.compile(
            r"conclusions?|closing(?:\s+\w+)?|next\s+steps|the\s+way\s+forward|contacts?(?:\s+us)?|about(?:\s.{0,30})?"
            r"|annex(?:es)?(?:\s.{0,40})?|appendix(?:\s.{0,40})?|follow-up|monitoring(?:\s+and\s+.{0,20})?|references|notes"
            r"|conclusi[óo]n(?:es)?|cierre|pr[óo]ximos\s+pasos|contacto|acerca\s+de.{0,30}|anexos?(?:\s.{0,40})?"
            r"|seguimiento(?:\s+y\s+.{0,20})?|referencias|notas|glossary|glosario",
            _I,
        ),
    ),
)
_LEADING_NUMBER = re.compile(r"(?:\d{1,2}|[IVX]{1,5})\s*(?:\.-|[.)–-])\s*(?=\S)")
_CUES = word_set(
    "consult civil|society private|sector academi stakeholder non-governmental|organi participat transparen "
    "public|comment open|dialogue engagement indigenous|communit civil|organi consulta|regular sociedad|civil "
    "sector|privado partes|interes grupos|interes organizaciones|no organismos|no participaci ciudadan escuchar "
    "dialogo|abierto consultar comunidades"
)
_PLAN_WORDS = re.compile(
    r"\b(?:pillars?|pilar(?:es)?|ejes?|axes|(?:work|action|joint)\s?plan|plan(?:\s+de\s+\w+)?)\b", _I
)


@dataclass(frozen=True, slots=True)
class Label:
    """What stands in front of a title: its number if any, the sign after it, and the title itself."""

    label: str
    number: int | None
    sep: str
    title: str
    numbered: bool


def _label(found: re.Match[str]) -> Label:
    sep = found.group("sep")
    number = found.group("num") or ""
    return Label((found.group("label") + sep).strip(), numeral(number), sep.strip(), found.group("title"), bool(number))


def pillar_label(text: str) -> Label | None:
    """'Pillar II: Growth', 'Primer eje. Crecimiento', 'Pillar: Growth' taken apart; None for any other line."""
    if not (text[:1].isupper() or text[:1].isdigit()):
        return None
    for at, form in enumerate(_PILLAR_FORMS):
        if found := form.match(text):
            label = _label(found)
            if label.sep or not label.title or (at == 0 and _capital(label.title)):
                return label if at < 2 or label.sep in _CLEAR_SEPS or not label.title else None
    return None


def _capital(title: str) -> bool:
    first = title.lstrip("“\"«'(")[:1]
    return first.isupper()


def other_label(text: str) -> Label | None:
    """'Goal 1: ...', 'Prioridad 2. ...': labels that may stand for pillars where nothing is called one."""
    found = _OTHER_FORM.match(text) if text[:1].isupper() else None
    return _label(found) if found and (found.group("sep").strip() or not found.group("title")) else None


def line_label(text: str) -> Label | None:
    """'Line of action 1.1: ...', 'Objetivo 2. ...', 'Workstream: ...'; it takes a number or a colon."""
    return _numbered_or_colon(_LINE_FORM.match(text)) if text[:1].isupper() else None


def action_label(text: str) -> Label | None:
    """'Action 1.1.1: ...', 'Acción puntual 2. ...'."""
    return _numbered_or_colon(_ACTION_FORM.match(text)) if text[:1].isupper() else None


def _numbered_or_colon(found: re.Match[str] | None) -> Label | None:
    if found is None:
        return None
    label = _label(found)
    if label.numbered:
        return label if label.sep or not label.title or _capital(label.title) else None
    return label if label.sep == ":" and label.title else None


def is_bare_label(text: str) -> bool:
    """'Actions:', 'Líneas de acción': a label that introduces and says nothing."""
    return _BARE.fullmatch(text.rstrip(" :.")) is not None


def section_name(text: str) -> str:
    """Which known section a heading opens: contents, vision, participation, pillars, plan, closing, or ""."""
    core = _LEADING_NUMBER.sub("", text).strip(" :.#*")
    if len(core) > 120:
        return ""
    return next((name for name, pattern in _SECTIONS if pattern.fullmatch(core)), "")


def participation_cues(text: str) -> int:
    """How many different signs a paragraph gives that it speaks of consulting people outside government."""
    folded = fold(text)
    return sum(all(part in folded for part in cue.split("|")) for cue in _CUES)


def speaks_of_plan(text: str) -> bool:
    return _PLAN_WORDS.search(text) is not None
