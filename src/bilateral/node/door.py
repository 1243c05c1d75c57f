"""The door: the only way for an act to enter a log that this node signs. One durable transaction, or nothing at all.

Lock the log's row, look the idempotency key up, seal the words, judge the act by the rules, sign, insert entry, sealed
texts and head, project the documents touched. An act that the rules would call void is refused, and nothing of it
stays.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from bilateral.dialogue.acts import REASONS
from bilateral.dialogue.compose import ActDraft, Composed, compose
from bilateral.dialogue.fold import Outcome
from bilateral.dialogue.kinds import KINDS
from bilateral.dialogue.sealing import digests_in
from bilateral.node import keyring
from bilateral.node.home import Home
from bilateral.node.models import Document, Log, LogEntry, SealedText
from bilateral.node.projection import StoredFacts, judge_waiting, project_entry
from bilateral.record import seal, tree
from bilateral.record.entry import Entry, sign
from bilateral.values import BadInput, EntryRef, Text


class Refused(BadInput):
    """The rules of the record don't allow this act now."""

    code = "refused"


@dataclass(frozen=True, slots=True)
class Actor:
    """For whom an act is signed."""

    party: str
    office: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """An act is on the record at ``ref``; ``repeated`` when this idempotency key had already brought it there."""

    ref: EntryRef
    repeated: bool = False


def commit(home: Home, act: ActDraft, actor: Actor, now: datetime, idem: str | None = None) -> Receipt:
    """Put an act on the record.

    :param now: what the node's clock says; recorded as a claim.
    :param idem: names this attempt; a second commit with the same key returns the first one's receipt.
    :raises Refused: the rules call it void; the reason says why. :raises Faults: its words or values need correcting.
    """
    _own(home, actor.party)
    with transaction.atomic(durable=True):
        log = Log.objects.select_for_update().get(pk=home.origin(actor.party))
        done = LogEntry.objects.filter(idem=idem).first() if idem else None
        if done:
            return Receipt(EntryRef(done.log, done.seq, done.leaf), repeated=True)
        judge_waiting()
        composed = compose(act, KINDS, lambda: secrets.token_bytes(32), known_words)
        fields = _fields(log, act, actor, now, composed)
        entry = sign(fields, keyring.load(home, actor.party).entry)
        append(log, entry, composed, idem)
        outcome = project_entry(entry, StoredFacts())
        if outcome.verdict != "valid":
            raise refusal(outcome)  # leaves the transaction: nothing stays
    return Receipt(EntryRef(entry.log, entry.seq, entry.leaf))


def open_log(
    home: Home, party: str, body: Mapping[str, Any], items: tuple[tuple[str, seal.Sealed], ...], now: datetime
) -> Receipt:
    """The first entry of a party's log: who it is, which keys it uses, in whose custody."""
    with transaction.atomic(durable=True):
        log = Log.objects.create(pk=home.origin(party), own=True, root=tree.EMPTY_ROOT.hex())
        composed = Composed((), dict(body), items)
        entry = sign(_fields(log, ActDraft("genesis"), Actor(party), now, composed), keyring.load(home, party).entry)
        append(log, entry, composed, None)
        outcome = project_entry(entry, StoredFacts())
        if outcome.verdict != "valid":
            raise refusal(outcome)
    return Receipt(EntryRef(entry.log, entry.seq, entry.leaf))


def refusal(outcome: Outcome) -> Refused:
    reason = REASONS.get(outcome.reason, Text.same(outcome.reason))
    return Refused(
        what=Text(
            "The rules of the record don't allow this act now.", "Las reglas del registro no permiten este acto ahora."
        ),
        where=outcome.detail,
        do=reason,
    )


def _own(home: Home, party: str) -> None:
    if party not in home.own:
        signs = ", ".join(home.own) or "-"
        raise BadInput(
            what=Text(f"This node does not sign for {party}.", f"Este nodo no firma por {party}."),
            where="party",
            do=Text(f"It signs for: {signs}.", f"Firma por: {signs}."),
        )


def _fields(log: Log, act: ActDraft, actor: Actor, now: datetime, composed: Composed) -> dict[str, Any]:
    previous = LogEntry.objects.filter(log=log.pk, seq=log.size - 1).values_list("leaf", flat=True).first()
    return {
        "v": 1,
        "log": log.pk,
        "seq": log.size,
        "prev": previous or "",
        "act": act.act,
        "changes": list(composed.changes),
        "target": act.target.to_json() if act.target else None,
        "time": now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "office": actor.office or act.office,
        "seen": seen_now(log.pk),
        "refs": [],
        "body": composed.body,
        "sealed": sorted(({"digest": s.digest, "id": item} for item, s in composed.items), key=lambda i: i["id"]),
        "attachments": [],
        "approvals": [],
    }


def seen_now(own: str) -> list[dict[str, Any]]:
    """All that this node holds and has judged of the other logs."""
    rows = Log.objects.exclude(pk=own).filter(judged__gt=0).order_by("pk")
    seen = []
    for row in rows:
        root = LogEntry.objects.values_list("root", flat=True).get(log=row.pk, seq=row.judged - 1)
        seen.append({"log": row.pk, "root": root, "size": row.judged})
    return seen


def append(log: Log, entry: Entry, composed: Composed, idem: str | None) -> None:
    """The entry's row, its sealed texts and the log's new head."""
    frontier = tree.Frontier.from_bytes(bytes(log.edge)) if log.size else tree.Frontier()
    frontier.append(bytes.fromhex(entry.leaf))
    log.size, log.root, log.edge = frontier.size, frontier.root().hex(), frontier.to_bytes()
    log.save(update_fields=["size", "root", "edge"])
    LogEntry.objects.create(log=entry.log, seq=entry.seq, leaf=entry.leaf, root=log.root, raw=entry.bytes, idem=idem)
    public = composed.body.get("visibility") == "public"
    SealedText.objects.bulk_create(
        SealedText(digest=s.digest, log=entry.log, seq=entry.seq, item=item, public=public, opening=s.opening)
        for item, s in composed.items
    )


def known_words(name: str) -> Mapping[tuple[str, str], str]:
    """The digests that already stand for a document's words in force: (language, words) to digest."""
    document = Document.objects.filter(pk=name).first()
    if document is None:
        return {}
    found = {}
    for row in SealedText.objects.filter(digest__in=set(digests_in(document.body)), opening__isnull=False):
        header, content = seal.unseal(bytes(row.opening or b""), row.digest)
        found[(str(header["lang"]), content.decode())] = row.digest
    return found
