"""Days and moments: read and written in both languages.

Here: dates and times in words. Not here: longer periods (period), the clock, other time zones than UTC.

A date in figures with slashes is read only when it can mean one day: 03/05/2027 is in March to one side and in May to
the other.
"""

import re
import unicodedata
from datetime import UTC, date, datetime
from typing import Final

from bilateral.values.fault import BadPeriod
from bilateral.values.text import Lang, Text

MONTHS: Final[dict[Lang, tuple[str, ...]]] = {
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    "es": (
        *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
        *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
    ),
}
MONTH_NUMBER = {name.lower(): n for names in MONTHS.values() for n, name in enumerate(names, 1)}
MONTH_NUMBER |= {name[:3]: n for name, n in list(MONTH_NUMBER.items())} | {"sept": 9, "setiembre": 9}

MONTH = rf"(?P<month>{'|'.join(sorted(MONTH_NUMBER, key=len, reverse=True))})\.?"
_DAY = r"(?P<day>primero|\d{1,2})(?:st|nd|rd|th|o\.?|er)?"
YEAR = r"(?P<year>\d{4})"
_DAYS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})",
        rf"{MONTH} {_DAY},? {YEAR}",
        rf"{_DAY}(?: de |[ -]){MONTH}(?:,? | del? |-){YEAR}",
    )
)
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_DO_DATE = Text(
    "Write it as 2027-03-05 or as March 5, 2027.",
    "Escríbela como 2027-03-05 o como 5 de marzo de 2027.",
)


def plain(value: str) -> str:
    """Lower case, no accents, single spaces, ordinal signs as letters: what the patterns are written for."""
    folded = unicodedata.normalize("NFKD", value.replace("º", "o").replace("°", "o").replace("ª", "a").lower())
    bare = "".join(c for c in folded if not unicodedata.combining(c))
    return " ".join(bare.replace(".o", "o").split()).removeprefix("the ").removeprefix("el ")


def bad_period(what: Text, value: object, do: Text, where: str) -> BadPeriod:
    return BadPeriod(what.format(value=str(value)[:80]), where=where, do=do)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year >= 1000 else None
    except ValueError:
        return None


def read_day(plain: str) -> date | None:
    for pattern in _DAYS:
        if match := pattern.fullmatch(plain):
            month = match["month"]
            number = int(month) if month.isdigit() else MONTH_NUMBER[month]
            return _day(int(match["year"]), number, 1 if match["day"] == "primero" else int(match["day"]))
    if slashed := _SLASHED.fullmatch(plain):
        first, second, year = map(int, slashed.groups())
        readings = {_day(year, first, second), _day(year, second, first)} - {None}
        return readings.pop() if len(readings) == 1 else None
    return None


def parse_date(value: str, where: str = "") -> date:
    """One day: ISO, or in words in either language."""
    day = read_day(plain(value)) if isinstance(value, str) else None
    if day is None:
        if isinstance(value, str) and _SLASHED.fullmatch(plain(value)):
            what = Text("'{value}' can mean two days, or none.", "«{value}» puede ser dos días distintos o ninguno.")
        else:
            what = Text("'{value}' is not a date.", "«{value}» no es una fecha.")
        raise bad_period(what, value, _DO_DATE, where)
    return day


def parse_datetime(value: str, where: str = "") -> datetime:
    """A moment as the record writes it, `2027-03-05T14:30:00Z`, and in no other way."""
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", value, re.ASCII):
        try:
            return datetime.strptime(value, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        except ValueError:
            pass
    what = Text("'{value}' is not a moment in UTC.", "«{value}» no es un momento en UTC.")
    raise bad_period(
        what, value, Text("Write it as 2027-03-05T14:30:00Z.", "Escríbelo como 2027-03-05T14:30:00Z."), where
    )


def format_date(day: date, lang: str) -> str:
    """`March 5, 2027`, `5 de marzo de 2027`."""
    english = f"{MONTHS['en'][day.month - 1]} {day.day}, {day.year}"
    return Text(english, f"{day.day} de {MONTHS['es'][day.month - 1]} de {day.year}").in_(lang)


def format_datetime(moment: datetime, lang: str, seconds: bool = False) -> str:
    """`March 5, 2027, 14:30 UTC`: always in UTC and saying so; a moment without a zone is a mistake of the program."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    at = moment.astimezone(UTC)
    return (
        f"{format_date(at.date(), lang)}, {at:%H:%M:%S} UTC"
        if seconds
        else f"{format_date(at.date(), lang)}, {at:%H:%M} UTC"
    )
