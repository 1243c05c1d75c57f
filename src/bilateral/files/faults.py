"""What can be wrong with a file, in both languages, with the way out. One tree: every one is a `BadInput`."""

from bilateral.values import BadInput, Text

EXTENSIONS = (".txt", ".md", ".html", ".docx")
_SAVE_AS = Text(
    "Save it as .docx, .html, .md or plain text in UTF-8 and try again.",
    "Guárdalo como .docx, .html, .md o texto simple en UTF-8 e inténtalo de nuevo.",
)


class BadFile(BadInput):
    code = "bad-file"


class EmptyFile(BadFile):
    code = "empty-file"


class BinaryFile(BadFile):
    code = "binary-file"


class BadDocx(BadFile):
    code = "bad-docx"


class UnknownExtension(BadFile):
    code = "unknown-extension"


class FileTooLarge(BadFile):
    code = "file-too-large"


def empty_file(name: str) -> EmptyFile:
    return EmptyFile(
        Text("The file is empty.", "El archivo está vacío."),
        name,
        Text("Choose a file that has text in it.", "Elige un archivo que contenga texto."),
    )


def binary_file(name: str, what: Text) -> BinaryFile:
    head = Text("This is not text: {what}.", "Esto no es texto: {what}.")
    return BinaryFile(head.format(what=what), name, _SAVE_AS)


def unknown_extension(name: str, extension: str) -> UnknownExtension:
    known = ", ".join(EXTENSIONS)
    what = Text(
        "Files of type '{ext}' can't be read here; these can: {known}.",
        "Aquí no se pueden leer archivos de tipo '{ext}'; sí se pueden leer: {known}.",
    )
    if not extension:
        what = Text(
            "The file's name has no ending, so its type is unknown; these can be read: {known}.",
            "El nombre del archivo no tiene extensión, así que no se sabe de qué tipo es; se pueden leer: {known}.",
        )
    return UnknownExtension(what.format(ext=extension, known=known), name, _SAVE_AS)


def too_large(name: str, size: int, limit: int) -> FileTooLarge:
    what = Text(
        "The file has {size:,} bytes; the limit is {limit:,}.",
        "El archivo tiene {size:,} bytes; el límite es {limit:,}.",
    )
    return FileTooLarge(
        Text(what.en.format(size=size, limit=limit), what.es.format(size=size, limit=limit)),
        name,
        Text("Send only the part that holds the plan.", "Envía solo la parte que contiene el plan."),
    )


def bad_docx(name: str, why: Text) -> BadDocx:
    what = Text("This .docx file can't be read: {why}.", "Este archivo .docx no se puede leer: {why}.")
    return BadDocx(
        what.format(why=why),
        name,
        Text(
            "Open it in a word processor, remove any password, save it again as .docx and try again.",
            "Ábrelo en un procesador de texto, quítale la contraseña si la tiene, guárdalo de nuevo como .docx e "
            "inténtalo otra vez.",
        ),
    )
