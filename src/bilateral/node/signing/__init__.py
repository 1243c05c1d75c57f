"""What the door does inside its transaction: `Pen` signs entries of one own log and holds their rows, `Known` answers
what composing asks. What may be signed at all is the door's affair.
"""

from bilateral.node.signing.known import Known
from bilateral.node.signing.pen import PatientChain, Pen, seen_now

__all__ = ["Known", "PatientChain", "Pen", "seen_now"]
