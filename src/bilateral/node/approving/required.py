"""A side's setting: acts for the government that pages offer are signed only together with the official's passkey.

Off until the side sets it. It binds officials on pages and whoever acts by command alike. What only commands can do
(keys, withholding texts, taking note) needs none: who is at the machine has the government's key anyway.
"""

from typing import Final

from bilateral.node.people.rules import is_on
from bilateral.values import BadInput, Text

REQUIRED: Final = "passkey-required"
ACTS: Final = frozenset(("propose", "concur", "decline", "withdraw", "position"))


class PasskeyNeeded(BadInput):
    """The side wants the official's passkey to sign too, and it didn't."""

    code = "passkey-needed"


def check_passkey(party: str, act: str, *, at_machine: bool = False) -> None:
    """:raises PasskeyNeeded: the side wants an official's passkey for such an act; asked where none has signed."""
    if act not in ACTS or not is_on(party, REQUIRED):
        return
    there = Text(
        "Sign it on the pages with your passkey, or have the setting changed (bilateral user require-passkey).",
        "Fírmalo en las páginas con tu llave de acceso o pide cambiar el ajuste (bilateral user require-passkey).",
    )
    here = Text(
        "Choose to sign with your passkey. If you have none, set one up in your account.",
        "Elige firmar con tu llave de acceso. Si no tienes, configura una en tu cuenta.",
    )
    raise PasskeyNeeded(
        what=Text(
            "This government signs only together with an official's passkey.",
            "Este gobierno firma sólo junto con la llave de acceso de una persona funcionaria.",
        ),
        where="",
        do=there if at_machine else here,
    )
