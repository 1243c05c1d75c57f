"""Acts that people sign for their government through pages: who may, once an attempt, and who it was.

The door does the signing; here is what stands before it and beside it. The record names the office; the person is kept
privately, in the same transaction.
"""

from contextlib import suppress
from datetime import datetime

from bilateral.dialogue.compose import ActDraft
from bilateral.node import door, publisher
from bilateral.node.door import Actor, Receipt
from bilateral.node.home import Home
from bilateral.node.models import LogEntry
from bilateral.node.people.models import Signing
from bilateral.node.people.permissions import check, person_of
from bilateral.node.read.shapes import ProposalView
from bilateral.node.viewer import Viewer
from bilateral.values import Fault

ANSWERS = ("concur", "decline", "withdraw", "position")
WITH_REASON = frozenset({"decline", "position"})


def sign(
    home: Home,
    viewer: Viewer,
    act: ActDraft,
    office: str,
    now: datetime,
    attempt: str,
    beside: door.Beside = door.nothing,
) -> Receipt:
    """Put an act on the record for the viewer's government, and publish it.

    :param office: the office that acts, by its id; empty for the government as such.
    :param attempt: names the form that was sent; sent twice, it is done once.
    :param beside: what is to be written in the same transaction.
    :raises Forbidden: this person may not sign. :raises Fault: as `door.commit` does; nothing is on the record then.
    """
    check(viewer, "act.sign")

    def both(receipt: Receipt) -> None:
        Signing.objects.create(person_id=person_of(viewer), log=receipt.ref.log, seq=receipt.ref.seq, time=now)
        beside(receipt)

    actor = Actor(str(viewer.party), office)
    receipt = door.commit(home, act, actor, now, _idem(viewer, attempt), both)
    with suppress(Fault):  # it is on the record; the node's own publisher tells what is wrong and goes on trying
        publisher.publish(home, now)
    return receipt


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
