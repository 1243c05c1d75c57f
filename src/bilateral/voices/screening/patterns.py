"""Where in a text something of each kind may stand. Every pattern is linear in the text, however hostile it is.

A pattern belongs to a `hint`: a cheap test of a whole column that says which texts are worth the pattern. `keep` judges
what was found, by its check digits for instance. Not here: which of two overlapping finds stands (screen).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from bilateral.voices.screening import digits
from bilateral.voices.screening.payloads import PAYLOADS

_NAMES = r"(?:[A-ZÁÉÍÓÚÑ][\w.'’-]{0,30}|\d{1,3}(?:st|nd|rd|th))"
_EN_STREET = (
    r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Drive|Dr|Lane|Ln|Court|Ct|Place|Pl|Parkway|Pkwy|Highway|Hwy|Way)"
)
_ES_STREET = (
    r"(?:[Cc]alle|[Aa]venida|[Aa]v\.|[Bb]oulevard|[Bb]lvd\.|[Cc]alzada|[Cc]alz\.|[Pp]rivada|[Cc]errada|[Aa]ndador|"
    r"[Pp]rolongación|[Pp]aseo|[Cc]arretera|[Cc]allejón|[Cc]ircuito)"
)
_A_WIDTH = r"(?!de\s\d{1,3}(?!\s+de\b))"  # 'una calzada de 7 metros' is no address, 'calle de 16 de Septiembre' may be
_PARTICLES = r"(?:de|del|la|las|los|el|y|San|Santa)"
_TOP = r"(?:com|org|net|edu|gov|mil|info|io|mx|us|es|eu|biz)"


def _only(check: Callable[[str], bool]) -> Callable[[str], bool]:
    """Judge the letters and digits alone, in capitals."""
    return lambda found: check(re.sub(r"[^0-9A-ZÑ&]", "", found.upper()))


def _digits(check: Callable[[str], bool]) -> Callable[[str], bool]:
    return lambda found: check(re.sub(r"\D", "", found))


def _any(found: str) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Pattern:
    """`group`: which part of the match is flagged. A hint is written for RE2 (Arrow) and means the same in `re`."""

    kind: str
    expression: re.Pattern[str]
    hint: str
    keep: Callable[[str], bool] = _any
    group: int = 0


def _of(
    kind: str, hint: str, *parts: str, keep: Callable[[str], bool] = _any, group: int = 0, case: bool = False
) -> Pattern:
    return Pattern(kind, re.compile("".join(parts), 0 if case else re.I), hint, keep, group)


_AT: Final = r"[\[(]\s?(?:at|arroba)\s?[\])]"
_DOT: Final = r"(?:\.|[\[(]\s?(?:dot|punto)\s?[\])])"
_DIGIT: Final = r"[0-9]"
_DIGITS: Final = r"[0-9][0-9]"
_KEY: Final = r"[A-Za-z&Ññ]{3}-?[0-9]{6}"
_NUMBER: Final = r"(?:#\s?|[Nn]o\.?\s|[Nn]úm(?:ero|\.)?\s|[Nn]um\.?\s)?\d{1,5}\b"
_CALL: Final = r"\b(?:tel|teléfono|telefono|phone|cel|celular|whatsapp|móvil|movil|mobile|call|fax)\b"
PATTERNS: Final = (
    _of("email", "@", r"(?<![\w.+-])[\w+-][\w.+-]{0,63}@(?:[\w-]{1,63}\.){1,8}[A-Z]{2,24}\b"),
    _of(
        "email",
        r"[\[(] ?(?:[aA][tT]|[aA][rR][rR][oO][bB][aA])",
        rf"\b[\w.+-]{{1,64}}\s?{_AT}\s?[\w-]{{1,63}}(?:\s?{_DOT}\s?[\w-]{{1,63}}){{1,4}}",
    ),
    _of("curp", _KEY, r"\b[A-ZÑ]{4}\d{6}[HMX][A-Z]{5}[A-Z0-9]\d\b", keep=_only(digits.curp_ok)),
    _of("rfc", _KEY, r"(?<![\w&])[A-ZÑ&]{3,4}-?\d{6}-?[A-Z0-9]{2}[0-9A](?!\w)", keep=_only(digits.rfc_ok)),
    _of("ine", _KEY, r"\b[A-ZÑ]{6}\d{8}[HM]\d{3}\b", keep=_only(digits.ine_ok)),
    _of("ine", _DIGITS, r"\bIDMEX\d{9,10}\b"),
    _of("ssn", _DIGITS, r"(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])", keep=_digits(digits.ssn_ok)),
    _of(
        "ssn",
        _DIGITS,
        r"(?:\bSSN|social security|seguro social)\D{0,20}?(\d{3}[ .]?\d{2}[ .]?\d{4})(?!\d)",
        keep=_digits(digits.ssn_ok),
        group=1,
    ),
    _of(
        "iban",
        r"[A-Z]{2}[0-9]{2}",
        r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b",
        keep=_only(digits.iban_ok),
        case=True,
    ),
    _of("clabe", _DIGITS, r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{11}[ -]?\d(?!\d)", keep=_digits(digits.clabe_ok)),
    _of("card", _DIGIT, r"(?<![\d.,])\d(?:[ -]?\d){12,18}(?![\d])", keep=_digits(digits.card_ok)),
    _of("phone", _DIGITS, r"(?<![\w+])\+\d{1,3}[ .-]?(?:1[ .-]?)?\(?\d{2,3}\)?(?:[ .-]?\d{2,4}){2,4}(?![\w-])"),
    _of("phone", _DIGITS, r"(?<![\w.,+/-])(?:1[ .-])?\(?[2-9]\d{2}\)?[ .-]\d{3}[ .-]\d{4}(?![\w-])"),
    _of("phone", _DIGITS, r"(?<![\w.,+/-])\(?(?:55|56|33|81)\)?[ .-]\d{4}[ .-]?\d{4}(?![\w-])"),
    _of("phone", _DIGITS, _CALL, r"[^\d\n]{0,20}?(\d(?:[ .-]?\d){6,12})(?!\d)", group=1),
    _of("address", _DIGIT, rf"\b\d{{1,5}}\s(?:[NSEW]\.?\s)?(?:{_NAMES}\s){{1,3}}{_EN_STREET}\b\.?", case=True),
    _of("address", _DIGIT, rf"\b{_ES_STREET}\s{_A_WIDTH}(?:(?:{_PARTICLES}|{_NAMES}),?\s){{1,6}}?", _NUMBER, case=True),
    _of("address", _DIGIT, r"\bP\.?\s?O\.?\s?Box\s\d{1,6}\b"),
    _of("address", _DIGITS, r"\b(?:C\.?P\.?|código postal)\s?:?\s?\d{5}\b"),
    _of(
        "link",
        r"[A-Za-z0-9]\.[A-Za-z]{2}|://",
        r"\b(?:https?://|www\.)[^\s<>\"']{3,2000}",
        rf"|(?<![\w@.-])(?:[a-z0-9-]{{2,63}}\.){{1,4}}{_TOP}(?:/[^\s<>\"']{{0,500}})?(?![\w@.-])",
    ),
    *(_of("payload", hint, *parts) for hint, parts in PAYLOADS),
)
