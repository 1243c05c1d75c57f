"""Do the two languages of a text state the same facts?

Here: `concordance`, which compares numbers, dates, periods, times, amounts, percentages and references as multisets. It
is a check for people to act on when they propose, never a verdict: it can be waived with a reason. Not here: finding
the facts (facts, amounts), meaning, and whether both languages are there at all.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bilateral.values.facts import Fact, FactKind, facts
from bilateral.values.text import LANGS, Text


@dataclass(frozen=True, slots=True)
class Discord:
    """What stands in one language and not in the other: `en` and `es` as written there, either may be empty."""

    what: Text
    where: str
    en: tuple[str, ...]
    es: tuple[str, ...]


_LABELS: Final[dict[FactKind, Text]] = {
    "reference": Text("References", "Las referencias"),
    "date": Text("Dates", "Las fechas"),
    "period": Text("Periods", "Los periodos"),
    "time": Text("Times", "Las horas"),
    "amount": Text("Amounts", "Los montos"),
    "percent": Text("Percentages", "Los porcentajes"),
    "number": Text("Numbers", "Los números"),
}
_DIFFER: Final = Text("{label} differ", "{label} no coinciden")
_ONLY: Final = {
    "en": Text("only in English: {list}", "sólo en inglés: {list}"),
    "es": Text("only in Spanish: {list}", "sólo en español: {list}"),
}


def concordance(text: Text, where: str = "") -> tuple[Discord, ...]:
    """One discord a kind of fact, none when all agree. A text that lacks a language is not compared."""
    if not text.complete:
        return ()
    en, es = facts(text.en, "en"), facts(text.es, "es")
    found = []
    for kind in _LABELS:
        left, right = _unmatched([f for f in en if f.kind == kind], [f for f in es if f.kind == kind])
        if kind == "number":
            left, right = _lenient(left, right, text)
        if left or right:
            found.append(_discord(kind, left, right, where))
    return tuple(found)


def _unmatched(en: Sequence[Fact], es: Sequence[Fact]) -> tuple[list[Fact], list[Fact]]:
    left, right = list(en), list(es)
    for same in (_equal, _equal_but_currency):
        for fact in list(left):
            twin = next((other for other in right if same(fact, other)), None)
            if twin is not None:
                left.remove(fact)
                right.remove(twin)
    return left, right


def _equal(one: Fact, other: Fact) -> bool:
    return one.key == other.key


def _equal_but_currency(one: Fact, other: Fact) -> bool:
    """A bare `$` in Spanish does not say which; it agrees with any."""
    (amount, _, unit), (amount2, _, unit2) = one.key.partition(" "), other.key.partition(" ")
    return one.kind == "amount" and amount == amount2 and "$" in (unit, unit2)


def _lenient(en: list[Fact], es: list[Fact], text: Text) -> tuple[list[Fact], list[Fact]]:
    """A number in words counts only against a number on the other side: `two-way trade` is not a discord by itself.

    A 1 in figures may stand for an article (`1 report`, `un informe`), which is never counted.
    """
    en, es = [f for f in en if f.key != "1" or f.soft], [f for f in es if f.key != "1" or f.soft]
    if not en or not es:
        return [f for f in en if not f.soft], [f for f in es if not f.soft]
    return en, es


def _discord(kind: FactKind, en: list[Fact], es: list[Fact], where: str) -> Discord:
    written = {"en": tuple(f.written for f in en), "es": tuple(f.written for f in es)}
    parts = [_DIFFER.format(label=_LABELS[kind])]
    parts += [_ONLY[lang].format(list=_list(written[lang])) for lang in LANGS if written[lang]]
    return Discord(Text.join(": ", [parts[0], Text.join("; ", parts[1:])]) + ".", where, written["en"], written["es"])


def _list(words: Sequence[str]) -> str:
    return ", ".join(word if n == 1 else f"{word} (×{n})" for word, n in Counter(words).items())
