"""What evidence says when it holds, one sentence a kind, and what can be wrong with it, one row a code."""

from typing import Final

from bilateral.record.words_files import FRESH, Row
from bilateral.values import Text

SAYS: Final[dict[str, Text]] = {
    "two-snapshots": Text(
        "{log} signed two snapshots of {size} entries that differ. It was shown in two ways.",
        "{log} firmó dos cortes de {size} asientos que difieren. Se mostró de dos maneras.",
    ),
    "other-beginning": Text(
        "{log} signed a snapshot of {size} entries and one of {larger} that does not begin with them. "
        "It was shown in two ways.",
        "{log} firmó un corte de {size} asientos y uno de {larger} que no empieza con ellos. Se mostró de dos maneras.",
    ),
    "two-entries": Text(
        "{log} put two different entries at number {seq}, each under a snapshot that it signed. "
        "It was shown in two ways.",
        "{log} puso dos asientos distintos en el número {seq}, cada uno bajo un corte que firmó. "
        "Se mostró de dos maneras.",
    ),
    "other-root-seen": Text(
        "Entry {seq} of {log} says that it had seen {size} entries of {other} which are not those that {other} signed. "
        "Either {log} made them up, or {other} was shown to it in another way.",
        "El asiento {seq} de {log} dice haber visto {size} asientos de {other} que no son los que {other} firmó. "
        "O {log} los inventó, o {other} se le mostró de otra manera.",
    ),
}
EVIDENCE_WORDS: Final[dict[str, Row]] = {
    "bad-evidence": (
        Text(
            "This is not a file of evidence, or not a whole one.", "Esto no es un archivo de evidencia, o no completo."
        ),
        FRESH,
    ),
    "evidence-too-long": (
        Text(
            "A file of evidence has at most {limit} bytes.", "Un archivo de evidencia tiene como máximo {limit} bytes."
        ),
        FRESH,
    ),
    "evidence-key-not-pinned": (
        Text(
            "It rests on a key that is not among those that you trust.",
            "Se apoya en una llave que no está entre las que consideras confiables.",
        ),
        Text(
            "Ask the government whether the key is or was its own, and add it to your file of keys.",
            "Pregunta al gobierno si la llave es o fue suya y agrégala a tu archivo de llaves.",
        ),
    ),
    "evidence-of-nothing": (
        Text("Both pieces can be true at once.", "Ambas piezas pueden ser ciertas a la vez."),
        Text("There is nothing to accuse anybody of.", "No hay nada de qué acusar a nadie."),
    ),
    "evidence-path": (
        Text(
            "The hashes do not take the beginning to the signed root.",
            "Los resúmenes no llevan del comienzo a la raíz firmada.",
        ),
        FRESH,
    ),
}
