"""Street addresses and what belongs to them, in the spellings of both countries: capitals, lower case, no full stops.

A street needs its number. Names in lower case are read more warily than names with capital letters, for any words may
stand between 'calle' and a figure. Not here: which places are public; that is for people to say.
"""

import re
from collections.abc import Callable
from typing import Final

from bilateral.voices.screening.pattern import DIGIT, Pattern, Spans, kept, pattern, whole

_COMMON: Final = (
    r"(?:hay|tiene|tienen|tenemos|con|sin|en|por|para|que|es|son|a|al|o|u|un|una|unos|unas|más|menos|desde|hasta|entre|cada|"
    r"como|se|no|su|sus|mi|mis|lo|le|les|nos|solo|sólo|casi|hace|durante|sobre|tras|ni|si|ya|donde|cuando|pero|porque|"
    r"cerca|cuesta|cuestan|mide|miden|pasan|pasa|circulan|calles?|avenidas?|carreteras?|federal|estatal|nacional|"
    r"autopista|peatonal|principal|artículos?|año|años|desde|otra|otras|otros|esta|este|misma|"
    r"on|in|of|the|and|or|per|for|to|from|at|by|with|without|are|is|was|were|that|this|than|more|less|there|have|has|"
    r"had|will|would|can|cannot|not|no|who|which|down|off|each|every|into|over|under|across|near|along|out|our|their|"
    r"my|your|his|her|its|an|as|if|when|all|new|other|"
    r"trucks?|cars?|people|houses|homes|blocks?|miles?|minutes?|hours?|days?|weeks?|months?|years?|lanes?|ways?|feet|"
    r"foot|meters?|metres?|percent|million|billion|thousand|hundred|times|drivers?|vehicles?|inspectors?|officers?|"
    r"story|stories|storey|level|stars?|point|bus|buses|crossings?|of)"
)
"""Words that no street is called by."""
_FREE: Final = rf"(?!(?i:{_COMMON})(?![\w'’]))"
_NAME: Final = rf"(?:(?=[A-ZÁÉÍÓÚÜÑ]){_FREE}[\w.'’-]{{1,31}}|[0-9]{{1,3}}(?:st|nd|rd|th|ST|ND|RD|TH))"
_LOWER: Final = rf"(?:(?=[a-záéíóúüñ]){_FREE}[a-záéíóúüñ'’-]{{3,21}})"
_PARTICLE: Final = r"(?:de|del|la|las|los|el|y|san|santa|San|Santa|DE|DEL|LA|LAS|LOS|EL|Y)"
_NAMES: Final = rf"(?:(?:{_PARTICLE}|{_NAME}),?\s)"

