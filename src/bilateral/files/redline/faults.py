"""What can be wrong with a redline, in both languages, with the way out."""

from bilateral.files.faults import BadFile
from bilateral.values import Text

_SAVE = Text(
    "Open the file in a word processor, save it as 'Word document (.docx)' without password or macros and try again.",
    "Abre el archivo en un procesador de texto, guárdalo como «documento de Word (.docx)» sin contraseña ni macros e "
    "inténtalo de nuevo.",
)
_ANEW = Text(
    "Write a new file ('bilateral redline write') and carry the changes over into it.",
    "Genera un archivo nuevo ('bilateral redline write') y pasa a él los cambios.",
)


class BadRedline(BadFile):
    """The file isn't one that can be read as a redline."""

    code = "bad-redline"


class OtherText(BadFile):
    """The file is a redline of another document, or of another version of it."""

    code = "other-text"


def unreadable(name: str, why: Text) -> BadRedline:
    what = Text("This file can't be read: {why}.", "No se puede leer este archivo: {why}.")
    return BadRedline(what.format(why=why), name, _SAVE)


def too_big(name: str, size: int, most: int) -> BadRedline:
    what = Text(
        f"The file has {size:,} bytes; at most {most:,} are read.",
        f"El archivo tiene {size:,} bytes; se leen hasta {most:,}.",
    )
    do = Text("Take pictures and other objects out of it.", "Quítale imágenes y otros objetos.")
    return BadRedline(what, name, do)


def no_identity(name: str) -> BadRedline:
    return BadRedline(
        Text(
            "This file doesn't say which text it is of: it wasn't written here, or the program that saved it dropped "
            "its custom properties.",
            "Este archivo no dice de qué texto es: no se generó aquí, o el programa que lo guardó eliminó sus "
            "propiedades personalizadas.",
        ),
        name,
        Text(
            "Edit the file that 'bilateral redline write' makes, with Word or LibreOffice, and save it as .docx.",
            "Edita con Word o LibreOffice el archivo que genera 'bilateral redline write' y guárdalo como .docx.",
        ),
    )


def newer(name: str, form: str) -> BadRedline:
    what = Text(
        "This file is of a form that this program doesn't know ({form}).",
        "Este archivo tiene una forma que este programa no conoce ({form}).",
    )
    do = Text("Read it with the release that wrote it, or upgrade.", "Léelo con la versión que lo generó, o actualiza.")
    return BadRedline(what.format(form=form[:40]), name, do)


def columns_changed(name: str, key: str) -> BadRedline:
    return BadRedline(
        Text(
            "The table's columns were changed, so that it isn't clear which words are in which language.",
            "Se cambiaron las columnas de la tabla, así que no se sabe qué palabras están en qué idioma.",
        ),
        f"{name}: {key}",
        Text(
            "Undo that, so that each row has its name, English and Spanish again.",
            "Deshaz ese cambio, para que cada fila vuelva a tener su nombre, inglés y español.",
        ),
    )


def no_rows(name: str) -> BadRedline:
    what = Text("None of the fields is in this file any more.", "En este archivo ya no está ninguno de los campos.")
    return BadRedline(what, name, _ANEW)


def other_document(name: str, found: str, wanted: str) -> OtherText:
    what = Text("This file is of {found}, not of {wanted}.", "Este archivo es de {found}, no de {wanted}.")
    do = Text("Choose the file that was written for it.", "Elige el archivo que se generó para ese documento.")
    return OtherText(what.format(found=found, wanted=wanted), name, do)


def other_base(name: str, document: str) -> OtherText:
    what = Text(
        "{document} has changed since this file was written: it starts from another text.",
        "{document} cambió desde que se generó este archivo: parte de otro texto.",
    )
    return OtherText(what.format(document=document), name, _ANEW)


def hidden_character(where: str, character: str) -> BadRedline:
    code = f"U+{ord(character):04X}"
    return BadRedline(
        Text(
            f"This text holds a character that a .docx can't hold, {code}.",
            f"Este texto tiene un carácter que un .docx no admite, {code}.",
        ),
        where,
        Text("Take it out, or type the words anew.", "Quítalo o vuelve a escribir el texto."),
    )
