"""JSON Lines to rows: an object a line, whose keys may come in any order and not in every line.

A key that comes twice in an object counts as it stands last. Which keys are columns is told by their names, the first
time that they come; a row before that has None there.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, BinaryIO, Final

import orjson

from bilateral.voices.intake.columns import Columns, plain
from bilateral.voices.intake.faults import JSON_ARRAY, not_a_list_of_lines
from bilateral.voices.intake.lines import LONGEST
from bilateral.voices.intake.rows import Row, SetAside, readable, shown

ROLES: Final = tuple(one.name for one in fields(Columns))
_PROBED: Final = 1_000
"""Rows among which the column of texts, and ids that nobody named, must first come."""
_PROBED_BYTES: Final = 16_000_000
_NAMES: Final = 10_000
_HALF: Final = re.compile("[\udc80-\udcff]")


class JsonRows:
    """Rows of a file of JSON objects. `places` is known once `rows` has begun."""

    def __init__(self, path: Path, columns: Columns, longest: int = LONGEST) -> None:
        self.places = {role: n for n, role in enumerate(ROLES)}
        self._path, self._columns, self._longest = path, columns, longest
        self._keys: list[str | None] = [None] * len(ROLES)
        self._missing = {plain(getattr(columns, role) or role): n for n, role in reversed(list(enumerate(ROLES)))}
        self._seen: dict[str, None] = {}

    def rows(self, file: BinaryIO) -> Iterator[Row]:
        """:raises NoColumn: a column that was named, or that of texts, never comes."""
        held: list[Row] | None = [] if self._columns.id is None else None
        size = read = 0
        for number, line, data in self._lines(file):
            size, read = size + len(data), number
            row = self._row(number, line, data)
            if number == _PROBED and self._keys[ROLES.index("text")] is None:
                self._named(list(self._seen))
            if held is None:
                yield row
                continue
            held.append(row)
            found = self._keys[ROLES.index("id")] is not None
            if found or number >= _PROBED or size >= _PROBED_BYTES:
                self._settle(found)
                yield from held
                held = None
        if held:
            self._settle(self._keys[ROLES.index("id")] is not None)
            yield from held
        if read and self._seen:
            self._ended()

    def _settle(self, ids: bool) -> None:
        """Whether rows have ids is known from here on; those that come later count for nothing."""
        if not ids:
            self.places.pop("id")

    def _ended(self) -> None:
        found = [key for key in self._keys if key is not None]
        self._named([*found, *(name for name in self._seen if name not in found)])

    def _named(self, names: list[str]) -> None:
        self._columns.found_in([readable(name) for name in names], self._path.name)

    def _lines(self, file: BinaryIO) -> Iterator[tuple[int, int, bytes]]:
        number = 0
        line = 0
        while data := file.readline(self._longest):
            line += 1
            if line == 1:
                data = data.removeprefix(b"\xef\xbb\xbf")
            if len(data) >= self._longest and not data.endswith(b"\n"):
                while (more := file.readline(1 << 20)) and not more.endswith(b"\n"):
                    pass
            if not data.strip():
                continue
            number += 1
            if number == 1 and data.lstrip().startswith(b"["):
                raise not_a_list_of_lines(JSON_ARRAY, self._path.name)
            yield number, line, data

    def _row(self, number: int, line: int, data: bytes) -> Row:
        if len(data) >= self._longest:
            return number, line, SetAside("too-long", shown(data[:400].decode("utf-8", "replace")))
        row = _object(data)
        if not isinstance(row, dict):
            return number, line, SetAside("not-json", shown(row))
        if self._missing and not row.keys() <= self._seen.keys():
            self._learn(row)
        text = self._keys[0]
        if text is None or text not in row:
            return number, line, SetAside("no-text", shown(row))
        return number, line, [None if key is None else row.get(key) for key in self._keys]

    def _learn(self, row: dict[str, Any]) -> None:
        """Find columns among the keys of this row."""
        for key in row:
            if key in self._seen:
                continue
            role = self._missing.pop(plain(readable(key)), None)
            if role is not None:
                self._keys[role] = key
            if len(self._seen) < _NAMES:
                self._seen[key] = None


def _object(line: bytes) -> Any:
    """A line's object, or the line itself where it is none. Bytes that are not UTF-8 come as a CSV has them."""
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError:
        pass
    try:  # what orjson refuses and others write: NaN, half characters, Windows-1252
        words, whole = line.decode("utf-8"), True
    except UnicodeDecodeError:
        words, whole = line.decode("utf-8", "surrogateescape"), False
    try:
        found = json.loads(words)
    except (ValueError, RecursionError):
        return words
    if whole and isinstance(found, dict):  # halves of characters that must not look like bytes
        return {_HALF.sub("\ud800", key): _whole(value) for key, value in found.items()}
    return found


def _whole(value: Any) -> Any:
    return _HALF.sub("\ud800", value) if isinstance(value, str) else value
