"""What is wrong with an act on sealed texts as an official wrote it. Runs when acting and takes no part in verdicts."""

from collections.abc import Iterator, Mapping

from bilateral.dialogue.drafts import OnItems
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


def _instead(on: OnItems) -> Iterator[Fault]:
    for digest in on.items:
        lang, words = on.instead.get(digest, ("en", ""))
        if fault := check_words(_SAID, {"en": "-", "es": "-", lang: words}, f"instead.{digest[:12]}"):
            yield fault
