"""What the system or the database refuses, as a fault that a person can read: never a traceback for a user's mistake.

Here: errors that no command expects one by one (permissions, folders in place of files, full disks, a database that is
gone). Mistakes of our own stay ordinary exceptions.
"""

import errno
import sys
from typing import Final

from bilateral.cli.output import BAD_INPUT, DOES_NOT_HOLD
from bilateral.values import BadInput, Fault, Text

_WRONG_PATH: Final = Text("Check the path.", "Revisa la ruta.")
_SYSTEM: Final = {
    errno.EACCES: (
        Text("There is no permission for this.", "No hay permiso para esto."),
        Text("Ask for permission, or name another place.", "Pide permiso o indica otro lugar."),
    ),
    errno.EROFS: (
        Text("Nothing can be written here.", "Aquí no se puede escribir."),
        Text("Name another place.", "Indica otro lugar."),
    ),
    errno.ENOENT: (Text("This is not there.", "Esto no existe."), _WRONG_PATH),
    errno.EISDIR: (
        Text("This is a folder; a file is needed.", "Esto es una carpeta; se necesita un archivo."),
        _WRONG_PATH,
    ),
    errno.ENOTDIR: (
        Text("This is a file; a folder is needed.", "Esto es un archivo; se necesita una carpeta."),
        _WRONG_PATH,
    ),
    errno.EEXIST: (
        Text("There is something here already.", "Aquí ya hay algo."),
        Text("Name another place: nothing is overwritten.", "Indica otro lugar: no se sobrescribe nada."),
    ),
    errno.ENOSPC: (
        Text("The disk is full.", "El disco está lleno."),
        Text("Make room, then try again.", "Libera espacio y vuelve a intentarlo."),
    ),
    errno.EFBIG: (
        Text("Files may not be this large here.", "Aquí los archivos no pueden ser tan grandes."),
        Text("Choose a folder without that limit, or raise it.", "Elige una carpeta sin ese límite, o auméntalo."),
    ),
    errno.ENAMETOOLONG: (Text("This name is too long.", "Este nombre es demasiado largo."), _WRONG_PATH),
    errno.ELOOP: (Text("These links lead in a circle.", "Estos enlaces forman un círculo."), _WRONG_PATH),
    errno.EADDRINUSE: (
        Text("This port is taken.", "Este puerto está ocupado."),
        Text("Choose another one.", "Elige otro."),
    ),
}
_CONTRADICTIONS: Final = frozenset(("fork", "publisher"))
_ALSO: Final = {errno.EPERM: errno.EACCES, errno.EDQUOT: errno.ENOSPC, errno.ENOTEMPTY: errno.EEXIST}


def system_fault(error: OSError, where: str = "") -> BadInput:
    """What the operating system refused, and at which path."""
    number = error.errno or 0
    known = _SYSTEM.get(_ALSO.get(number, number))
    names = [str(name) for name in (error.filename, error.filename2) if name is not None]
    place = where or " / ".join(names)
    if known is None:
        what = Text("The system refuses this.", "El sistema no lo permite.")
        reason = error.strerror or str(error) or type(error).__name__
        return BadInput(what, f"{place}: {reason}" if place else reason, _WRONG_PATH, code="system")
    return BadInput(known[0], place, known[1], code="system")


def exit_code(fault: Fault) -> int:
    """1 where what this node holds or was given contradicts itself; 2 for everything that a person can mend."""
    return DOES_NOT_HOLD if fault.code in _CONTRADICTIONS else BAD_INPUT


def fault_of(error: Exception) -> Fault | None:
    """The fault that an exception amounts to, or None when it is a mistake of our own."""
    if isinstance(error, Fault):
        return error
    if isinstance(error, OSError):
        return system_fault(error)
    if _is_of(error, "django.db.utils", "Error"):
        return BadInput(
            what=Text("The node's database can't be used.", "No se puede usar la base de datos del nodo."),
            where=" ".join(str(error).split())[:200],
            do=Text(
                "Check that the node is whole, or restore it from a backup (SECURITY.md).",
                "Revisa que el nodo esté completo o restáuralo de un respaldo (SECURITY.md).",
            ),
            code="database",
        )
    if _is_of(error, "django.core.exceptions", "ObjectDoesNotExist"):
        return BadInput(
            what=Text("This node is incomplete.", "Este nodo está incompleto."),
            where=" ".join(str(error).split())[:200],
            do=Text(
                "Its settings name a record that its database does not hold: restore the folder from a backup.",
                "Sus ajustes nombran un registro que su base de datos no tiene: restaura la carpeta de un respaldo.",
            ),
            code="incomplete",
        )
    return None


def _is_of(error: Exception, module: str, name: str) -> bool:
    """Whether it is an error of a library that may not even be loaded."""
    kind = getattr(sys.modules.get(module), name, None)
    return kind is not None and isinstance(error, kind)
