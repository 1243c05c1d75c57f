"""The words for everything that can be wrong with a record: what, and what to do, one row a code.

Here: the formats' codes (audit's own stand in audit/words.py). Codes are stable: programs and tests go by them.
"""

from typing import Final

from bilateral.record.approvals.words import APPROVAL_WORDS
from bilateral.record.declared.words import KEY_WORDS
from bilateral.record.evidence.words import EVIDENCE_WORDS
from bilateral.record.words_files import ASK, FILE_WORDS, FRESH, KEY, Row
from bilateral.values import Text

PLAIN: Final = Text("Leave it out or write it in plain characters.", "Quítalo o escríbelo con caracteres comunes.")
UPGRADE: Final = Text("Upgrade this software and try again.", "Actualiza este programa e inténtalo de nuevo.")
SEED: Final = Text("Pass 32 fresh random bytes.", "Proporciona 32 bytes aleatorios nuevos.")

WORDS: Final[dict[str, Row]] = {
    **FILE_WORDS,
    # canonical bytes
    "bad-character": (
        Text("The character {character} is not allowed here.", "El carácter {character} no se admite aquí."),
        PLAIN,
    ),
    "not-nfc": (
        Text("This text is not normalised (Unicode NFC).", "Este texto no está normalizado (Unicode NFC)."),
        Text("Normalise it before signing.", "Normalízalo antes de firmar."),
    ),
    "bad-key": (
        Text("A field's name must be of printable ASCII.", "El nombre de un campo debe ser ASCII imprimible."),
        PLAIN,
    ),
    "bad-type": (
        Text(
            "A value of type {type} can't be written in a record; decimals are written as text.",
            "Un valor de tipo {type} no puede escribirse en un registro; los decimales van como texto.",
        ),
        Text(
            "Use text, whole numbers, true, false, null, lists and objects.",
            "Usa texto, enteros, true, false, null, listas y objetos.",
        ),
    ),
    "int-too-big": (
        Text("This number does not fit in 53 bits.", "Este número no cabe en 53 bits."),
        Text("Write it as text.", "Escríbelo como texto."),
    ),
    "too-deep": (
        Text("There are more than 16 levels, one inside another.", "Hay más de 16 niveles, uno dentro de otro."),
        Text("Flatten it.", "Aplánalo."),
    ),
    "too-long": (
        Text("It has {size} bytes; the limit is {limit}.", "Tiene {size} bytes; el límite es {limit}."),
        Text("Split it, or seal the long parts.", "Divídelo o sella las partes largas."),
    ),
    "not-json": (Text("This is not JSON in UTF-8.", "Esto no es JSON en UTF-8."), FRESH),
    "not-object": (Text("This is not a JSON object.", "Esto no es un objeto JSON."), FRESH),
    "not-canonical": (
        Text(
            "This is not written in the one canonical way (order, spaces, escapes, repeated names).",
            "Esto no está escrito en la única forma canónica (orden, espacios, escapes, nombres repetidos).",
        ),
        FRESH,
    ),
    # keys
    "bad-seed": (Text("A key's seed has exactly 32 bytes.", "La semilla de una llave tiene 32 bytes exactos."), SEED),
    "bad-key-file": (
        Text(
            "This is not a private Ed25519 key in PEM without a password.",
            "Esto no es una llave privada Ed25519 en PEM sin contraseña.",
        ),
        Text(
            "Make one with 'openssl genpkey -algorithm ed25519'.",
            "Crea una con 'openssl genpkey -algorithm ed25519'.",
        ),
    ),
    "bad-public-key": (
        Text("This is not a sound Ed25519 public key.", "Esto no es una llave pública Ed25519 correcta."),
        KEY,
    ),
    # seals
    "bad-salt": (Text("A salt has exactly 32 bytes.", "Una sal tiene 32 bytes exactos."), SEED),
    "bad-header": (
        Text(
            "A sealed content's header is an object of texts with its media type under 'type'.",
            "El encabezado de un contenido sellado es un objeto de textos con su tipo de medio en 'type'.",
        ),
        Text("Say the type, as in text/plain.", "Indica el tipo, como text/plain."),
    ),
    "opening-too-long": (
        Text(
            "The content is too big to seal: the limit is {limit} bytes.",
            "El contenido excede el límite: {limit} bytes.",
        ),
        Text("Split it into parts.", "Divídelo en partes."),
    ),
    "bad-opening": (Text("This opening is malformed.", "Esta apertura está mal formada."), FRESH),
    "opening-not-promised": (
        Text(
            "This content is not the one that the entry promised: it was changed or belongs elsewhere.",
            "Este contenido no es el que prometió el asiento: fue alterado o pertenece a otro lugar.",
        ),
        FRESH,
    ),
    "not-text": (
        Text("This sealed content is not plain text in UTF-8.", "Este contenido sellado no es texto simple en UTF-8."),
        Text("Treat it as a file.", "Trátalo como archivo."),
    ),
    # entries
    "entry-version": (
        Text(
            "This entry is of version {version}, which this software does not know.",
            "Este asiento es de la versión {version}, que este programa no conoce.",
        ),
        UPGRADE,
    ),
    "entry-fields": (
        Text("The entry lacks fields or has others: {fields}.", "Al asiento le faltan o le sobran campos: {fields}."),
        ASK,
    ),
    "entry-shape": (Text("This field is not of the form required.", "Este campo no tiene la forma requerida."), ASK),
    "entry-reserved": (
        Text("This field must be empty under these rules.", "Este campo debe ir vacío según estas reglas."),
        Text("Leave it empty.", "Déjalo vacío."),
    ),
    "entry-signature": (
        Text("The signature on this entry does not hold.", "La firma de este asiento no es válida."),
        FRESH,
    ),
    # logs
    "other-log": (Text("This entry is of another log, {log}.", "Este asiento es de otro registro, {log}."), FRESH),
    "seq-not-next": (
        Text(
            "This entry says position {seq}, which is not the next.", "Este asiento dice posición {seq}, que no sigue."
        ),
        FRESH,
    ),
    "prev-not-last": (
        Text("This entry does not follow from the one before it.", "Este asiento no se encadena con el anterior."),
        FRESH,
    ),
    "unknown-signer": (
        Text(
            "The signer {signer} is not a key of this log.",
            "Quien firma, {signer}, no es una llave de este registro.",
        ),
        FRESH,
    ),
    "seen-shrinks": (
        Text(
            "It had seen more of {log} before than it says now, or another root.",
            "Antes había visto más de {log} de lo que ahora dice, u otra raíz.",
        ),
        FRESH,
    ),
    "no-genesis": (
        Text("A log begins with an entry 'genesis'.", "Un registro empieza con un asiento 'genesis'."),
        FRESH,
    ),
    "genesis-shape": (
        Text(
            "The log's first entry does not declare this as required.",
            "El primer asiento no declara esto como se requiere.",
        ),
        ASK,
    ),
    **KEY_WORDS,
    **APPROVAL_WORDS,
    **EVIDENCE_WORDS,
    "unknown-rules": (
        Text(
            "This log is under rules {rules}, unknown to this software.",
            "Este registro sigue las reglas {rules}, desconocidas aquí.",
        ),
        UPGRADE,
    ),
    "child-log": (
        Text("Logs under a government's log can't be read yet.", "Aún no se leen registros subordinados."),
        UPGRADE,
    ),
}
