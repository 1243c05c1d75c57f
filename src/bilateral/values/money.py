"""Amounts of money: an exact decimal and an ISO 4217 currency.

Both languages write 1,234.50 (Mexico's Spanish does too), so an amount reads the same in both. Not here: exchange
rates; amounts of different currencies are never added. A bare `$` is refused: it means dollars to one side, pesos to
the other.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Self

from bilateral.values.codes import fold
from bilateral.values.fault import BadMoney
from bilateral.values.text import Text

CURRENCIES: Final[dict[str, tuple[int, Text]]] = {
    "USD": (2, Text("U.S. dollars", "dólares de Estados Unidos")),
    "MXN": (2, Text("Mexican pesos", "pesos mexicanos")),
    "CAD": (2, Text("Canadian dollars", "dólares canadienses")),
    "EUR": (2, Text("euros", "euros")),
    "GBP": (2, Text("pounds sterling", "libras esterlinas")),
    "JPY": (0, Text("yen", "yenes")),
    "CNY": (2, Text("yuan", "yuanes")),
    "GTQ": (2, Text("quetzales", "quetzales")),
    "HNL": (2, Text("lempiras", "lempiras")),
    "NIO": (2, Text("Nicaraguan córdobas", "córdobas nicaragüenses")),
    "CRC": (2, Text("Costa Rican colones", "colones costarricenses")),
    "PAB": (2, Text("balboas", "balboas")),
    "BZD": (2, Text("Belize dollars", "dólares de Belice")),
}
_WORDS: Final = {fold(code): code for code in CURRENCIES} | {
    fold(name): code for code, (_, label) in CURRENCIES.items() for name in (label.en, label.es)
}
_WORDS.update(
    {"us$": "USD", "u.s.$": "USD", "mx$": "MXN", "mex$": "MXN", "c$": "CAD", "ca$": "CAD", "€": "EUR", "£": "GBP"}
)
_WORDS.update({"us dollars": "USD", "dolares estadounidenses": "USD", "m.n.": "MXN", "mn": "MXN"})
_SCALES: Final = {
    "thousand": 3, "mil": 3, "million": 6, "millon": 6, "millones": 6, "billion": 9, "mil millones": 9,
    "trillion": 12, "billon": 12, "billones": 12,
}  # fmt: skip
_NUMBER: Final = r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_FORM: Final = re.compile(
    rf"(?P<pre>[^\d\s-][^\d-]*?)?\s?(?P<number>{_NUMBER})"
    rf"(?:\s(?P<scale>{'|'.join(sorted(_SCALES, key=len, reverse=True))})(?:\sde(?=\s))?)?(?:\s?(?P<post>[^\d\s].*))?"
)
_LIMIT: Final = Decimal(10) ** 18
_WHAT: Final = Text("'{value}' is not an amount of money.", "«{value}» no es una cantidad de dinero.")
_DO: Final = Text(
    "Write the number and the currency, as in 1,234.50 USD or 1,234.50 MXN.",
    "Escribe el número y la moneda, como en 1,234.50 USD o 1,234.50 MXN.",
)


@dataclass(frozen=True, slots=True)
class Money:
    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not isinstance(self.amount, Decimal):
            raise TypeError("an amount of money is a Decimal, never a float")
        exponent = self.amount.as_tuple().exponent
        fits = self.amount.is_finite() and abs(self.amount) < _LIMIT and isinstance(exponent, int) and exponent >= -6
        if not fits or self.currency not in CURRENCIES:
            raise BadMoney(_WHAT.format(value=f"{self.amount} {self.currency}"[:80]), do=_DO)

    @classmethod
    def parse(cls, value: str, where: str = "") -> Self:
        """`1,234.50 USD`, `US$1,234.50`, `MXN 1.5 million`, `2 mil millones de pesos mexicanos`."""
        match = _FORM.fullmatch(fold(value)) if isinstance(value, str) else None
        marks = [m.strip() for m in (match["pre"], match["post"]) if m and m.strip() not in ("", "$")] if match else []
        if match is None or len(marks) != 1 or marks[0] not in _WORDS:
            raise BadMoney(_WHAT.format(value=str(value)[:80]), where=where, do=_DO)
        amount = Decimal(match["number"].replace(",", "")).scaleb(_SCALES.get(match["scale"], 0))
        try:
            return cls(amount if match["scale"] is None else Decimal(format(amount, "f")), _WORDS[marks[0]])
        except BadMoney as fault:
            raise (fault.at(where) if where else fault) from None

    @classmethod
    def from_json(cls, value: Any, where: str = "") -> Self:
        amount = value.get("amount") if isinstance(value, dict) and value.keys() == {"amount", "currency"} else None
        if isinstance(amount, str) and re.fullmatch(r"-?[0-9]{1,18}(?:\.[0-9]{1,6})?", amount):
            return cls(Decimal(amount), value["currency"])
        raise BadMoney(_WHAT.format(value=str(value)[:80]), where=where, do=_DO)

    def to_json(self) -> dict[str, str]:
        return {"amount": format(self.amount, "f"), "currency": self.currency}

    def format(self, lang: str) -> str:
        """The number with thousands and at least the currency's own decimals, a space that does not break, the code."""
        Text.same("").in_(lang)  # refuses a language that we don't write
        exponent = self.amount.as_tuple().exponent
        places = max(CURRENCIES[self.currency][0], -exponent if isinstance(exponent, int) else 0)
        return f"{self.amount:,.{places}f}\N{NO-BREAK SPACE}{self.currency}"

    def __str__(self) -> str:
        return self.format("en").replace("\N{NO-BREAK SPACE}", " ")
