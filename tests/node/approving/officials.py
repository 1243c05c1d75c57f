"""Officials with passkeys in software: set up as allauth keeps them, asked as the pages ask."""

import json
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from fido2.cose import CoseKey
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from bilateral.dialogue.compose import ActDraft
from bilateral.node import acting, drafting
from bilateral.node.approving.ceremony import Answer, Asked
from bilateral.node.door import Receipt
from bilateral.node.models import Document, Log, LogEntry, SealedText
from bilateral.node.viewer import Viewer
from tests.node.homes import START, Node, both
from tests.node.papers.people import person
from tools.soft_passkey import FLAG, SITE, SoftPasskey

HOST = SITE.partition("//")[2]
ANA = SoftPasskey("ES256", "ana")


def credential(passkey: SoftPasskey) -> bytes:
    return sha256(f"{passkey.words} {passkey.algorithm}".encode()).digest()


def set_up(node: Node, who: Viewer, passkey: SoftPasskey) -> None:
    """The person registers a passkey: the row that allauth makes of what the browser sends."""
    from allauth.mfa.models import Authenticator

    cose = CoseKey.for_name(passkey.algorithm).from_cryptography_key(passkey.private.public_key())
    held = AttestedCredentialData.create(bytes(16), credential(passkey), cose)
    flags = FLAG.UP | FLAG.UV | FLAG.AT
    data = AuthenticatorData.create(sha256(HOST.encode()).digest(), flags, 0, bytes(held))
    client = CollectedClientData.create("webauthn.create", b"registering", SITE)
    sent = {
        "id": websafe_encode(credential(passkey)),
        "rawId": websafe_encode(credential(passkey)),
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(client),
            "attestationObject": websafe_encode(bytes(AttestationObject.create("none", data, {}))),
        },
        "clientExtensionResults": {},
    }
    fields = {"type": Authenticator.Type.WEBAUTHN, "data": {"name": passkey.words, "credential": sent}}
    node.run(Authenticator.objects.create, user_id=who.person, **fields)


def answered(asked: Asked, passkey: SoftPasskey, **changed: Any) -> str:
    """What the page sends once the passkey has signed."""
    parts = passkey.approve(**{"challenge": asked.challenge, **changed})
    response = {
        "authenticatorData": websafe_encode(parts["authenticator"]),
        "clientDataJSON": websafe_encode(parts["client"]),
        "signature": websafe_encode(parts["sig"]),
    }
    return json.dumps({"id": websafe_encode(credential(passkey)), "response": response})


class Official:
    """Somebody who signs, and their passkey."""

    def __init__(self, node: Node, who: Viewer, passkey: SoftPasskey) -> None:
        self.node, self.who, self.passkey = node, who, passkey

    def ask(self, act: ActDraft, attempt: str = "a", now: datetime = START, office: str = "") -> Asked:
        found = self.node.run(acting.ask, self.node.home, self.who, act, office, now, attempt)
        assert isinstance(found, Asked)
        return found

    def sign(
        self, act: ActDraft, answer: str = "", attempt: str = "a", now: datetime = START, office: str = ""
    ) -> Receipt:
        by = acting.ByPasskey(Answer.parse(answer), HOST) if answer else None
        receipt: Receipt = self.node.run(
            acting.sign, self.node.home, self.who, act, office, now + timedelta(minutes=1), attempt, by=by
        )
        return receipt

    def approve(self, act: ActDraft, attempt: str = "a", **more: Any) -> Receipt:
        """Asked, answered, signed."""
        return self.sign(act, answered(self.ask(act, attempt, **more), self.passkey), attempt, **more)


def official(node: Node, passkey: SoftPasskey = ANA, name: str = "") -> Official:
    who = person(node, "coordinator", name)
    set_up(node, who, passkey)
    return Official(node, who, passkey)


def offices(node: Node, *names: str) -> ActDraft:
    return ActDraft("propose", tuple(node.office(name) for name in names))


def answer(node: Node, act: str, place: str, words: str = "") -> ActDraft:
    said = both(words, f"{words} (es)") if words else None
    draft: ActDraft = node.run(drafting.answer, act, place, said)
    return draft


def state(node: Node) -> Any:
    def look() -> Any:
        logs = [(log.pk, log.size, log.root, bytes(log.edge), log.judged) for log in Log.objects.order_by("pk")]
        return logs, LogEntry.objects.count(), SealedText.objects.count(), sorted(Document.objects.values_list())

    return node.run(look)
