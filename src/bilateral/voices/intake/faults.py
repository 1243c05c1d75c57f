"""Why a file of submissions can't be read at all, and why a row of it is set aside.

BadSubmissions         bad-submissions
  NoColumn             no-column
  NothingToRead        nothing-to-read
  NotATable            not-a-table
"""

from collections.abc import Sequence
from typing import Final

from bilateral.values import BadInput, Text


class BadSubmissions(BadInput):
    code = "bad-submissions"


class NoColumn(BadSubmissions):
    code = "no-column"


class NothingToRead(BadSubmissions):
    code = "nothing-to-read"


class NotATable(BadSubmissions):
    code = "not-a-table"


_SAVE: Final = Text(
    "Save the table as CSV in UTF-8, as JSON Lines or as Parquet, and try again.",
    "Guarda la tabla como CSV en UTF-8, como JSON Lines o como Parquet e inténtalo de nuevo.",
)


def no_column(asked: str, meant: str, names: Sequence[str], where: str) -> NoColumn:
    found = ", ".join(name if len(name) < 40 else name[:37] + "..." for name in names[:30]) or "-"
    return NoColumn(
        Text("There is no column '{asked}'.", "No hay una columna '{asked}'.").format(asked=asked),
        where,
        Text(
            "The columns are: {found}. Say which one it is with --{meant}.",
            "Las columnas son: {found}. Di cuál es con --{meant}.",
        ).format(found=found, meant=meant),
    )


def empty(where: str) -> NothingToRead:
    return NothingToRead(
        Text("There are no submissions in this file.", "En este archivo no hay aportaciones."),
        where,
        Text("Choose a file with a row for each submission.", "Elige un archivo con una fila por aportación."),
    )


def all_set_aside(count: int, reason: Text, where: str) -> NothingToRead:
    return NothingToRead(
        Text(
            "None of the {count} rows could be read; most often: {reason}",
            "No se pudo leer ninguna de las {count} filas; lo más frecuente: {reason}",
        ).format(count=count, reason=reason),
        where,
        _SAVE,
    )


def not_a_table(what: Text, where: str) -> NotATable:
    return NotATable(
        Text("This is not a table: {what}.", "Esto no es una tabla: {what}.").format(what=what), where, _SAVE
    )


def not_a_list_of_lines(what: Text, where: str) -> NotATable:
    return NotATable(
        Text("This is not a table: {what}.", "Esto no es una tabla: {what}.").format(what=what),
        where,
        Text(
            "Write one object on each line, for example with: jq -c '.[]' list.json > lines.jsonl",
            "Escribe un objeto en cada línea, por ejemplo con: jq -c '.[]' lista.json > lineas.jsonl",
        ),
    )


def not_a_file(where: str) -> BadSubmissions:
    return BadSubmissions(
        Text(
            "This is a pipe or a device; the file has to be read more than once.",
            "Esto es una tubería o un dispositivo; el archivo se tiene que leer más de una vez.",
        ),
        where,
        Text("Write it into a file first and name that.", "Escríbelo antes en un archivo e indica ese."),
    )


def changed(where: str) -> BadSubmissions:
    return BadSubmissions(
        Text("The file changed while it was read.", "El archivo cambió mientras se leía."),
        where,
        Text(
            "Wait until it is written whole, or copy it, and try again.",
            "Espera a que esté escrito por completo, o cópialo, e inténtalo de nuevo.",
        ),
    )


BINARY: Final = Text("it holds binary data", "contiene datos binarios")
OPEN_QUOTE: Final = Text(
    "its heading does not end; perhaps a quotation mark is not closed",
    "su encabezado no termina; quizá falta cerrar unas comillas",
)
BAD_PARQUET: Final = Text("it is not a whole Parquet file", "no es un archivo Parquet completo")
BAD_GZIP: Final = Text("its compressed data are cut or damaged", "sus datos comprimidos están incompletos o dañados")
BAD_WIDE: Final = Text("it begins like {name} but is damaged", "empieza como {name}, pero está dañado")
JSON_ARRAY: Final = Text(
    "it is one JSON list, not an object on each line", "es una sola lista JSON, no un objeto por línea"
)
TWICE: Final = Text("it has two columns '{name}'", "tiene dos columnas '{name}'")
NOT_TEXT: Final = Text(
    "the column of texts holds '{kind}', not text", "la columna de textos contiene '{kind}', no texto"
)
UNKNOWN_FORM: Final = Text(
    "its name ends in none of .csv, .tsv, .jsonl, .ndjson, .json, .parquet",
    "su nombre no termina en .csv, .tsv, .jsonl, .ndjson, .json ni .parquet",
)

REASONS: Final = {
    "cells": Text(
        "the row has more or fewer cells than the heading", "la fila tiene más o menos celdas que el encabezado"
    ),
    "quote": Text(
        "a quotation mark is not closed, or one inside the text is not doubled; the lines behind were read as rows of "
        "their own",
        "faltan comillas de cierre, o unas dentro del texto no están duplicadas; las líneas siguientes se leyeron como "
        "filas aparte",
    ),
    "not-json": Text("the line is not a JSON object", "la línea no es un objeto JSON"),
    "no-text": Text("the row has no text column", "la fila no tiene la columna de texto"),
    "not-text": Text("the text is not a string", "el texto no es una cadena de caracteres"),
    "no-id": Text("the row has no id", "la fila no tiene id"),
    "same-id": Text("an earlier row has the same id", "una fila anterior tiene el mismo id"),
    "too-long": Text("the text is longer than the limit", "el texto es más largo que el límite"),
    "time": Text(
        "the time can't be read; the text is kept without it", "no se puede leer la hora; el texto se conserva sin ella"
    ),
    "control": Text(
        "control characters were taken out of the text, which is kept",
        "se quitaron caracteres de control del texto, que se conserva",
    ),
    "windows-1252": Text(
        "the row was not UTF-8 and was read as Windows-1252; it is kept",
        "la fila no era UTF-8 y se leyó como Windows-1252; se conserva",
    ),
}
"""Why a row is set aside, or, for the last three, what of it was mended while it was kept."""
NOTES: Final = {
    "windows-1252": Text(
        "{n} rows were not UTF-8 and were read as Windows-1252.",
        "{n} filas no eran UTF-8 y se leyeron como Windows-1252.",
    ),
    "control": Text(
        "Control characters were taken out of {n} texts.", "Se quitaron caracteres de control de {n} textos."
    ),
    "blank": Text("{n} blank lines were skipped.", "Se omitieron {n} líneas en blanco."),
    "numbered": Text(
        "The file has no column of ids; rows are named by their numbers.",
        "El archivo no tiene columna de id; las filas se nombran por su número.",
    ),
}
