"""`bilateral keys recovery` and `authorise`: what the holder of a recovery key does, without node or network."""

import secrets
from pathlib import Path
from typing import Annotated

import typer

from bilateral.cli.keys.files import in_words, read_file, read_signed, read_statement, replace_file
from bilateral.cli.options import AsJson
from bilateral.cli.output import emit, say, t
from bilateral.values import BadInput, Text

MAX_KEY = 1 << 12
StatementFile = Annotated[
    Path,
    typer.Argument(
        metavar=t("STATEMENT", "DECLARACIÓN"),
        help=t("The file written by 'keys prepare'.", "El archivo que escribió 'keys prepare'."),
    ),
]
RecoveryKey = Annotated[
    Path,
    typer.Option(
        "--recovery",
        metavar=t("KEYFILE", "LLAVE"),
        help=t("The recovery key's file.", "El archivo de la llave de recuperación."),
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(
        metavar=t("FILE", "ARCHIVO"),
        help=t(
            "The file of signatures, made or extended (else STATEMENT.signed).",
            "El archivo de firmas, nuevo o ampliado (si no, DECLARACIÓN.signed).",
        ),
    ),
]
Yes = Annotated[bool, typer.Option("--yes", help=t("Sign without asking.", "Firma sin preguntar."))]
KeyFile = Annotated[
    Path,
    typer.Argument(
        metavar=t("KEYFILE", "LLAVE"), help=t("The new file, outside any node.", "El archivo nuevo, fuera del nodo.")
    ),
]


def authorise(statement: StatementFile, recovery: RecoveryKey, out: Out = None, yes: Yes = False) -> None:
    from bilateral.record.declared.statement import signatures_file
    from bilateral.record.keys import PrivateKey

    said = read_statement(statement)
    key = PrivateKey.load(read_file(recovery, MAX_KEY), str(recovery))
    target = out or statement.with_name(f"{statement.name}.signed")
    given = read_signed([target], said) if target.exists() else []
    for words in in_words(said):  # whoever signs reads it in the language that they prefer
        typer.echo(words.en if words.en == words.es else f"{words.en}\n{words.es}")
    if not yes and not typer.confirm(t("Authorise this?", "¿Autorizas esto?"), default=False):
        raise BadInput(
            what=Text("Nothing was signed.", "No se firmó nada."),
            do=Text("Answer y, or use --yes.", "Responde y, o usa --yes."),
        )
    replace_file(target, signatures_file(said, [*given, said.authorise(key)]))
    signers = {each.key for each in given} | {key.public}
    told = Text("{file}: signed by {n} recovery keys.", "{file}: firmado por {n} llaves de recuperación.")
    say(told.format(file=str(target), n=len(signers)))


def recovery(file: KeyFile, as_json: AsJson = False) -> None:
    from bilateral.node.keyring import write_key
    from bilateral.record.declared.fields import digest_of
    from bilateral.record.keys import PrivateKey

    key = PrivateKey.generate(secrets.token_bytes(32))
    try:
        write_key(file, key)
    except OSError as error:
        raise BadInput(
            what=Text("This file can't be written.", "No se puede escribir este archivo."),
            where=f"{file}: {error.strerror}",
            do=Text("Name another place.", "Indica otro lugar."),
        ) from None
    digest = digest_of(key.public)
    if as_json:
        emit({"file": str(file), "digest": digest})
        return
    say(
        Text("Its digest, for 'keys prepare': {digest}", "Su resumen, para 'keys prepare': {digest}").format(
            digest=digest
        )
    )