_ES_STREET: Final = (
    r"(?<!\w)(?i:calle|avenida|avda\.?|ave?\.?|boulevard|bulevar|blvd?\.?|blvr\.?|calzada|calz\.?|privada|priv\.?|cerrada|"
    r"cda\.?|andador|prolongaci[oó]n|prol\.?|paseo|carretera|carr\.?|callej[oó]n|circuito)\s"
)
_EN_SURE: Final = r"(?:Street|St|Avenue|Ave|Boulevard|Blvd|Road|Rd|Parkway|Pkwy|Highway|Hwy)"
_EN_STREET: Final = rf"(?:{_EN_SURE}|Drive|Dr|Lane|Ln|Court|Ct|Place|Pl|Way)"
_A_WIDTH: Final = r"(?!(?:de|DE)\s[0-9]{1,3}(?!\s+(?:de|DE)\b))"
"""'una calzada de 7 metros' is no address, 'calle de 16 de Septiembre' may be."""
_DAY: Final = r"(?:[0-9]{1,2}\s(?:de|DE)\s)?"
_MARK: Final = r"(?:#\s?|(?i:no|nos|nro|n[uú]m|n[uú]mero|km)\.?\s?)"
_NO_UNIT: Final = (
    r"(?!\s?(?i:%|metros|mts?\b|m\b|kms?\b|kil[oó]metros|carril|horas|minutos|d[ií]as|a[ñn]os|personas|coches|autos|veh[ií]c|"
    r"camiones|veces|pesos|d[oó]lares|euros|millones|mil\b|[aá]rboles|plazas|de\s(?:enero|febrero|marzo|abril|mayo|"
    r"junio|julio|agosto|septiembre|octubre|noviembre|diciembre)))"
)
_HOUSE: Final = rf"{_MARK}?[0-9]{{1,5}}\b(?![.,][0-9]){_NO_UNIT}(?:-?[A-Z]\b)?"
_NO_COUNT: Final = (
    r"(?=\s*(?:[,.;:)!?\"'»-]|\n|$)|\s(?i:y|en|col|colonia|fracc|fraccionamiento|int|interior|depto|piso|esq|esquina|entre|"
    r"c\.?\s?p|zona)\b)"
)
"""What may stand behind a number that no word or sign announces: 'la calle lleva 10 semanas' has none of it."""
_INSIDE: Final = (
    r"(?:,?\s(?i:apartment|apt|suite|ste|unit|interior|int|depto|dpto|departamento|piso)\.?\s?"
    r"#?\s?[0-9]{1,4}[A-Za-z]?\b)?"
)
_AREA: Final = (
    r"(?:,?\s(?i:colonia|col\.?|fraccionamiento|fracc\.?)"
    rf"(?:(?:\s(?:{_PARTICLE}\s){{0,2}}{_NAME}(?![\w'’])){{1,4}}|\s{_LOWER}))?"
)
_CODES: Final = (
    "AL|AK|AZ|AR|CA|CO|CT|DE|DC|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|"
    "PR|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY"
)
_CLEAR: Final = "TX|CA|AZ|NM|NV|FL|NY|NJ|IL|GA|WA|NC|VA|MD|MN|WI|TN|KY|UT|KS"
"""Codes that are no words: they need no comma before them."""
_STATES: Final = (
    r"Texas|California|Arizona|New Mexico|Nevada|Florida|Illinois|CDMX|D\.?\s?F\.?|B\.?\s?C\.?(?:\s?S\.?)?|N\.?\s?L\.?|"
    r"Jal\.?|Son\.|Chih\.?|Coah\.?|Tamps\.?|Sin\.|Gto\.?|Qro\.?|Pue\.|Edo\. (?:de )?M[eé]x\.?"
)
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}\s")
_IN_A_YEAR: Final = re.compile(
    r"(?:\b(?i:in|since|by|of|from|until|till|during|after|before|the|and|early|late|mid|circa|through|between|year|a|"
    r"january|february|march|april|may|june|july|august|september|october|november|december|fall|spring|summer|winter)"
    r"\s|[0-9],\s)$"
)


def _no_year(match: re.Match[str]) -> Spans:
    """'In 2008 Wall Street fell' has no house number."""
    before = match.string[max(0, match.start() - 12) : match.start()]
    if not (_YEAR.match(match[0]) and _IN_A_YEAR.search(before)):
        yield match.span()


def _not_a_year(found: str) -> bool:
    return not re.search(r"\b(?:19|20)[0-9]{2}$", found)


_WAY: Final = r"(?:[NSEWnsew]{1,2}\.?\s)?"
_TOWN: Final = r"(?<![\w.'’-])(?:[A-ZÁÉÍÓÚÑ][\w.'’-]{1,20}[^\S\n]){0,2}[A-ZÁÉÍÓÚÑ][\w.'’-]{1,20}"
_UPPER: Final = _EN_STREET.upper()
_FOLLOWED: Final = rf"(?=,?\s(?i:apt|apartment|suite|ste|unit|#)|,?\s[0-9]{{5}}\b|,\s[^\n,]{{2,30}},\s(?i:{_CLEAR})\b)"
_ZIP: Final = r"[0-9]{5}(?:-[0-9]{4})?(?![\w-]|[.,][0-9])"
_EN_HINT: Final = (
    DIGIT,
    r"(?i)\b(?:street|st|avenue|ave|boulev|blvd|road|rd|parkway|pkwy|h.ghway|hwy|dr|dr.ve|lane|ln|court|ct|place|pl|way)",
)
_ES_STEMS: Final = r"(?i)\bav|calle|boulev|bulev|\bblv|calz|\bpr.v|cerr|cda|andador|prol|paseo|carr|\bc.rcu"


def _of(
    hints: str | tuple[str, ...], *parts: str, spans: Callable[[re.Match[str]], Spans] = whole, flags: int = 0
) -> Pattern:
    return pattern("address", hints, *parts, spans=spans, flags=flags)


