"""Why acts that undo together, and acts around a record that goes on for another, have no effect; and what to do."""

from bilateral.values import Text

_ANEW = Text("Propose the text anew.", "Vuelve a proponer el texto.")
_COMPARE = Text(
    "Stop and compare the records with the other side.", "Detente y compara los registros con la otra parte."
)

REASONS: dict[str, Text] = {
    "annulment-is-final": Text("An annulment is never changed.", "Una anulación no se modifica."),
    "annulment-of-annulment": Text("An annulment is not annulled.", "Una anulación no se anula."),
    "annulment-needs-all": Text(
        "It takes every government that the agreement named to undo it.",
        "Para anular un acuerdo hacen falta todos los gobiernos que nombra.",
    ),
    "target-not-agreed": Text("What it would undo is not agreed.", "Lo que anularía no tiene conformidad."),
    "child-log": Text(
        "Records under a government's record do not act.", "Los registros subordinados a otro no realizan actos."
    ),
    "succeeds-not-seen": Text(
        "It goes on for a record of which it has seen another part than it says.",
        "Continúa un registro del que ha visto una parte distinta de la que dice.",
    ),
    "cut-not-kept": Text(
        "It ends an earlier record elsewhere than the one before it, which all had recognised.",
        "Termina un registro anterior en otro punto que su antecesor, ya reconocido por todos.",
    ),
    "target-not-a-successor": Text(
        "What it recognises is not the start of a record that goes on for another.",
        "Lo que reconoce no es el inicio de un registro que continúe otro.",
    ),
    "its-own-successor": Text(
        "A government's successor is for the others to recognise.",
        "Al sucesor de un gobierno lo reconocen los demás.",
    ),
    "already-recognised": Text("This government had already recognised it.", "Este gobierno ya lo había reconocido."),
    "cut-not-seen": Text(
        "It had seen more or less of the old record than the new one goes on for.",
        "Había visto más o menos del registro anterior de lo que el nuevo continúa.",
    ),
    "not-recognised": Text(
        "The other governments have not all recognised this record yet.",
        "Aún no todos los demás gobiernos reconocen este registro.",
    ),
    "succeeded": Text(
        "This record had ended: another goes on for it.", "Este registro había terminado: otro lo continúa."
    ),
    "seen-beyond-cut": Text(
        "It had looked behind the end of a record for which this government recognises another.",
        "Había visto más allá del final de un registro para el que este gobierno reconoce a otro.",
    ),
}

REMEDIES: dict[str, Text] = {
    "annulment-is-final": _ANEW,
    "annulment-of-annulment": _ANEW,
    "annulment-needs-all": Text(
        "Name every government that the agreement names.", "Indica todos los gobiernos que nombra el acuerdo."
    ),
    "target-not-agreed": Text(
        "Decline or withdraw what is open; name the proposal that was agreed.",
        "Lo que está abierto se declina o se retira; indica la propuesta acordada.",
    ),
    "child-log": Text("Act in the government's own record.", "Actúa en el registro del propio gobierno."),
    "succeeds-not-seen": _COMPARE,
    "cut-not-kept": _COMPARE,
    "target-not-a-successor": Text(
        "Name the successor, such as hled/us/2.", "Indica el sucesor, por ejemplo hled/us/2."
    ),
    "its-own-successor": Text("Ask the other governments.", "Pídelo a los demás gobiernos."),
    "already-recognised": Text("Nothing needs to be done.", "No hace falta hacer nada."),
    "cut-not-seen": Text(
        "Bring the old record in up to there (bilateral record pull). If this government has seen more, the other one "
        "must open the next successor, with a later end.",
        "Trae el registro anterior hasta ahí (bilateral record pull). Si este gobierno ya vio más, el otro debe abrir "
        "el siguiente sucesor, con un final posterior.",
    ),
    "not-recognised": Text(
        "Have them run: bilateral act recognise; then bring their records in.",
        "Pídeles ejecutar: bilateral act recognise; luego trae sus registros.",
    ),
    "succeeded": Text("Act in the record that goes on for it.", "Actúa en el registro que lo continúa."),
    "seen-beyond-cut": _COMPARE,
}
