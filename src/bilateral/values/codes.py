"""Tables of codes with names in both languages: places (ISO 3166-1 and 3166-2) and sectors (NAICS/SCIAN, two digits).

Here: the tables as data, looking up, searching. Not here: the long product lists, which are datasets (evidence).
"""

import difflib
import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Final

from bilateral.values.fault import UnknownCode
from bilateral.values.text import Text


def fold(words: str) -> str:
    """Lower case without accents: how people search."""
    bare = unicodedata.normalize("NFKD", words.casefold())
    return " ".join("".join(c for c in bare if not unicodedata.combining(c)).split())


@dataclass(frozen=True, slots=True)
class Code:
    """One row: the code that is stored, what it is called, the row above it, other codes that people write for it."""

    code: str
    label: Text
    parent: str = ""
    aliases: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.code


class Codes:
    """Codes in their published order. Only a row's own code is `known`; `lookup` also takes aliases and names."""

    def __init__(self, title: Text, rows: tuple[Code, ...], note: Text) -> None:
        self.title = title
        self.note = note
        self._rows = {row.code: row for row in rows}
        self._words: dict[str, Code] = {}
        for row in rows:
            for word in (row.code, *row.aliases, row.label.en, row.label.es):
                self._words.setdefault(fold(word), row)

    @classmethod
    def load(cls, name: str) -> "Codes":
        """A table that ships with this package."""
        data = json.loads(resources.files("bilateral.values").joinpath("data", name).read_text("utf-8"))
        rows = tuple(
            Code(row["code"], Text(row["en"], row["es"]), row.get("parent", ""), tuple(row.get("aliases", ())))
            for row in data["codes"]
        )
        return cls(Text.from_dict(data["title"]), rows, Text.from_dict(data["note"]))

    def __iter__(self) -> Iterator[Code]:
        return iter(self._rows.values())

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, code: object) -> bool:
        return code in self._rows

    def known(self, code: object) -> bool:
        return code in self._rows

    def label(self, code: str) -> Text:
        """What a stored code is called."""
        if code not in self._rows:
            raise self._unknown(code, "")
        return self._rows[code].label

    def lookup(self, value: str, where: str = "") -> Code:
        """The row of a code, an alias or a name in either language, however it is spelt."""
        row = self._words.get(fold(value)) if isinstance(value, str) else None
        if row is None:
            raise self._unknown(value, where)
        return row

    def search(self, query: str, limit: int = 10) -> tuple[Code, ...]:
        """Rows whose code or name has every word of the query: those that begin with it first, then in table order."""
        wanted = fold(query)
        if not wanted:
            return ()
        found = []
        for row in self:
            words = [fold(w) for w in (row.code, *row.aliases, row.label.en, row.label.es)]
            if all(any(part in word for word in words) for part in wanted.split()):
                found.append(
                    (not any(word == wanted for word in words), not any(w.startswith(wanted) for w in words), row)
                )
        return tuple(row for *_, row in sorted(found, key=lambda item: item[:2])[:limit])

    def children(self, code: str) -> tuple[Code, ...]:
        return tuple(row for row in self if row.parent == code)

    def _unknown(self, value: object, where: str) -> UnknownCode:
        near = difflib.get_close_matches(fold(str(value)), self._words, n=1, cutoff=0.7)
        hint = (
            Text(" Did you mean {code} ({label})?", " ¿Quisiste decir {code} ({label})?").format(
                code=self._words[near[0]].code, label=self._words[near[0]].label
            )
            if near
            else Text("", "")
        )
        return UnknownCode(
            Text("'{value}' is not a known {title}.", "«{value}» no es un {title} conocido.").format(
                value=str(value)[:80], title=self.title
            ),
            where=where,
            do=Text("Use a code of the table.", "Usa una clave de la tabla.") + hint,
        )


PLACES: Final = Codes.load("places.json")
SECTORS: Final = Codes.load("sectors.json")
