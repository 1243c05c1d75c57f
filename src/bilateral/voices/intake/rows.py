"""One row of any format to a submission, or the reason why it is set aside."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_EPOCH: Final = re.compile(r"-?\d{9,10}(?:\.\d{1,6})?|-?\d{12,13}")


@dataclass(frozen=True, slots=True)
class Submission:
    """`digest` is the SHA-256 of the text's bytes as they came, before anything was taken out: those of the file, or
    UTF-8 where the file has it in another form (JSON escapes, UTF-16, Parquet). `odd` names what was mended.
    """

    id: str | None
    text: str
    digest: bytes
    type: str | None
    country: str | None
    time: dt.datetime | None
    odd: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SetAside:
    reason: str
    excerpt: str


Row = tuple[int, int | None, list[Any] | SetAside]
"""The number of a row (the first is 1), the line of the file where it begins (Parquet has none), and its cells."""


def submission(cells: Sequence[Any], places: dict[str, int], longest: int) -> Submission | SetAside:
    """`cells` hold strings (with escaped bytes where they were not UTF-8), or what JSON or Parquet have instead."""
    text = cells[places["text"]]
    if text is None:
        text = ""
    if not isinstance(text, str):
        return SetAside("not-text", shown(text))
    if len(text) > longest:
        return SetAside("too-long", shown(text))
    name = _word(cells, places, "id")
    if "id" in places and name is None:
        return SetAside("no-id", shown(text))
    odd: list[str] = []
    if text.isascii():
        raw = text.encode("ascii")
    else:
        text, raw = _decoded(text, odd)
    if _CONTROL.search(text):
        text = _CONTROL.sub("", text)
        odd.append("control")
    time = None
    if "time" in places and (given := cells[places["time"]]) not in (None, ""):
        time = moment(given)
        if time is None:
            odd.append("time")
    kind, country = _word(cells, places, "type"), _word(cells, places, "country")
    return Submission(name, text, sha256(raw).digest(), kind, country, time, tuple(odd))


def _decoded(text: str, odd: list[str]) -> tuple[str, bytes]:
    """A text and its bytes; bytes that were not UTF-8 make the whole text Windows-1252."""
    try:
        return text, text.encode("utf-8")
    except UnicodeEncodeError:
        pass
    try:
        raw = text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half a character, as broken JSON escapes have it
        text = _SURROGATE.sub("\ufffd", text)
        odd.append("control")
        return text, text.encode("utf-8")
    odd.append("windows-1252")
    return as_1252(raw), raw


def readable(word: str) -> str:
    """A word of the file, such as the name of a column, with its bytes decoded."""
    return word if word.isascii() else _decoded(word, [])[0]


def as_1252(raw: bytes) -> str:
    """Windows-1252 as browsers read it: its five unused bytes become controls."""
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:
        return "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in raw)


def _word(cells: Sequence[Any], places: dict[str, int], name: str) -> str | None:
    if name not in places or (value := cells[places[name]]) is None:
        return None
    if isinstance(value, str) and value.isascii() and value.isprintable():
        return value.strip()[:500] or None
    if isinstance(value, bytes):
        try:
            value = value.decode("utf-8")
        except UnicodeDecodeError:
            value = value.hex()
    return _CONTROL.sub("", readable(value if isinstance(value, str) else str(value))).strip()[:500] or None


def moment(value: Any) -> dt.datetime | None:
    """A time from a date and time of Arrow, ISO 8601, or seconds or milliseconds since 1970; without a zone it is UTC.

    Orders of day and month that differ between countries are not guessed.
    """
    try:
        if isinstance(value, dt.datetime):
            read = value
        elif isinstance(value, dt.date):
            read = dt.datetime(value.year, value.month, value.day, tzinfo=dt.UTC)
        elif _EPOCH.fullmatch(word := str(value).strip()):
            seconds = float(word) / (1000 if len(word.lstrip("-")) >= 12 and "." not in word else 1)
            return dt.datetime.fromtimestamp(seconds, tz=dt.UTC)
        else:
            read = dt.datetime.fromisoformat(word)
    except (ValueError, OverflowError, OSError):
        return None
    try:
        return (read if read.tzinfo else read.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)
    except OverflowError:
        return None


def shown(value: Any) -> str:
    """The beginning of a value, for the file of what was set aside."""
    word = value if isinstance(value, str) else repr(value)[:400]
    return _CONTROL.sub("", _SURROGATE.sub("\ufffd", readable(word[:200])))
