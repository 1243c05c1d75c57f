"""Keys and accounts by their check digits: CURP, RFC, INE, SSN, IBAN, CLABE, cards.

People write them in groups and other figures around them (an expiry, a branch, the next word): what is flagged is the
part that holds, wherever in a row of figures it stands. Not here: the check digits themselves (digits).
"""

import re
from collections.abc import Callable, Iterable
from itertools import accumulate
from typing import Final

from bilateral.voices.screening import digits
from bilateral.voices.screening.pattern import DIGIT, Spans, kept, pattern

_LETTER: Final = "[A-Za-zÑñ]"
_KEY: Final = (DIGIT, "[0-9]{6}", "[A-Za-z&Ññ]{3}[ -]?[0-9]{6}")
_GAP: Final = "[ \u00a0‐‑–-]"
_LONG: Final = (DIGIT, f"(?:[0-9]{_GAP}?){{12}}[0-9]|[0-9]{{4}}[.][0-9]{{4}}[.]")
_ROW: Final = rf"(?<![0-9])(?<![0-9][.,])[0-9](?:{_GAP}?[0-9]){{12,}}+"
_DOTTED: Final = r"(?<![0-9.,])[0-9]{4}\.[0-9]{4}\.[0-9]{4}\.[0-9]{4}(?![0-9.])"
_SIZES: Final = "_abcdefghijklmnopqrstuvwxy"
_GROUP: Final = re.compile("[0-9]+")
_CARD_FORMS: Final = (
    *((n,) for n in range(13, 20)),
    *((4, 4, 4, 4), (4, 6, 5), (4, 6, 4), (4, 12), (4, 4, 8), (8, 8), (4, 8, 4), (6, 10), (4, 4, 4, 4, 3)),
)
_CLABE_FORMS: Final = (
    *((18,), (3, 3, 11, 1), (3, 3, 12), (3, 15), (3, 14, 1), (6, 12), (6, 11, 1), (17, 1), (4, 4, 4, 4, 2)),
    *((4, 4, 4, 6), (3, 3, 4, 7, 1), (3, 3, 5, 6, 1)),
)
_LENGTHS: Final = {
    15: "NO",
    16: "BE",
    18: "DK FI FK FO GL NL SD",
    19: "MK SI",
    20: "AT BA EE KZ LT LU MN XK",
    21: "CH HR LI LV",
    22: "BG BH CR DE GB GE IE ME RS VA",
    23: "AE GI IL IQ OM SO TL",
    24: "AD CZ ES MD PK RO SA SE SK TN VG",
    25: "LY PT ST",
    26: "IS TR",
    27: "BI DJ FR GR IT MC MR SM",
    28: "AL AZ BY CY DO GT HN HU LB NI PL SV",
    29: "BR EG PS QA UA",
    30: "JO KW MU YE",
    31: "MT SC",
    32: "LC",
    33: "RU",
}
"""Characters of an account by country, as in the registry of ISO 13616."""
_IBANS: Final = {country: length for length, countries in _LENGTHS.items() for country in countries.split()}
_CUTS: Final = {n: re.compile(rf"[A-Za-z0-9](?:[ \u00a0-]?[A-Za-z0-9]){{{n - 1}}}(?!\w)") for n in _LENGTHS}
_UNSEPARATED: Final = re.compile("[^0-9A-ZÑ&]")


def _only(check: Callable[[str], bool]) -> Callable[[str], bool]:
    """Judge the letters and digits alone, in capitals."""
    return lambda found: check(_UNSEPARATED.sub("", found.upper()))


def _rfc(match: re.Match[str]) -> Spans:
    """One with spaces is in capitals and has a letter behind its date, or is called so: 'del 120101 101' is none."""
    name, end = match[1], match[2]
    called = "RFC" in match.string[max(0, match.start() - 12) : match.start()].upper()
    spaced = " " in match[0] and not called
    if spaced and not (name.isupper() and end.isupper()):
        return
    if _only(digits.rfc_ok)(match[0]):
        yield match.span()


def _iban(match: re.Match[str]) -> Spans:
    length = _IBANS.get(match[0][:2].upper())
    cut = _CUTS[length].match(match.string, match.start()) if length else None
    if cut and digits.iban_ok(_UNSEPARATED.sub("", cut[0].upper())):
        yield cut.span()


