"""Files that people hand to a command: read whole, with what is wrong told plainly.

read_bytes   any file up to a size
read_fields  a YAML or JSON file that holds one object: a document, or a package of documents
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from bilateral.cli.faults import system_fault
from bilateral.values import BadInput, Text

MOST_BYTES: Final = 32 << 20
MOST_FIELDS: Final = 1 << 20  # an entry holds 60 KiB; a paper a thousand times that is no paper
PACKAGE: Final = "documents"
_SHAPE: Final[dict[str, tuple[type, ...]]] = {
    "kind": (str,),
    "name": (str,),
    "content": (dict, type(None)),
    "change": (dict, type(None)),
    "set": (list, type(None)),
    "parties": (list, type(None)),
}
_FORM: Final = Text(
    "See 'bilateral act template KIND' for the form.", "Consulta la forma con 'bilateral act template TIPO'."
)


def read_bytes(file: Path, most: int = MOST_BYTES) -> bytes:
    """A file's bytes. :raises BadInput: it isn't there, is a folder or a device, or is too big."""
    try:
        if file.exists() and not file.is_file() and not file.is_dir() and not file.is_fifo():
            raise BadInput(Text("This is not a file.", "Esto no es un archivo."), str(file), _path())
        with file.open("rb") as stream:
            data = stream.read(most + 1)
    except OSError as error:
        raise system_fault(error, str(file)) from None
    if len(data) > most:
        raise BadInput(
            what=Text("This file is too big.", "Este archivo es demasiado grande."),
            where=str(file),
            do=Text("At most {most} bytes are read.", "Se leen como máximo {most} bytes.").format(most=most),
        )
    return data


def read_fields(file: Path) -> dict[str, Any]:
    """A YAML or JSON file that holds one object.

    :raises BadInput: it isn't readable, repeats a field, or holds something else.
    """
    value = _parsed(file)
    if not isinstance(value, dict) or not value:
        raise BadInput(Text("This file holds no fields.", "Este archivo no contiene campos."), str(file), _FORM)
    if PACKAGE in value:
        _check_package(value, str(file))
    return value


def _parsed(file: Path) -> Any:
    import yaml

    data = read_bytes(file, MOST_FIELDS)
    try:
        return yaml.load(data.decode("utf-8-sig"), Loader=_loader())
    except BadInput as fault:
        raise fault.at(str(file)) from None
    except (UnicodeDecodeError, ValueError, RecursionError, yaml.YAMLError) as error:
        reason = "nesting" if isinstance(error, RecursionError) else " ".join(str(error).split())[:200]
        raise BadInput(
            what=Text("This file can't be read as YAML or JSON.", "Este archivo no se puede leer como YAML o JSON."),
            where=f"{file}: {reason}",
            do=_FORM,
        ) from None


def _loader() -> Any:
    """YAML's safe loader, without aliases (a small file could stand for a huge text) and without repeated keys (one
    of them would be lost in silence).
    """
    import yaml

    class Plain(yaml.SafeLoader):
        def compose_node(self, parent: Any, index: Any) -> Any:
            if self.check_event(yaml.AliasEvent):
                line = self.peek_event().start_mark.line + 1  # type: ignore[no-untyped-call]
                raise BadInput(
                    Text("Aliases (*name) are not read here.", "Aquí no se leen alias (*nombre)."),
                    str(line),
                    Text("Write the text out.", "Escribe el texto completo."),
                )
            return super().compose_node(parent, index)

        def construct_mapping(self, node: Any, deep: bool = False) -> Any:
            seen: set[str] = set()
            for key, _ in node.value:
                place, word = f"{key.start_mark.line + 1}: {key.value!s:.80}", key.value
                if not isinstance(word, str) or key.tag == "tag:yaml.org,2002:merge" or word in seen:
                    raise BadInput(
                        Text(
                            "A field's name is not a word, or stands here twice.",
                            "Un campo no tiene nombre o se repite.",
                        ),
                        place,
                        Text("Name each field once.", "Nombra cada campo una sola vez."),
                    )
                seen.add(word)
            found = super().construct_mapping(node, deep)
            return {str(key): value for key, value in found.items()}

    return Plain


def _check_package(value: Mapping[str, Any], where: str) -> None:
    """Each document of a package has the parts that it may have, each of the right kind; nothing is passed over."""
    documents = value[PACKAGE]
    for extra in value:
        if extra != PACKAGE:
            raise _misplaced(extra, where, (PACKAGE,))
    if not isinstance(documents, list) or not documents:
        raise BadInput(
            Text("A package needs a list of documents.", "Un paquete necesita una lista de documentos."), where, _FORM
        )
    for number, document in enumerate(documents):
        place = f"{where}: {PACKAGE}.{number}"
        if not isinstance(document, dict):
            raise BadInput(Text("This document has no fields.", "Este documento no tiene campos."), place, _FORM)
        for part, held in document.items():
            if part not in _SHAPE:
                raise _misplaced(part, place, tuple(_SHAPE))
            if not isinstance(held, _SHAPE[part]) or (
                isinstance(held, list) and not all(isinstance(item, str) for item in held)
            ):
                raise BadInput(
                    Text("This is of the wrong kind.", "Esto es del tipo equivocado."), f"{place}.{part}", _FORM
                )


def _misplaced(part: str, where: str, known: tuple[str, ...]) -> BadInput:
    names = ", ".join(known)
    return BadInput(
        Text("“{part}” has no place here.", "«{part}» no tiene lugar aquí.").format(part=part),
        where,
        Text("Use only: {names}.", "Usa sólo: {names}.").format(names=names),
    )


def _path() -> Text:
    return Text("Check the path.", "Revisa la ruta.")
