"""The kinds of flags, as a table. What finds them is in patterns and digits."""

from dataclasses import dataclass
from typing import Final

from bilateral.values import Text


@dataclass(frozen=True, slots=True)
class Kind:
    """`personal`: it may name a person or a way to reach one."""

    code: str
    label: Text
    personal: bool = True


_ALL = (
    Kind("email", Text("e-mail address", "correo electrónico")),
    Kind("curp", Text("CURP (Mexican population key)", "CURP")),
    Kind("rfc", Text("RFC (Mexican tax key)", "RFC")),
    Kind("ine", Text("INE voter key", "clave de elector del INE")),
    Kind("ssn", Text("U.S. Social Security number", "número del Seguro Social de EE. UU.")),
    Kind("iban", Text("IBAN account", "cuenta IBAN")),
    Kind("clabe", Text("CLABE account", "cuenta CLABE")),
    Kind("card", Text("payment card", "tarjeta de pago")),
    Kind("phone", Text("telephone number", "número de teléfono")),
    Kind("address", Text("street address", "domicilio")),
    Kind("link", Text("link", "enlace"), personal=False),
    Kind("payload", Text("code as scanners send it", "código como el que envían los escáneres"), personal=False),
    Kind("burst", Text("sent in a burst", "enviado en ráfaga"), personal=False),
)
KINDS: Final = {kind.code: kind for kind in _ALL}
"""In the order of precedence: where two overlap, the earlier one stands."""
