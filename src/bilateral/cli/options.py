"""Arguments and options that several commands share, with their help in the reader's language."""

from pathlib import Path
from typing import Annotated

import typer

from bilateral.cli.output import t

As = Annotated[
    str,
    typer.Option(
        "--as",
        metavar=t("CODE", "CLAVE"),
        help=t("The government that acts, by its code.", "El gobierno que actúa, por su clave."),
    ),
]
Office = Annotated[
    str, typer.Option(metavar="ID", help=t("The office that acts, by its id.", "La dependencia que actúa, por su id."))
]
Idem = Annotated[
    str | None,
    typer.Option(
        metavar=t("NAME", "NOMBRE"),
        help=t(
            "A name for this attempt: repeating it does nothing more.",
            "Un nombre para este intento: repetirlo no hace nada más.",
        ),
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help=t("Answer in JSON.", "Responde en JSON."))]
Proposal = Annotated[
    str,
    typer.Argument(
        metavar=t("LOG#N", "REGISTRO#N"),
        help=t("The proposal, such as hled/us#12.", "La propuesta, p. ej. hled/us#12."),
    ),
]
Sealed = Annotated[
    bool,
    typer.Option(
        "--sealed",
        help=t(
            "In words for the governments named only, until they are released.",
            "Con palabras sólo para los gobiernos nombrados, hasta que se difundan.",
        ),
    ),
]
Entry = Annotated[
    str,
    typer.Argument(
        metavar=t("LOG#N", "REGISTRO#N"), help=t("The entry, such as hled/us#12.", "El asiento, p. ej. hled/us#12.")
    ),
]
ReasonEn = Annotated[str, typer.Option("--en", help=t("The words in English.", "El texto en inglés."))]
ReasonEs = Annotated[str, typer.Option("--es", help=t("The words in Spanish.", "El texto en español."))]
Kind = Annotated[
    str,
    typer.Argument(
        metavar=t("KIND", "TIPO"),
        help=t("The kind of document, such as action.", "El tipo de documento, p. ej. action."),
    ),
]
TextLang = Annotated[
    str,
    typer.Option(
        "--lang",
        metavar="en|es",
        help=t("The language of the text; else it is found out.", "El idioma del texto; si no, se deduce."),
    ),
]
Source = Annotated[
    str,
    typer.Argument(
        metavar=t("DIR|URL", "CARPETA|URL"),
        help=t("A folder, or the address of a node.", "Una carpeta, o la dirección de un nodo."),
    ),
]
KEYS_HELP = t("Keys that you trust, one a line.", "Llaves en las que confías, una por línea.")
Keys = Annotated[Path | None, typer.Option(metavar=t("FILE", "ARCHIVO"), help=KEYS_HELP)]
NeededKeys = Annotated[Path, typer.Option("--keys", metavar=t("FILE", "ARCHIVO"), help=KEYS_HELP)]
