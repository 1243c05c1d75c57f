"""`bilateral keys prepare`, `rotate` and `revoke`: the node's part of a change of keys."""

from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from bilateral.cli import node
from bilateral.cli.keys.files import in_words, read_signed, read_statement, write_new
from bilateral.cli.keys.offline import StatementFile
from bilateral.cli.options import As, AsJson
from bilateral.cli.output import emit, say, t
from bilateral.values import BadInput, Text, is_leaf

SuspectFrom = Annotated[
    int | None,
    typer.Option(
        metavar="N",
        help=t(
            "Revoke: the keys may be in other hands; entries from N on are contested. Else a regular change.",
            "Revoca: pueden estar en otras manos; los asientos desde N quedan en duda. Si no, cambio regular.",
        ),
    ),
]
NewRecovery = Annotated[
    list[str] | None,
    typer.Option(
        "--new-recovery",
        metavar=t("DIGEST", "RESUMEN"),
        help=t(
            "The digest of a recovery key from then on; repeat for all. Without it, those of now stay.",
            "El resumen de una llave de recuperación desde entonces; repetible. Sin ello, siguen las de ahora.",
        ),
    ),
]
Custodian = Annotated[
    str,
    typer.Option(
        metavar="ID",
        help=t("Who holds the keys from then on, if another.", "Quién tendrá las llaves desde entonces, si cambia."),
    ),
]
Out = Annotated[
    Path, typer.Option(metavar=t("FILE", "ARCHIVO"), help=t("Where the statement is written.", "Dónde se escribe."))
]
Signatures = Annotated[
    list[Path],
    typer.Argument(
        metavar=t("SIGNATURES...", "FIRMAS..."), help=t("The files of signatures.", "Los archivos de firmas.")
    ),
]
English = Annotated[
    str,
    typer.Option(
        "--text-en", metavar=t("WORDS", "PALABRAS"), help=t("The reason, in English.", "El motivo, en inglés.")
    ),
]
Spanish = Annotated[
    str,
    typer.Option(
        "--text-es", metavar=t("WORDS", "PALABRAS"), help=t("The reason, in Spanish.", "El motivo, en español.")
    ),
]


def prepare(
    out: Out,
    party: As = "",
    suspect_from: SuspectFrom = None,
    new_recovery: NewRecovery = None,
    custodian: Custodian = "",
) -> None:
    home = node.opened()
    from bilateral.node.keys import ceremony
    from bilateral.values.ref import check_id

    for digest in new_recovery or ():
        if not is_leaf(digest):
            raise BadInput(
                what=Text("This is not a digest.", "Esto no es un resumen."),
                where=f"--new-recovery {digest[:80]}",
                do=Text("Use what 'keys recovery' said.", "Usa el que dijo 'keys recovery'."),
            )
    if custodian:
        check_id(custodian, "--custodian")
    party = node.party_of(home, party)
    said = ceremony.prepare(home, party, suspect=suspect_from, recovery=new_recovery or (), custodian=custodian)
    write_new(out, bytes(said))
    for words in in_words(said):
        say(words)
    told = Text(
        "Have {file} authorised by the holders of recovery keys.",
        "Haz que autoricen {file} quienes guardan las llaves de recuperación.",
    )
    say(told.format(file=str(out)))


def rotate(
    statement: StatementFile, signatures: Signatures, text_en: English, text_es: Spanish, as_json: AsJson = False
) -> None:
    _record("rotate", statement, signatures, {"en": text_en, "es": text_es}, as_json)


def revoke(
    statement: StatementFile, signatures: Signatures, text_en: English, text_es: Spanish, as_json: AsJson = False
) -> None:
    _record("revoke", statement, signatures, {"en": text_en, "es": text_es}, as_json)


def _record(act: str, statement: Path, signatures: list[Path], text: dict[str, str], as_json: bool) -> None:
    home = node.opened()
    from datetime import UTC, datetime

    from bilateral.node import publisher
    from bilateral.node.keyring import KeyFault
    from bilateral.node.keys import ceremony

    said = read_statement(statement)
    if said.act != act:
        raise BadInput(
            what=Text(f"This statement is for '{said.act}'.", f"Esta declaración es para '{said.act}'."),
            where=str(statement),
            do=Text(f"Use: bilateral keys {said.act}.", f"Usa: bilateral keys {said.act}."),
        )
    authorised = read_signed(signatures, said)
    now = datetime.now(UTC)
    with suppress(KeyFault):  # a key that is lost signs nothing more: the newest that it signed will do
        publisher.publish(home, now)  # the change hangs from the newest snapshot by the key that goes
    receipt = ceremony.record(home, said, authorised, text, now)
    node.publish(home)
    if as_json:
        emit({"entry": receipt.ref.short, "leaf": receipt.ref.leaf, "repeated": receipt.repeated})
        return
    say(
        Text(
            "On the record at {place}: the new keys are in force.", "Asentado en {place}: rigen las llaves nuevas."
        ).format(place=receipt.ref.short)
    )
    say(
        Text(
            "Back up the keys folder now, and give the new key to the others: {key}",
            "Respalda ya la carpeta de llaves y entrega la nueva a los demás: {key}",
        ).format(key=str(said.keys.checkpoint))
    )
