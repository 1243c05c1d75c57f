"""What stands on a page without belonging to the plan: menus, notices, page numbers, running headers, separators.

Only whole lines are judged, so that an action that speaks of a menu or a page stays. Not here: headings of sections.
"""

import itertools
import re
from collections import Counter
from collections.abc import Sequence

from bilateral.dialogue.plan_import.vocabulary import is_bare_label, line_label, pillar_label
from bilateral.files import Line

_I = re.IGNORECASE
_ONE = (
    r"(?:scroll|back|go|return|jump)\s+to\s+(?:the\s+)?(?:top|main(?:\s+content)?|content|home)|top|skip\s+to\s+.{1,30}"
    r"|(?:volver|ir|subir|regresar)\s+(?:al?\s+)?(?:inicio|arriba|principio)|arriba|(?:saltar|ir)\s+al\s+contenido.{0,15}"
    r"|share(?:\s+(?:this|on)\b.{0,20})?|compartir(?:\s+en\s.{0,20})?|print(?:\s+this\s+page)?|imprimir|tweet|facebook"
    r"|twitter|x|linkedin|whatsapp|youtube|instagram|e-?mail|correo(?:\s+electr[óo]nico)?|menu|men[úu]|home|inicio|search"
    r"|buscar|b[úu]squeda|close|cerrar|read\s+more|leer\s+m[áa]s|ver\s+m[áa]s|learn\s+more|download(?:\s+pdf)?"
    r"|descargar(?:\s+pdf)?|subscribe|suscr[íi]bete|log\s?in|iniciar\s+sesi[óo]n|privacy\s+policy"
    r"|aviso\s+de\s+privacidad|cookies?|accept(?:\s+all)?(?:\s+cookies)?|aceptar(?:\s+cookies)?|english"
    r"|espa[ñn]ol|site\s+map|sitemap|mapa\s+del\s+sitio|previous|next|anterior|siguiente|contact\s+us|press\s+releases?"
    r"|###|end|fin|-\s?30\s?-|\W*for\s+immediate\s+release\W*|para\s+(?:su\s+)?difusi[óo]n\s+inmediata"
)
_FURNITURE = re.compile(rf"(?:{_ONE})(?:\s+(?:{_ONE}))*\s*[.:»›>↑]?", _I)
_CRUMBS = re.compile(r"[\w .&-]{1,40}(?:\s*[>»›]\s*[\w .,&'’-]{1,60}){1,6}")
_NOTICE = re.compile(
    r"this\s+is\s+historical\s+material\b.*|.*\bwebsite\s+is\s+no\s+longer\s+updated\b.*|an\s+official\s+website\s+of\b.*"
    r"|here[’']s\s+how\s+you\s+know.*|.*\b(?:uses|utiliza|usa)\s+cookies\b.*|sitio\s+oficial\s+de.*|material\s+hist[óo]rico\b.*"
    r"|.*\bsitio\s+(?:web\s+)?ya\s+no\s+se\s+actualiza\b.*|(?:last\s+(?:updated|modified|reviewed)|[úu]ltima\s+"
    r"actualizaci[óo]n)\b.{0,60}|official\s+websites\s+use\s+\.gov.*",
    _I,
)
_PAGE = re.compile(
    r"(?:page|p[áa]gina|p[áa]g\.|p\.)\s*\d{1,4}(?:\s*(?:of|de|/)\s*\d{1,4})?|[-–—]?\s*\d{1,4}\s*[-–—]?|\d+\s?/\s?\d+",
    _I,
)
_ADDRESS = re.compile(r"<?(?:https?://|www\.)\S+>?", _I)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s.*|.{0,60}(?:all\s+rights\s+reserved|todos\s+los\s+derechos\s+reservados)\.?", _I
)
_MONTH = (
    r"(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|enero|febrero|marzo|abril|mayo|junio|julio|agosto"
    r"|sep?tiembre|octubre|noviembre|diciembre)"
)
_PLACE = r"(?:[^\W\d_][\w. ]{2,25}(?:,\s*[^\W\d_][\w. ]{1,25})?(?:,\s*(?:a\s+)?|\s+[-–—]\s+))?"
_DAY = (
    rf"(?:{_MONTH}\.?\s+\d{{1,2}},?\s+\d{{4}}|\d{{1,2}}\s+(?:de\s+)?{_MONTH}\s+(?:de\s+|del\s+)?\d{{4}}"
    rf"|\d{{4}}-\d\d-\d\d|{_MONTH}\s+(?:de\s+)?\d{{4}})"
)
_DATE = re.compile(rf"{_PLACE}{_DAY}\.?", _I)
_LEADERS = re.compile(r".*?(?:\s?\.){4,}\s*\d{1,4}$|.*[….]{3,}\s*\d{1,4}$|.*_{4,}\s*\d{1,4}$")
_WHOLE = (
    ("page furniture", _FURNITURE),
    ("site notice", _NOTICE),
    ("page number", _PAGE),
    ("web address", _ADDRESS),
    ("copyright", _COPYRIGHT),
    ("date or place line", _DATE),
    ("table of contents", _LEADERS),
)


def furniture_reason(line: Line) -> str:
    """Why this line is not part of the plan, or ""."""
    if line.furniture:
        return "skipped part of the page"
    if line.kind == "rule":
        return "separator" if line.marker != "###" else "page furniture"
    text = line.text
    if not any(map(str.isalnum, text)):
        return "separator"
    if len(text) > 300 and not text[:40].lower().startswith(("this is historical", "material hist")):
        return ""
    for reason, pattern in _WHOLE:
        if pattern.fullmatch(text) and not (line.kind == "item" and _may_be_an_item(reason, text)):
            return reason
    if line.kind == "text" and len(text) < 120 and _CRUMBS.fullmatch(text):
        return "page furniture"
    return ""


def _may_be_an_item(reason: str, text: str) -> bool:
    """In a list a date or a number can be content, and so can anything closed by a full stop."""
    return reason in ("date or place line", "page number") or text.endswith((".", ";"))


def running_lines(lines: Sequence[Line]) -> frozenset[str]:
    """Short unmarked lines that come three times or more, far apart, in a text with page numbers: its page headers.

    A heading that comes back under several pillars is not one: something hangs on it.
    """
    if not any(line.kind == "text" and _PAGE.fullmatch(line.text) for line in lines):
        return frozenset()
    full = [line for line in lines if line.kind != "blank"]
    count = Counter(line.text for line in full if line.kind == "text" and len(line.text) <= 100)
    places: dict[str, list[int]] = {}
    for at, line in enumerate(full):
        if line.kind == "text" and count[line.text] >= 3:
            places.setdefault(line.text, []).append(at)
    return frozenset(text for text, at in places.items() if _runs(text, at, full))


def _runs(text: str, at: Sequence[int], full: Sequence[Line]) -> bool:
    if pillar_label(text) or line_label(text) or is_bare_label(text) or text.endswith((".", ";", ":")):
        return False
    nexts = [full[place + 1] for place in at if place + 1 < len(full)]
    if any(line.kind == "item" or line.text[:1].islower() for line in nexts):
        return False
    return min(b - a for a, b in itertools.pairwise(at)) >= 6
