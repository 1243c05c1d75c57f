"""Asking an official's passkey to sign an act, and taking what the browser brings back to the door.

The act is put to the door as if it were signed, and undone: so whatever refuses it does so before anybody is asked, and
the challenge is of the very bytes that will stand on the record. Where anything that the official decides has changed
by the time of signing, the door refuses.
"""

import json
import secrets
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from bilateral.dialogue.compose import ActDraft
from bilateral.node import door
from bilateral.node.approving.models import Asking
from bilateral.node.approving.passkeys import Passkey, passkeys_of
from bilateral.node.door import Actor, Receipt
from bilateral.node.home import Home
from bilateral.node.people.permissions import check, person_of
from bilateral.node.signing.approving import Approving, SeedSalts, derived
from bilateral.node.viewer import Viewer
from bilateral.record.approvals.check import Approval, challenge
from bilateral.record.approvals.check import check as check_approval
from bilateral.values import BadInput, Text

LIFE: Final = timedelta(hours=1)
MAX_ANSWER: Final = 16_384
ANEW: Final = Text(
    "Nothing was signed. Read it again and sign anew.", "No se firmó nada. Léelo de nuevo y vuelve a firmar."
)


class Unapproved(BadInput):
    """What the passkey's signature was for is not there any more, or it is not one."""

    code = "unapproved"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a browser is to ask for: a signature of the challenge by one of these credentials."""

    challenge: bytes
    credentials: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the browser brought back: which credential, and the parts of a WebAuthn assertion."""

    credential: bytes
    authenticator: bytes
    client: bytes
    sig: bytes

    @classmethod
    def parse(cls, text: str) -> "Answer":
        """From PublicKeyCredential's own JSON. :raises Unapproved: it is none."""
        try:
            if len(text) > MAX_ANSWER:
                raise ValueError("too long")
            sent = json.loads(text)
            parts = sent["response"]
            names = (parts["authenticatorData"], parts["clientDataJSON"], parts["signature"])
            return cls(*(urlsafe_b64decode(each + "=" * (-len(each) % 4)) for each in (sent["id"], *names)))
        except (ValueError, KeyError, TypeError, RecursionError):
            raise Unapproved(
                what=Text("What the passkey answered can't be read.", "No se puede leer lo que respondió la llave."),
                where="",
                do=ANEW,
            ) from None


class _Rehearsed(Exception):
    """Leaves the door's transaction once all is known, so that nothing of it stays."""


def ask(
    home: Home, viewer: Viewer, act: ActDraft, office: str, now: datetime, attempt: str, beside: door.Beside
) -> Asked:
    """Rehearse an act and remember what the viewer's passkey is asked to sign.

    :raises Fault: whatever would refuse the act; `Unapproved` where the person has no passkey.
    """
    check(viewer, "act.sign")
    held = passkeys_of(viewer.person)
    if not held:
        raise _without()
    seed = secrets.token_bytes(32)
    asked = challenge(_rehearsed(home, viewer, act, office, now, seed, beside), derived(seed, "nonce"))
    Asking.objects.filter(time__lt=now - LIFE).delete()
    kept = {"seed": seed, "challenge": asked.hex(), "time": now}
    Asking.objects.update_or_create(person_id=person_of(viewer), attempt=attempt, defaults=kept)
    return Asked(asked, tuple(each.credential for each in held))


def _rehearsed(
    home: Home, viewer: Viewer, act: ActDraft, office: str, now: datetime, seed: bytes, beside: door.Beside
) -> Mapping[str, Any]:
    seen: dict[str, Any] = {}

    def note(fields: Mapping[str, Any]) -> list[dict[str, str]]:
        seen.update(fields)
        return []

    def leave(receipt: Receipt) -> None:
        beside(receipt)
        raise _Rehearsed

    try:
        actor = Actor(str(viewer.party), office)
        door.commit(home, act, actor, now, beside=leave, approving=Approving(note, SeedSalts(seed)))
    except _Rehearsed:
        pass
    return seen


def approving(viewer: Viewer, attempt: str, answer: Answer, host: str, now: datetime) -> Approving:
    """What the door needs to sign the act that was asked about, with the passkey's approval in it.

    :param host: the site that the answer was sent to, with its port where it isn't the usual one.
    :raises Unapproved: nothing was asked, or too long ago; or it is a passkey that this person doesn't have.
    """
    row = Asking.objects.filter(person=viewer.person, attempt=attempt, time__gte=now - LIFE).first()
    if row is None:
        raise Unapproved(
            what=Text(
                "Your passkey was not asked to sign this, or it was too long ago.",
                "A tu llave de acceso no se le pidió firmar esto, o hace demasiado tiempo.",
            ),
            where="",
            do=ANEW,
        )
    seed, asked = bytes(row.seed), bytes.fromhex(row.challenge)
    passkey = next((each for each in passkeys_of(viewer.person) if each.credential == answer.credential), None)
    if passkey is None:
        raise Unapproved(
            what=Text("This passkey is not one of yours here.", "Esta llave de acceso no es de las tuyas aquí."),
            where="",
            do=Text(
                "Use one of those in your account, or set it up there first.",
                "Usa una de las de tu cuenta o configúrala ahí primero.",
            ),
        )
    approval = _approval(passkey, answer, derived(seed, "nonce"))

    def of(fields: Mapping[str, Any]) -> list[dict[str, str]]:
        if challenge(fields, approval.nonce) != asked:
            raise _changed()
        found = check_approval(approval, fields)
        if found.origin.partition("//")[2] != host:
            raise _elsewhere(found.origin)
        return [approval.to_json()]

    return Approving(of, SeedSalts(seed))


def _approval(passkey: Passkey, answer: Answer, nonce: bytes) -> Approval:
    return Approval(passkey.key, nonce, answer.authenticator, answer.client, answer.sig)


def forget(viewer: Viewer, attempt: str) -> None:
    """Erase what was asked: the act is signed."""
    Asking.objects.filter(person=viewer.person, attempt=attempt).delete()


def _without() -> Unapproved:
    return Unapproved(
        what=Text("You have no passkey that can sign.", "No tienes una llave de acceso que pueda firmar."),
        where="",
        do=Text("Set one up in your account.", "Configura una en tu cuenta."),
    )


def _changed() -> Unapproved:
    return Unapproved(
        what=Text(
            "Something changed between your reading it and your passkey's signature.",
            "Algo cambió entre tu lectura y la firma de tu llave de acceso.",
        ),
        where="",
        do=ANEW,
    )


def _elsewhere(origin: str) -> Unapproved:
    return Unapproved(
        what=Text(
            "The passkey signed on another site than this one.", "La llave de acceso firmó en otro sitio que éste."
        ),
        where=origin,
        do=ANEW,
    )
