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


BINARY: Final = Text("it holds binary data", "contiene datos binarios")
OPEN_QUOTE: Final = Text(
    "a cell that begins here has more than {limit} million characters; perhaps a quotation mark is not closed",
    "una celda que empieza aquí tiene más de {limit} millones de caracteres; quizá falta cerrar unas comillas",
)
BAD_PARQUET: Final = Text("it is not a whole Parquet file", "no es un archivo Parquet completo")
BAD_GZIP: Final = Text("its compressed data are cut or damaged", "sus datos comprimidos están incompletos o dañados")
BAD_UTF16: Final = Text("it begins like UTF-16 but is damaged", "empieza como UTF-16, pero está dañado")
NOT_TEXT: Final = Text(
    "the column of texts holds '{kind}', not text", "la columna de textos contiene '{kind}', no texto"
)
UNKNOWN_FORM: Final = Text(
    "its name ends in none of .csv, .tsv, .jsonl, .ndjson, .parquet",
    "su nombre no termina en .csv, .tsv, .jsonl, .ndjson ni .parquet",
)

REASONS: Final = {
    "cells": Text(
        "the row has more or fewer cells than the heading", "la fila tiene más o menos celdas que el encabezado"
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
}
"""Why a row is set aside (`time`: only its time is)."""
NOTES: Final = {
    "windows-1252": Text(
        "{n} rows were not UTF-8 and were read as Windows-1252.",
        "{n} filas no eran UTF-8 y se leyeron como Windows-1252.",
    ),
    "control": Text(
        "Control characters were taken out of {n} texts.", "Se quitaron caracteres de control de {n} textos."
    ),
    "numbered": Text(
        "The file has no column of ids; rows are named by their numbers.",
        "El archivo no tiene columna de id; las filas se nombran por su número.",
    ),
}