def _in_row(check: Callable[[str], bool], forms: tuple[tuple[int, ...], ...]) -> Callable[[re.Match[str]], Spans]:
    """The whole row of figures when it holds, or else whatever of it holds and is grouped in a form that is used."""
    longest = max(map(sum, forms))
    shapes = re.compile(f"(?={'|'.join(f'(?:({_shape(form)}))' for form in forms)})")

    def spans(match: re.Match[str]) -> Spans:
        row, base = match[0], match.start()
        groups = [group.span() for group in _GROUP.finditer(row)]
        figures = "".join(_GROUP.findall(row))
        places = [0, *accumulate(end - start for start, end in groups)]
        if len(figures) <= longest and check(figures) and not _card_first(figures, places):
            yield match.span()
            return
        free = 0
        for shape in shapes.finditer(_shape(end - start for start, end in groups)):
            first, last = shape.start(), shape.end(shape.lastindex or 0)
            said = figures[places[first] : places[last]]
            if first < free or not check(said):
                continue
            if not _card_first(said, [place - places[first] for place in places[first : last + 1]]):
                yield base + groups[first][0], base + groups[last - 1][1]
                free = last

    return spans


def _card_first(figures: str, places: list[int]) -> bool:
    """Whether a card with a month or three figures behind it makes up the row: one such in ten passes for a CLABE."""
    return any(
        size in places[1:-1]
        and (size == 15 or "01" <= figures[size : size + 2] <= "12")
        and digits.card_ok(figures[:size])
        for size in (15, 16)
    )


def _shape(sizes: Iterable[int]) -> str:
    """One letter a group, so that a row of groups can be searched like a text; more than 25 figures are all alike."""
    return "".join(_SIZES[size] if size < len(_SIZES) else "Z" for size in sizes)


def _clabe(figures: str) -> bool:
    return len(figures) == 18 and digits.clabe_ok(figures)


def _ssn(found: str) -> bool:
    return digits.ssn_ok(re.sub("[^0-9]", "", found))


KEYS: Final = (
    pattern(
        "curp",
        _KEY,
        rf"(?<!\w){_LETTER}{{4}}[ -]?[0-9]{{6}}[ -]?[HMXhmx][ -]?{_LETTER}{{5}}[ -]?[A-Za-z0-9][ -]?[0-9](?!\w)",
        spans=kept(_only(digits.curp_ok)),
        flags=0,
    ),
    pattern(
        "rfc",
        _KEY,
        r"(?<![\w&])([A-Za-zÑñ&]{3,4})[ -]?[0-9]{6}[ -]?([A-Za-z0-9]{2}[0-9Aa])(?!\w)",
        spans=_rfc,
        flags=0,
    ),
    pattern("ine", _KEY, rf"(?<!\w){_LETTER}{{6}}[0-9]{{8}}[HMhm][0-9]{{3}}(?!\w)", spans=kept(digits.ine_ok), flags=0),
    pattern("ine", (DIGIT, "[0-9]{9}"), r"\bIDMEX[0-9]{9,10}\b"),
    pattern("ssn", (DIGIT, "[0-9]{3}-[0-9]{2}-"), r"(?<![0-9-])[0-9]{3}-[0-9]{2}-[0-9]{4}(?![0-9-])", spans=kept(_ssn)),
    pattern(
        "ssn",
        (DIGIT, "[0-9]{2}", "(?i)ssn|soc|seguro"),
        r"(?:\bSSN|social security|seguro social)[^0-9]{0,20}([0-9]{3}[ .]?[0-9]{2}[ .]?[0-9]{4})(?![0-9])",
        spans=kept(_ssn, 1),
    ),
)
ACCOUNTS: Final = (
    pattern(
        "iban",
        (DIGIT, "[A-Za-z]{2}[0-9]{2}"),
        r"[A-Za-z]{2}[0-9]{2}(?<!\w....)(?=(?:[ \u00a0-]?[A-Za-z0-9]){11})",
        spans=_iban,
        flags=0,
    ),
    pattern("clabe", _LONG, _ROW, spans=_in_row(_clabe, _CLABE_FORMS)),
    pattern("card", _LONG, f"{_ROW}|{_DOTTED}", spans=_in_row(digits.card_ok, _CARD_FORMS)),
)
