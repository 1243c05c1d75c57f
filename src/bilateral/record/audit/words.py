"""The words for what an audit finds and notes, one row a code, beside those of the formats (record/words.py)."""

from typing import Final

from bilateral.record.words_files import FRESH, Row
from bilateral.values import EMPTY, Text

TELL: Final = Text(
    "Keep this copy: it is evidence. Ask both governments which is right.",
    "Guarda esta copia: es evidencia. Pregunta a ambos gobiernos cuál es la correcta.",
)

AUDIT_WORDS: Final[dict[str, Row]] = {
    # findings
    "nothing-here": (
        Text("There is no record here.", "Aquí no hay ningún registro."),
        Text("Give the folder or address of an export.", "Indica la carpeta o dirección de una exportación."),
    ),
    "file-extra": (
        Text("This file does not belong to the record.", "Este archivo no pertenece al registro."),
        Text("Remove it, or export again to an empty folder.", "Quítalo o exporta de nuevo a una carpeta vacía."),
    ),
    "checkpoint-origin": (
        Text("This checkpoint is of another log, {log}.", "Este corte es de otro registro, {log}."),
        FRESH,
    ),
    "unknown-signature": (
        Text(
            "{name} signed here with a key that nothing vouches for.",
            "{name} firmó aquí con una llave que nada respalda.",
        ),
        Text(
            "If the signer is an outside witness, pin its key; otherwise take the line for damage.",
            "Si quien firma es testigo externo, fija su llave; si no, considera dañada la línea.",
        ),
    ),
    "signature-twice": (
        Text("{name} signs this more than once.", "{name} firma esto más de una vez."),
        FRESH,
    ),
    "entry-differs": (
        Text(
            "This entry was altered: it is not the one under the signed root.",
            "Este asiento fue alterado: no es el que ampara la raíz firmada.",
        ),
        FRESH,
    ),
    "tile-differs": (
        Text(
            "This tile does not hold the hashes of the entries.",
            "Esta tesela no contiene los resúmenes de los asientos.",
        ),
        FRESH,
    ),
    "root-differs": (
        Text(
            "The entries here do not give the root that was signed.",
            "Los asientos de aquí no dan la raíz que se firmó.",
        ),
        TELL,
    ),
    "verifiers-not-canonical": (
        Text(
            "The list of keys is not written as it must be: one a line, each once, sorted.",
            "La lista de llaves no está escrita como debe: una por línea, sin repetir, en orden.",
        ),
        FRESH,
    ),
    "verifiers-differ": (
        Text(
            "The list of keys is not what the logs declare.", "La lista de llaves no es la que declaran los registros."
        ),
        TELL,
    ),
    "key-not-pinned": (
        Text(
            "This log's keys are not those that you pinned.",
            "Las llaves de este registro no son las que fijaste.",
        ),
        Text(
            "Don't trust this copy until the government confirms its keys.",
            "No confíes en esta copia hasta que el gobierno confirme sus llaves.",
        ),
    ),
    "seen-mismatch": (
        Text(
            "It says that it saw {log} at {size} entries with another root than that log has.",
            "Dice haber visto {log} con {size} asientos y una raíz distinta de la que ese registro tiene.",
        ),
        TELL,
    ),
    "ref-mismatch": (
        Text(
            "It refers to {ref} with another leaf than that entry has.",
            "Cita {ref} con un resumen distinto del que tiene.",
        ),
        TELL,
    ),
    "opening-withheld": (
        Text(
            "This content is shown here, but its entry keeps it sealed.",
            "Este contenido se muestra aquí, pero su asiento lo mantiene sellado.",
        ),
        Text("Tell whoever publishes it, and don't spread it.", "Avisa a quien lo publica y no lo difundas."),
    ),
    "opening-named": (
        Text(
            "{ref} withholds or erases this text, but it is shown here.",
            "{ref} reserva o borra este texto, pero aquí se muestra.",
        ),
        Text("Tell whoever publishes it, and don't spread it.", "Avisa a quien lo publica y no lo difundas."),
    ),
    "opening-unknown": (
        Text("No entry of this log promises this content.", "Ningún asiento de este registro promete este contenido."),
        FRESH,
    ),
    "custody-conflict": (
        Text(
            "{log} is held by the same custodian, but this log declares custody of its own.",
            "{log} está con el mismo custodio, pero este registro declara custodia propia.",
        ),
        TELL,
    ),
    "order-twice": (
        Text("{log} declares the same place in the order.", "{log} declara el mismo lugar en el orden."),
        TELL,
    ),
    "approval-again": (
        Text(
            "This approval by a passkey was used before, in {ref}: nobody gave it for this act.",
            "Esta aprobación con llave de acceso ya se usó en {ref}: nadie la dio para este acto.",
        ),
        TELL,
    ),
    "successor-keys": (
        Text(
            "This log goes on for {log} with a key that was declared there.",
            "Este registro continúa {log} con una llave que ahí se había declarado.",
        ),
        TELL,
    ),
    "former-key": (
        Text(
            "This was signed with a key that the log had already changed for another.",
            "Esto se firmó con una llave que el registro ya había cambiado por otra.",
        ),
        Text(
            "Somebody went on with an old key. Keep this copy and ask the government that the log is of.",
            "Alguien siguió usando una llave anterior. Guarda esta copia y pregunta al gobierno titular del registro.",
        ),
    ),
    "keys-root": (
        Text(
            "The snapshot that ties this change of keys to the keys before is of another history.",
            "El corte que une este cambio de llaves con las anteriores es de otra historia.",
        ),
        Text(
            "Don't trust this copy until the government confirms its keys.",
            "No confíes en esta copia hasta que el gobierno confirme sus llaves.",
        ),
    ),
    # notes
    "pinned-former": (
        Text(
            "The key that you pinned was changed at entry {seq}; the change hangs from it. Pin the one in force now.",
            "La llave que fijaste se cambió en el asiento {seq}; el cambio parte de ella. Fija la vigente.",
        ),
        EMPTY,
    ),
    "identity-unverified": (
        Text(
            "Consistent, identity unverified: no key of this log was pinned from outside.",
            "Consistente, identidad sin verificar: no se fijó desde fuera ninguna llave de este registro.",
        ),
        EMPTY,
    ),
    "pinned-unused": (
        Text("The pinned key of {name} signs nothing here.", "La llave fijada de {name} no firma nada aquí."),
        EMPTY,
    ),
    "no-witness": (
        Text(
            "No outside witness attests this record: nothing here protects against both governments together.",
            "Ningún testigo externo atesta este registro: nada de esto protege contra ambos gobiernos juntos.",
        ),
        EMPTY,
    ),
    "witnessed": (
        Text(
            "Newest attestation by an outside witness: {time}.", "Atestado más reciente de un testigo externo: {time}."
        ),
        EMPTY,
    ),
    "not-attested": (
        Text("No other government attests this checkpoint.", "Ningún otro gobierno atesta este corte."),
        EMPTY,
    ),
    "same-custody": (
        Text(
            "{name} attests it from the same custody, which counts as none.",
            "{name} lo atesta desde la misma custodia, lo que no cuenta.",
        ),
        EMPTY,
    ),
    "joint-custody": (
        Text(
            "The keys of {logs} are under joint custody: agreements are 'agreed under joint custody'.",
            "Las llaves de {logs} están en custodia conjunta: la conformidad es 'bajo custodia conjunta'.",
        ),
        EMPTY,
    ),
    "beyond-cut": (
        Text(
            "It holds {n} entries after its first {size}; where {log} is recognised in its place, they don't count.",
            "Tiene {n} asientos después de los primeros {size}; donde se reconoce a {log} como sucesor, no cuentan.",
        ),
        EMPTY,
    ),
    "item-shown": (
        Text(
            "{ref} withholds or erases this joint text, and it is shown here: right only if that was not agreed.",
            "{ref} reserva o borra este texto conjunto, y aquí se muestra: correcto sólo si no se convino hacerlo.",
        ),
        EMPTY,
    ),
    "approval-unknown": (
        Text(
            "It carries an approval of a kind that this software does not know.",
            "Lleva una aprobación de un tipo que este programa no conoce.",
        ),
        EMPTY,
    ),
    "demonstration": (
        Text(
            "This is a demonstration, not a government's record.", "Es una demostración, no el registro de un gobierno."
        ),
        EMPTY,
    ),
    "no-recovery": (
        Text("This log declares no recovery key.", "Este registro no declara llave de recuperación."),
        EMPTY,
    ),
    "seen-beyond": (
        Text(
            "Not assessed: it has seen {log} up to {size}, more than is held here.",
            "Sin evaluar: ha visto {log} hasta {size}, más de lo que hay aquí.",
        ),
        EMPTY,
    ),
    "ref-beyond": (
        Text("Not assessed: {ref} is not held here.", "Sin evaluar: {ref} no está aquí."),
        EMPTY,
    ),
    "not-assessed": (
        Text(
            "Not assessed: what follows from here could not be read in order.",
            "Sin evaluar: lo que sigue no pudo leerse en orden.",
        ),
        EMPTY,
    ),
    "unlisted": (
        Text(
            "Over the web, files added to the record can't be seen; audit a copy as files for that.",
            "En la red no se ven archivos añadidos al registro; para eso audita una copia en archivos.",
        ),
        EMPTY,
    ),
    "more-findings": (
        Text("Only the first {n} findings are listed.", "Sólo se enumeran los primeros {n} hallazgos."),
        EMPTY,
    ),
}
