"""The words for what can be wrong with an approval: what, and what to do, one row a code."""

from typing import Final

from bilateral.record.words_files import FRESH, Row
from bilateral.values import Text

ANEW: Final = Text("Have it signed with the passkey again.", "Pide que se firme de nuevo con la llave de acceso.")
APPROVAL_WORDS: Final[dict[str, Row]] = {
    "approval-shape": (
        Text("This approval is not of the form required.", "Esta aprobación no tiene la forma requerida."),
        FRESH,
    ),
    "approval-key": (
        Text(
            "This approval is by a kind of passkey that can't be checked, or by a key that is none.",
            "Esta aprobación es de un tipo de llave de acceso que no se puede verificar, o de una llave que no lo es.",
        ),
        Text("Use a passkey with ES256, EdDSA or RS256.", "Usa una llave de acceso con ES256, EdDSA o RS256."),
    ),
    "approval-client": (
        Text(
            "What the browser said of this approval can't be read, or is not of a signature by a person on one site.",
            "Lo que el navegador dijo de esta aprobación no se puede leer o no es de una firma hecha en un solo sitio.",
        ),
        ANEW,
    ),
    "approval-other": (
        Text("This approval does not hold: it is of another act.", "Esta aprobación no se sostiene: es de otro acto."),
        ANEW,
    ),
    "approval-site": (
        Text(
            "This approval does not hold: the passkey signed for another site than the browser says.",
            "Esta aprobación no se sostiene: la llave de acceso firmó para otro sitio que el que dice el navegador.",
        ),
        ANEW,
    ),
    "approval-user": (
        Text(
            "This approval does not hold: the passkey did not verify who used it.",
            "Esta aprobación no se sostiene: la llave de acceso no verificó a quien la usó.",
        ),
        Text(
            "Use a passkey that asks for a PIN, a fingerprint or a face.",
            "Usa una llave de acceso que pida un PIN, una huella o el rostro.",
        ),
    ),
    "approval-signature": (
        Text(
            "This approval does not hold: its signature is not good.",
            "Esta aprobación no se sostiene: su firma no es válida.",
        ),
        ANEW,
    ),
}
