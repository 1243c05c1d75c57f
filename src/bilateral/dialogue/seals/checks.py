"""What is wrong with an act on sealed texts, or one whose own words are sealed, as an official wrote it. Runs when
acting and takes no part in verdicts.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from bilateral.dialogue.drafts import ActDraft, OnItems
from bilateral.dialogue.kind import FieldSpec
from bilateral.dialogue.sealing import check_words
from bilateral.record.items import GROUNDS, is_day
from bilateral.values import BadInput, Fault, Text

_NEEDS: Mapping[str, tuple[str, ...]] = {
    "withhold": ("ground", "review", "appeal"),
    "redact": ("ground", "review", "appeal", "instead"),
    "erase": ("ground", "backups"),
    "erased": ("backups",),
}
MAY_BE_SEALED: Final = frozenset({"propose", "decline", "position"})
"""The acts whose words can be for the governments named only: a proposal's, and what is answered to such a one."""

_SAID = FieldSpec("appeal", "prose", Text("How to appeal", "Cómo impugnar"), Text("", ""), True)


def check_items(act: str, on: OnItems) -> Iterator[Fault]:
    """No texts, an unknown ground, days that are none, a missing word on appeals, a text without its replacement."""
    needs = _NEEDS.get(act, ())
    if not on.items:
        yield BadInput(
            what=Text("No text is named.", "No se indica ningún texto."),
            where="items",
            do=Text(
                "Name at least one: bilateral seal list ENTRY.", "Indica al menos uno: bilateral seal list ASIENTO."
            ),
        )
    if "ground" in needs and on.ground not in GROUNDS:
        yield BadInput(
            what=Text("This ground is not on the list.", "Este fundamento no está en la lista."),
            where=f"ground: {on.ground}" if on.ground else "ground",
            do=Text(f"Use one of: {', '.join(GROUNDS)}.", f"Usa uno de: {', '.join(GROUNDS)}."),
        )
    for name in ("review", "backups"):
        if name in needs and not is_day(getattr(on, name)):
            yield BadInput(
                what=Text("This is not a day.", "Esto no es un día."),
                where=f"{name}: {getattr(on, name)}",
                do=Text("Write it as 2027-06-30.", "Escríbelo como 2027-06-30."),
            )
    if "appeal" in needs and (fault := check_words(_SAID, on.appeal, "appeal")):
        yield fault
    if "instead" in needs:
        yield from _instead(on)


def check_sealed(act: ActDraft) -> Iterator[Fault]:
    """Words are sealed between governments: of a text that binds one alone, and of other acts, the public is told."""
    if act.act not in MAY_BE_SEALED:
        yield BadInput(
            what=Text("The words of this act are public.", "Las palabras de este acto son públicas."),
            where=act.act,
            do=Text("Leave out that they are sealed.", "No indiques que se sellan."),
        )
    for draft in act.changes:
        if len(set(draft.parties)) < 2:
            yield BadInput(
                what=Text(
                    "This text binds one government alone, so that its words are public.",
                    "Este texto obliga a un solo gobierno, por lo que sus palabras son públicas.",
                ),
                where=draft.name,
                do=Text(
                    "Seal only what several governments negotiate.", "Sella sólo lo que negocian varios gobiernos."
                ),
            )


def _instead(on: OnItems) -> Iterator[Fault]:
    for digest in on.items:
        lang, words = on.instead.get(digest, ("en", ""))
        if fault := check_words(_SAID, {"en": "-", "es": "-", lang: words}, f"instead.{digest[:12]}"):
            yield fault