ADDRESSES: Final = (
    _of(
        _EN_HINT,
        rf"\b[0-9]{{1,5}}\s{_WAY}(?:{_NAME}\s){{1,3}}(?:{_EN_STREET}|{_UPPER})\b\.?{_INSIDE}",
        spans=_no_year,
    ),
    _of(
        _EN_HINT,
        rf"\b[0-9]{{1,5}}\s{_WAY}(?:{_LOWER}\s|[0-9]{{1,3}}(?:st|nd|rd|th)\s){{1,2}}"
        rf"(?:{_EN_STREET.lower()}\b\.?{_FOLLOWED}|(?:st|ave|blvd|rd|pkwy|hwy)\b\.?){_INSIDE}",
        spans=_no_year,
    ),
    _of(
        _EN_HINT,
        rf"\b[0-9]{{3,5}}\s{_WAY}(?:{_LOWER}\s|[0-9]{{1,3}}(?:st|nd|rd|th)\s){{1,2}}(?:street|avenue|boulevard)\b{_INSIDE}",
        spans=_no_year,
    ),
    _of((DIGIT, _ES_STEMS), _ES_STREET, _A_WIDTH, rf"{_DAY}{_NAMES}{{1,6}}?{_HOUSE}{_INSIDE}{_AREA}"),
    _of(
        (DIGIT, _ES_STEMS),
        _ES_STREET,
        rf"(?:{_DAY}(?:{_PARTICLE}\s){{0,2}}(?:{_LOWER},?\s){{1,3}}?|[0-9]{{1,3}}[A-Z]?,?\s)"
        rf"(?:{_MARK}[0-9]{{1,5}}\b(?![.,][0-9])|{_HOUSE}{_NO_COUNT}){_INSIDE}{_AREA}",
    ),
    _of(("[sS]/[nN]", _ES_STEMS), _ES_STREET, rf"{_DAY}(?:[^\W\d_][\w.'’-]{{0,30}},?\s){{1,6}}?[Ss]/[Nn]\b{_AREA}"),
    _of(
        r"[cC][oO][lL]\.",
        rf"(?<!\w)(?i:col)\.\s?(?:(?:{_DAY}{_NAME}(?:\s(?:{_PARTICLE}\s){{0,2}}{_NAME}(?![\w'’])){{0,3}})|{_LOWER})",
    ),
    _of(
        (DIGIT, r"(?i)\b(?:lote|lt|manzana|mz)"),
        r"(?<!\w)(?:lotes?|lt)\.?\s?[0-9]{1,4}[a-z]?,?\s(?:y\s)?(?:manzana|mza|mz)\.?\s?[0-9a-z]{1,4}\b",
        r"|(?<!\w)(?:manzana|mza|mz)\.?\s?[0-9a-z]{1,4},?\s(?:y\s)?(?:lotes?|lt)\.?\s?[0-9]{1,4}[a-z]?\b",
        flags=re.I,
    ),
    _of(
        (DIGIT, r"(?i)\b(?:apt|apartment|depto|dpto|suite|ste\.)"),
        r"(?<!\w)(?:(?i:apt|depto|dpto)\.?|Apartment|Suite|Ste\.|APARTMENT|SUITE)\s?#?\s?[0-9]{1,5}(?:-?[A-Za-z])?",
        r"(?![\w-]|\.\w)",
        spans=kept(_not_a_year),
    ),
    _of(
        (DIGIT, "[0-9]{5}"),
        rf"{_TOWN}(?:(?<=[a-záéíóúñ]),\s?(?:{_CODES})|,\s?(?:{_CLEAR}|{_STATES})|\s(?:{_CLEAR})),?\s{_ZIP}",
        rf"|(?<![\w'’-])[^\W\d_]{{2,20}},\s?(?i:{_CLEAR})\.?,?\s{_ZIP}",
    ),
    _of(
        (DIGIT, "(?i)box|postal"),
        r"(?<!\w)(?:P\.?\s?O\.?\s?Box|(?:apartado|apdo\.?)\spostal)\s(?:no\.?\s|#\s?)?[0-9]{1,6}\b",
        flags=re.I,
    ),
    _of(
        (DIGIT, "[0-9]{5}", r"(?i)\bc\.?[^a-z]?p|postal|z.p"),
        r"(?<!\w)(?:(?i:colonia|col\.?)\s(?:[^\W\d_][\w.'’-]{0,30},?\s){1,4}?)?",
        r"(?i:C\.?\s?P\.?|c[oó]digo\spostal|zip(?:\scode)?)\s?:?\s?(?:No\.?\s?)?[0-9]{5}\b",
    ),
)
