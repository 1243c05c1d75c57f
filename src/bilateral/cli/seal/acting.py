"""The acts on texts: release, withhold, redact, erase."""

from typing import Annotated, Any

import typer

from bilateral.cli import node
from bilateral.cli.act import on_record
from bilateral.cli.options import As, AsJson, Entry, Idem, Office, ReasonEn, ReasonEs
from bilateral.cli.output import t
from bilateral.record.items import GROUNDS
from bilateral.values import BadInput, Text

Texts = Annotated[
    list[str],
    typer.Argument(
        metavar=t("TEXT...", "TEXTO..."),
        help=t(
            "Its texts, such as 0.title.es or 0.title (see list), the start of a digest, or all.",
            "Sus textos, p. ej. 0.title.es o 0.title (véase list), el inicio de un resumen, o all.",
        ),
    ),
]
Ground = Annotated[
    str,
    typer.Option(
        metavar=t("GROUND", "FUNDAMENTO"), help=t(f"One of: {', '.join(GROUNDS)}.", f"Uno de: {', '.join(GROUNDS)}.")
    ),
]
Review = Annotated[
    str,
    typer.Option(
        metavar=t("DAY", "DÍA"),
        help=t(
            "The day by which it is looked at again (2027-06-30).", "El día en que se revisa a más tardar (2027-06-30)."
        ),
    ),
]
AppealEn = Annotated[str, typer.Option(help=t("How to appeal, in English.", "Cómo impugnar, en inglés."))]
AppealEs = Annotated[str, typer.Option(help=t("How to appeal, in Spanish.", "Cómo impugnar, en español."))]
Authorised = Annotated[
    list[str] | None,
    typer.Option(
        "--authorised-by",
        metavar=t("LOG#N", "REGISTRO#N"),
        help=t(
            "The agreed removal that allows it, for a text that governments agreed (else looked up).",
            "El retiro convenido que lo permite, para un texto con conformidad (si no, se busca).",
        ),
    ),
]
Instead = Annotated[
    list[str],
    typer.Option(
        "--instead",
        metavar=t("TEXT=WORDS", "TEXTO=PALABRAS"),
        help=t("What is shown for one text; repeat.", "Lo que se muestra por un texto; repetible."),
    ),
]
ForGood = Annotated[bool, typer.Option("--for-good", help=t("Yes: it can't be undone.", "Sí: no puede deshacerse."))]


def release(
    place: Entry,
    texts: Texts,
    en: ReasonEn = "",
    es: ReasonEs = "",
    party: As = "",
    office: Office = "",
    idem: Idem = None,
    as_json: AsJson = False,
) -> None:
    text = {"en": en, "es": es} if en or es else None
    _do("release", place, texts, party, office, idem, as_json, text=text)


def withhold(
    place: Entry,
    texts: Texts,
    ground: Ground,
    review: Review,
    en: ReasonEn,
    es: ReasonEs,
    appeal_en: AppealEn,
    appeal_es: AppealEs,
    office: Office,
    authorised: Authorised = None,
    party: As = "",
    idem: Idem = None,
    as_json: AsJson = False,
) -> None:
    said: dict[str, Any] = {"ground": ground, "review": review, "authorised": tuple(authorised or ())}
    said |= {"text": {"en": en, "es": es}, "appeal": {"en": appeal_en, "es": appeal_es}}
    _do("withhold", place, texts, party, office, idem, as_json, **said)


def redact(
    place: Entry,
    texts: Texts,
    instead: Instead,
    ground: Ground,
    review: Review,
    en: ReasonEn,
    es: ReasonEs,
    appeal_en: AppealEn,
    appeal_es: AppealEs,
    office: Office,
    authorised: Authorised = None,
    party: As = "",
    idem: Idem = None,
    as_json: AsJson = False,
) -> None:
    said = {"ground": ground, "review": review, "authorised": tuple(authorised or ()), "instead": _pairs(instead)}
    said |= {"text": {"en": en, "es": es}, "appeal": {"en": appeal_en, "es": appeal_es}}
    _do("redact", place, texts, party, office, idem, as_json, **said)


def erase(
    place: Entry,
    texts: Texts,
    ground: Ground,
    en: ReasonEn,
    es: ReasonEs,
    office: Office,
    for_good: ForGood = False,
    authorised: Authorised = None,
    party: As = "",
    idem: Idem = None,
    as_json: AsJson = False,
) -> None:
    if not for_good:
        raise BadInput(
            what=Text(
                "An erased text can't be brought back by anybody.", "Nadie puede recuperar un texto que se borró."
            ),
            where=f"{place} {' '.join(texts)}",
            do=Text(
                "If that is meant, add --for-good; else withhold it.", "Si es así, agrega --for-good; si no, resérvalo."
            ),
        )
    said = {"ground": ground, "text": {"en": en, "es": es}, "authorised": tuple(authorised or ())}
    _do("erase", place, texts, party, office, idem, as_json, **said)


def _do(
    act: str, place: str, texts: list[str], party: str, office: str, idem: str | None, as_json: bool, **said: Any
) -> None:
    home = node.opened()
    from datetime import UTC, datetime

    from bilateral.node.seals import drafting

    party = node.party_of(home, party)
    wanted = drafting.Wanted(act, place, tuple(texts), office=office, **said)
    on_record(home, drafting.draft(home, wanted, datetime.now(UTC)), party, office, idem, as_json)


def _pairs(given: list[str]) -> dict[str, str]:
    found = {}
    for each in given:
        name, equals, words = each.partition("=")
        if not equals or not words.strip():
            raise BadInput(
                what=Text(f"“{each}” gives no words for a text.", f"«{each}» no da palabras para un texto."),
                where="--instead",
                do=Text(
                    "Write TEXT=WORDS, such as 0.title.en=An office.",
                    "Escribe TEXTO=PALABRAS, p. ej. 0.title.es=Una oficina.",
                ),
            )
        found[name] = words
    return found
