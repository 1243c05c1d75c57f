"""Acts that people sign for their government through pages: who may, once an attempt, and who it was.

The door does the signing; here is what stands before it and beside it. The record names the office; the person is kept
privately, in the same transaction.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from bilateral.dialogue.compose import ActDraft
from bilateral.node import door, publisher
from bilateral.node.approving import ceremony, passkeys
from bilateral.node.approving.ceremony import Answer, Asked
from bilateral.node.approving.required import check_passkey
from bilateral.node.clearance import agreeing, rule
from bilateral.node.door import Actor, Receipt
from bilateral.node.home import Home
from bilateral.node.models import LogEntry
from bilateral.node.people.models import Signing
from bilateral.node.people.permissions import check, person_of
from bilateral.node.read.shapes import ProposalView
from bilateral.node.signing.approving import NOBODY
from bilateral.node.viewer import Viewer
from bilateral.values import Fault

ANSWERS = ("concur", "decline", "withdraw", "position")
WITH_REASON = frozenset({"decline", "position"})


@dataclass(frozen=True, slots=True)
class ByPasskey:
    """The viewer's passkey has signed too: what the browser brought back, and on which site (host, port if unusual)."""

    answer: Answer
    host: str


def sign(
    home: Home,
    viewer: Viewer,
    act: ActDraft,
    office: str,
    now: datetime,
    attempt: str,
    beside: door.Beside = door.nothing,
    by: ByPasskey | None = None,
) -> Receipt:
    """Put an act on the record for the viewer's government, and publish it.

    :param office: the office that acts, by its id; empty for the government as such.
    :param attempt: names the form that was sent; sent twice, it is done once.
    :param beside: what is to be written in the same transaction.
    :param by: where the viewer's passkey signs too; `ask` comes first.
    :raises Forbidden: this person may not sign. :raises PasskeyNeeded: the side wants their passkey too.
    :raises NotCleared: the side agrees only to what its offices have cleared.
    :raises Fault: as `door.commit` does; nothing is on the record then.
    """
    check(viewer, "act.sign")
    actor, done = Actor(str(viewer.party), office), is_done(viewer, attempt)
    approving = NOBODY
    if by and not done:
        approving = ceremony.approving(viewer, attempt, by.answer, by.host, now)
    elif not done:
        check_passkey(actor.party, act.act)
    if not done:
        agreeing.check_agreeing(actor.party, act)

    def all_of_it(receipt: Receipt) -> None:
        _agreed(actor.party, act, receipt, now)
        person = person_of(viewer)
        Signing.objects.create(person_id=person, log=receipt.ref.log, seq=receipt.ref.seq, time=now)
        ceremony.forget(viewer, attempt)
        if by:
            passkeys.note_use(person, by.answer.credential)
        beside(receipt)

    receipt = door.commit(home, act, actor, now, _idem(viewer, attempt), all_of_it, approving)
    with suppress(Fault):  # it is on the record; the node's own publisher tells what is wrong and goes on trying
        publisher.publish(home, now)
    return receipt


def ask(
    home: Home,
    viewer: Viewer,
    act: ActDraft,
    office: str,
    now: datetime,
    attempt: str,
    beside: door.Beside = door.nothing,
) -> Asked | Receipt:
    """What the viewer's passkey is asked to sign, so that `sign` can be called with its answer and all the same else.

    The receipt, where this attempt has brought the act onto the record already. :raises Fault: what would refuse it.
    """
    if is_done(viewer, attempt):
        return sign(home, viewer, act, office, now, attempt)
    agreeing.check_agreeing(str(viewer.party), act)
    return ceremony.ask(home, viewer, act, office, now, attempt, beside)


def at_machine(home: Home, act: ActDraft, actor: Actor, now: datetime, idem: str | None = None) -> Receipt:
    """Put an act on the record for whoever runs the node; as the side's own rules and `door.commit` let it. What is
    there already under this key is told again, whatever the side has settled since.
    """
    if idem is None or not LogEntry.objects.filter(idem=idem).exists():
        check_at_machine(actor.party, act.act)
        agreeing.check_agreeing(actor.party, act)
    return door.commit(home, act, actor, now, idem, lambda receipt: _agreed(actor.party, act, receipt, now))


def _agreed(party: str, act: ActDraft, receipt: Receipt, now: datetime) -> None:
    """Beside an agreement: its papers are closed, so that no office can change its answer, and looked at once more."""
    agreeing.close_papers(party, act, receipt.ref, now)
    agreeing.check_agreeing(party, act)


def check_at_machine(party: str, act: str) -> None:
    """What a side has settled holds for whoever runs the node too.

    :raises PasskeyNeeded: the side wants an official's passkey for such acts.
    :raises NotCleared: it proposes only what its offices have cleared.
    """
    check_passkey(party, act, at_machine=True)
    rule.check_at_machine(party, act)


def is_done(viewer: Viewer, attempt: str) -> bool:
    """Whether this person's form of that name has brought an act onto the record already."""
    return LogEntry.objects.filter(idem=_idem(viewer, attempt)).exists()


def _idem(viewer: Viewer, attempt: str) -> str:
    return f"person:{viewer.person}:{attempt}"


def open_to(proposal: ProposalView, party: str) -> tuple[str, ...]:
    """The acts by which a government may answer a proposal as it stands; the door has the last word."""
    if party not in {each.code for each in proposal.named}:
        return ()
    waiting = party in {each.code for each in proposal.waiting_for}
    found = ["concur", "decline"] if proposal.status == "open" and waiting else []
    if proposal.status == "open" and proposal.proposer.code == party:
        found.append("withdraw")
    return (*found, "position")
