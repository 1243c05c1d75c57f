"""Statements and signatures as files, and a statement in words."""

import os
from pathlib import Path

from bilateral.record.declared.statement import (
    MAX_SIGNATURES_FILE,
    MAX_STATEMENT,
    Authorisation,
    Statement,
    read_signatures,
)
from bilateral.values import BadInput, Text


def read_file(path: Path, limit: int) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(limit + 1)
    except OSError as error:
        raise BadInput(
            what=Text("This file can't be read.", "No se puede leer este archivo."),
            where=f"{path}: {error.strerror}",
            do=Text("Check the path.", "Revisa la ruta."),
        ) from None


def read_statement(path: Path) -> Statement:
    return Statement.parse(read_file(path, MAX_STATEMENT), str(path))


def read_signed(paths: list[Path], statement: Statement) -> list[Authorisation]:
    """All signatures of these files, each for this statement."""
    return [
        each for path in paths for each in read_signatures(read_file(path, MAX_SIGNATURES_FILE), statement, str(path))
    ]


def write_new(path: Path, data: bytes) -> None:
    """A file that was not there. :raises BadInput: it was, or it can't be written."""
    try:
        with path.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise BadInput(
            what=Text("This file can't be written.", "No se puede escribir este archivo."),
            where=f"{path}: {error.strerror}",
            do=Text("Name another (--out); nothing is overwritten.", "Indica otro (--out); no se sobrescribe nada."),
        ) from None


def replace_file(path: Path, data: bytes) -> None:
    draft = path.with_name(f".{path.name}.part")
    draft.unlink(missing_ok=True)
    write_new(draft, data)
    draft.replace(path)


_ACT = {
    "rotate": Text("Regular change of the keys of {log}.", "Cambio regular de las llaves de {log}."),
    "revoke": Text(
        "REVOCATION of the keys of {log}: its entries from {first} on will be marked as contested.",
        "REVOCACIÓN de las llaves de {log}: sus asientos desde el {first} quedarán marcados como en duda.",
    ),
}
_LINES = (
    Text("From then on these keys speak for it:", "Desde entonces hablan por él estas llaves:"),
    Text("  entries    {entry}", "  asientos   {entry}"),
    Text("  snapshots  {checkpoint}", "  cortes     {checkpoint}"),
    Text("  attesting  {cosigner}", "  atestados  {cosigner}"),
)
_HELD = {
    "own": Text("Held by {custodian}, in its own custody.", "En custodia propia de {custodian}."),
    "joint": Text(
        "Held by {custodian} together with another government's keys (joint custody).",
        "En manos de {custodian}, junto con llaves de otro gobierno (custodia conjunta).",
    ),
}
_RECOVERY = Text(
    "Recovery keys from then on: {n}; {need} of them can change it again.",
    "Llaves de recuperación desde entonces: {n}; {need} de ellas pueden volver a cambiarlo.",
)
_NONE = Text(
    "NO recovery keys from then on: its keys can never be changed again.",
    "SIN llaves de recuperación desde entonces: sus llaves no podrán volver a cambiarse.",
)
_COMPARE = Text(
    "Compare aloud with the others who sign: {digest}", "Compara en voz alta con quienes también firman: {digest}"
)


def in_words(statement: Statement) -> list[Text]:
    """What is being authorised, for who signs it."""
    keys = statement.keys.to_json()
    count = len(statement.recovery)
    return [
        _ACT[statement.act].format(log=statement.log, first=statement.suspect or 0),
        *(line.format(**keys) for line in _LINES),
        _HELD[statement.custody].format(custodian=statement.custodian),
        _RECOVERY.format(n=count, need=count // 2 + 1) if count else _NONE,
        *(Text.same(f"  {digest}") for digest in statement.recovery),
        _COMPARE.format(digest=statement.digest),
    ]
