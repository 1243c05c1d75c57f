"""The words for what can be wrong with a change of keys: what, and what to do, one row a code."""

from typing import Final

from bilateral.record.words_files import ASK, Row
from bilateral.values import Text

PREPARE: Final = Text(
    "Prepare a new statement and have it authorised again.",
    "Prepara una declaración nueva y haz que la autoricen de nuevo.",
)
KEY_WORDS: Final[dict[str, Row]] = {
    "keys-shape": (
        Text(
            "This change of keys does not declare this as required.",
            "Este cambio de llaves no declara esto como se requiere.",
        ),
        ASK,
    ),
    "keys-after": (
        Text(
            "This change of keys does not follow the keys in force: its authorisation was for others, or already used.",
            "Este cambio de llaves no sigue a las vigentes: su autorización era para otras, o ya se usó.",
        ),
        PREPARE,
    ),
    "keys-used": (
        Text(
            "This key was declared before in this record: a new one must be fresh.",
            "Esta llave ya se había declarado en este registro: una nueva debe ser reciente.",
        ),
        PREPARE,
    ),
    "keys-last": (
        Text(
            "The snapshot that ties this change to the keys before is not theirs, or does not reach far enough.",
            "El corte que une este cambio con las llaves anteriores no es de ellas o no llega lo bastante lejos.",
        ),
        ASK,
    ),
    "not-a-recovery-key": (
        Text(
            "The key {key} is not one of the recovery keys declared now.",
            "La llave {key} no es una de las llaves de recuperación declaradas ahora.",
        ),
        Text("Sign with a recovery key of this record.", "Firma con una llave de recuperación de este registro."),
    ),
    "authorisation-signature": (
        Text(
            "The authorisation by the recovery key {key} does not hold for this statement.",
            "La autorización de la llave de recuperación {key} no vale para esta declaración.",
        ),
        Text("Have exactly this statement authorised.", "Haz que autoricen exactamente esta declaración."),
    ),
    "too-few-authorised": (
        Text(
            "Authorised by {have} of {of} recovery keys; {need} are needed.",
            "Autorizado por {have} de {of} llaves de recuperación; hacen falta {need}.",
        ),
        Text(
            "Have the holders of more recovery keys authorise it.",
            "Haz que lo autoricen quienes guardan más llaves de recuperación.",
        ),
    ),
    "statement-shape": (
        Text(
            "This is not a statement of keys, or a field is wrong.",
            "Esto no es una declaración de llaves, o un campo está mal.",
        ),
        Text(
            "Use the file that 'bilateral keys prepare' wrote.", "Usa el archivo que escribió 'bilateral keys prepare'."
        ),
    ),
    "signatures-shape": (
        Text("This is not a file of authorisations.", "Esto no es un archivo de autorizaciones."),
        Text(
            "Use the file that 'bilateral keys authorise' wrote.",
            "Usa el archivo que escribió 'bilateral keys authorise'.",
        ),
    ),
    "signatures-other": (
        Text("These authorisations are for another statement.", "Estas autorizaciones son de otra declaración."),
        Text("Have exactly this statement authorised.", "Haz que autoricen exactamente esta declaración."),
    ),
}
