"""The words for what can be wrong with notes, trees, tiles, proofs, files and addresses (see words.py)."""

from typing import Final

from bilateral.values import Text

Row = tuple[Text, Text]

FRESH: Final = Text(
    "Get a fresh copy from whoever publishes it; if it is the same there, keep both and tell them.",
    "Consigue otra copia con quien lo publica; si allá está igual, guarda ambas y avísale.",
)
ASK: Final = Text(
    "Ask whoever made it to make it again with current software.",
    "Pide a quien lo hizo que lo haga de nuevo con un programa actual.",
)
KEY: Final = Text(
    "Ask the key's owner for it again, over a channel that you trust.",
    "Pide otra vez la llave a su titular, por un medio en el que confíes.",
)

FILE_WORDS: Final[dict[str, Row]] = {
    # notes, verifier keys, checkpoints
    "bad-vkey": (Text("'{key}' is not a verifier key.", "'{key}' no es una llave de verificación."), KEY),
    "bad-note": (Text("This is not a signed note.", "Esto no es una nota firmada."), FRESH),
    "note-too-long": (
        Text("A signed note has at most {limit} bytes.", "Una nota firmada tiene como máximo {limit} bytes."),
        FRESH,
    ),
    "too-many-signatures": (
        Text("A note has at most {limit} signature lines.", "Una nota tiene como máximo {limit} líneas de firma."),
        FRESH,
    ),
    "bad-signature-line": (
        Text("This signature line is malformed: {line}", "Esta línea de firma está mal formada: {line}"),
        FRESH,
    ),
    "bad-signature": (Text("The signature of {name} does not hold.", "La firma de {name} no es válida."), FRESH),
    "nobody-known-signed": (
        Text("No key that we know signed this.", "Ninguna llave conocida firmó esto."),
        Text("Check which keys you gave.", "Revisa qué llaves proporcionaste."),
    ),
    "bad-checkpoint": (
        Text(
            "A checkpoint is exactly three lines: origin, size, root.",
            "Un corte son exactamente tres líneas: origen, tamaño y raíz.",
        ),
        FRESH,
    ),
    "log-did-not-sign": (
        Text("The log {name} itself did not sign this checkpoint.", "El registro {name} no firmó este corte."),
        FRESH,
    ),
    "bad-time": (
        Text("A cosignature's time is in seconds since 1970.", "La hora de un atestado va en segundos desde 1970."),
        Text("Pass a whole number, zero or more.", "Proporciona un entero, cero o mayor."),
    ),
    # trees, tiles, proofs
    "bad-frontier": (
        Text(
            "The saved edge of the tree doesn't fit its size.",
            "El borde guardado del árbol no corresponde a su tamaño.",
        ),
        Text("Rebuild it from the entries.", "Reconstrúyelo a partir de los asientos."),
    ),
    "outside-tree": (
        Text("Position {index} is outside a tree of {size}.", "La posición {index} está fuera de un árbol de {size}."),
        Text("Ask for a smaller one.", "Pide una menor."),
    ),
    "entry-too-long": (
        Text("An entry of {size} bytes fits in no bundle.", "Un asiento de {size} bytes no cabe en ningún paquete."),
        ASK,
    ),
    "root-not-signed": (
        Text(
            "These entries don't give the tree of {size} that was signed.",
            "Estos asientos no dan el árbol de {size} que se firmó.",
        ),
        Text(
            "Check the entries against their log before publishing.",
            "Revisa los asientos contra su registro antes de publicar.",
        ),
    ),
    "bundle-broken": (
        Text("This bundle of entries breaks off or overruns.", "Este paquete de asientos está cortado o se desborda."),
        FRESH,
    ),
    "bundle-count": (
        Text(
            "This bundle holds {found} entries where {expected} belong.",
            "Este paquete tiene {found} asientos donde corresponden {expected}.",
        ),
        FRESH,
    ),
    "tile-length": (
        Text(
            "This tile has {found} bytes where {expected} belong.",
            "Esta tesela tiene {found} bytes donde corresponden {expected}.",
        ),
        FRESH,
    ),
    "file-missing": (Text("This file is missing.", "Falta este archivo."), FRESH),
    "entry-not-leaf": (
        Text("This entry is not the one in the tree.", "Este asiento no es el que está en el árbol."),
        FRESH,
    ),
    "bad-proof": (Text("This is not a proof file.", "Esto no es un archivo de prueba."), FRESH),
    "proof-of-nothing": (
        Text("The proof does not say of which entry it is.", "La prueba no dice de qué asiento es."),
        Text("Give the entry's bytes with it.", "Proporciona también los bytes del asiento."),
    ),
    "not-included": (
        Text(
            "This entry is not at position {index} of the signed tree of {size}.",
            "Este asiento no está en la posición {index} del árbol firmado de {size}.",
        ),
        FRESH,
    ),
    # files and addresses
    "bad-path": (Text("This is not the path of a file here.", "Esta no es la ruta de un archivo de aquí."), FRESH),
    "file-not-plain": (
        Text("This is not a plain file.", "Esto no es un archivo ordinario."),
        Text(
            "Replace links and devices by the files themselves.", "Sustituye enlaces y dispositivos por los archivos."
        ),
    ),
    "file-too-big": (
        Text(
            "This file is bigger than the {limit} bytes that it may have.",
            "Este archivo pasa de los {limit} bytes que puede tener.",
        ),
        FRESH,
    ),
    "file-unreadable": (
        Text("This file can't be read ({reason}).", "No se puede leer este archivo ({reason})."),
        Text("Check permissions and the disk.", "Revisa los permisos y el disco."),
    ),
    "not-a-folder": (
        Text("There is no such folder.", "No existe esa carpeta."),
        Text("Check the path.", "Revisa la ruta."),
    ),
    "bad-address": (
        Text("This is not an http or https address.", "Esta no es una dirección http o https."),
        Text(
            "Write it whole, as in https://example.org/record.", "Escríbela completa, como https://example.org/record."
        ),
    ),
    "address-failed": (
        Text("The address does not answer as it should ({reason}).", "La dirección no responde como debe ({reason})."),
        Text("Try again later or ask for a copy as files.", "Inténtalo más tarde o pide una copia en archivos."),
    ),
}
