"""The passkeys that a person has set up, as approvals need them: the id to ask for one, and its public key.

They are second factors like others and kept by allauth, which this reads. Needs the settings of the pages.
"""

from dataclasses import dataclass

from bilateral.record.approvals import keys


@dataclass(frozen=True, slots=True)
class Passkey:
    """``credential`` is its id in the browser, which never leaves the node but to its owner; ``key`` the COSE key."""

    credential: bytes
    key: bytes
    name: str


def passkeys_of(person: int | None) -> tuple[Passkey, ...]:
    """Those whose signatures can be checked by everyone, in the order in which they were set up."""
    from allauth.mfa.models import Authenticator
    from fido2 import cbor

    rows = Authenticator.objects.filter(user_id=person, type=Authenticator.Type.WEBAUTHN).order_by("pk")
    found = []
    for row in rows if person is not None else ():
        held = row.wrap()
        data = held.authenticator_data.credential_data
        key = cbor.encode(dict(data.public_key)) if data else b""
        if data and keys.read(key):
            found.append(Passkey(bytes(data.credential_id), key, str(held.name)))
    return tuple(found)


def note_use(person: int, credential: bytes) -> None:
    """Remember when the passkey was last used, as signing in does."""
    from allauth.mfa.models import Authenticator

    for row in Authenticator.objects.filter(user_id=person, type=Authenticator.Type.WEBAUTHN):
        data = row.wrap().authenticator_data.credential_data
        if data and bytes(data.credential_id) == credential:
            row.record_usage()
