"""What can be wrong, said so that a person can mend it: what, where and what to do, in both languages.

    Fault                   anything that stops an operation for a reason that a person should read
      BadInput              what a person or a peer sent is wrong (CLI exit 2, HTTP 400 or 422)
        BadLang             a language that we don't write
        BadRef              a name, origin or entry reference that is not one
        BadPeriod           a date or period that can't be read
        BadMoney            an amount or a currency that can't be read
        UnknownCode         a place, sector or other code that is not in its table

Each room hangs its own subclasses under `Fault` or `BadInput`; none needs a constructor of its own: set the class
attribute `code`. Not here: how a fault is shown (cli, web), and programming mistakes, which stay ordinary exceptions.
"""

from dataclasses import dataclass
from typing import Any

from bilateral.values.text import EMPTY, LANGS, Lang, Text


@dataclass(eq=False)
class Fault(Exception):
    """`what` is wrong, `where`, what to `do` about it, and a stable `code` for programs."""

    what: Text
    where: str = ""
    do: Text = EMPTY
    code: str = "fault"

    def __post_init__(self) -> None:
        if self.code == "fault":  # a subclass may declare its code as a plain class attribute
            self.code = type(self).code
        super().__init__(self.what, self.where, self.do, self.code)  # what pickling and copying go by

    def at(self, where: str) -> "Fault":
        """The same fault placed: `where` goes in front of the place that it already names."""
        self.where = f"{where}: {self.where}" if self.where else where
        return self

    def in_(self, lang: str) -> str:
        """The fault as one line in one language."""
        head = f"{self.where}: {self.what.in_(lang)}" if self.where else self.what.in_(lang)
        return f"{head} {self.do.in_(lang)}".rstrip() if self.do else head

    def to_dict(self, lang: Lang | None = None) -> dict[str, Any]:
        """The one shape of an error in JSON: both languages, or strings when a language is asked for."""
        if lang is None:
            return {"code": self.code, "what": self.what.to_dict(), "where": self.where, "do": self.do.to_dict()}
        return {"code": self.code, "what": self.what.in_(lang), "where": self.where, "do": self.do.in_(lang)}

    def __str__(self) -> str:
        return self.in_("en")


class BadInput(Fault):
    code = "bad-input"


class BadLang(BadInput):
    code = "bad-language"


class BadRef(BadInput):
    code = "bad-reference"


class BadPeriod(BadInput):
    code = "bad-period"


class BadMoney(BadInput):
    code = "bad-money"


class UnknownCode(BadInput):
    code = "unknown-code"


def parse_lang(value: str) -> Lang:
    """`en`, `es`, or a tag that begins with one of them (`es-MX`, `EN_us`)."""
    head = value.strip().lower().replace("_", "-").split("-")[0]
    for lang in LANGS:
        if head == lang:
            return lang
    what = Text("'{value}' is not a language of this site.", "'{value}' no es un idioma de este sitio.")
    raise BadLang(
        what.format(value=value),
        do=Text("Use en or es.", "Usa en o es."),
    )
