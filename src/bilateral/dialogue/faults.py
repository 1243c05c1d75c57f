"""Several things wrong at once: a person mends them in one go, so they are told in one go."""

from collections.abc import Iterable
from typing import Any

from bilateral.values import BadInput, Fault, Lang, Text


class Faults(BadInput):
    """More than one fault. ``all`` holds each; on its own it says how many and shows the first ones."""

    code = "several"
    all: tuple[Fault, ...] = ()

    @classmethod
    def of(cls, faults: Iterable[Fault]) -> Fault:
        """The fault itself when there is one, else all of them together."""
        found = tuple(faults)
        if len(found) == 1:
            return found[0]
        several = cls(
            what=Text(f"There are {len(found)} things to correct.", f"Hay {len(found)} cosas por corregir."),
            do=Text("Each is listed with its place.", "Cada una aparece con su lugar."),
        )
        several.all = found
        return several

    def to_dict(self, lang: Lang | None = None) -> dict[str, Any]:
        return {**super().to_dict(lang), "all": [fault.to_dict(lang) for fault in self.all]}

    def in_(self, lang: str) -> str:
        return "\n".join([super().in_(lang), *(f"  - {fault.in_(lang)}" for fault in self.all)])
