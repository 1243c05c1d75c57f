"""Addresses of entries from their places as the node keeps them (``hled/us#12``), and of the answers to proposals; the
names of forms.
"""

import uuid
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from bilateral.node import acting
from bilateral.node.papers import begun_from
from bilateral.node.people.permissions import can
from bilateral.node.read.shapes import EntryView, ProposalView
from bilateral.node.viewer import Viewer
from bilateral.values.ref import parse_place


def entry_page(place: str) -> str:
    """The address of an entry's page; empty for no place."""
    return reverse("entry", args=_place(place)) if place else ""


def attempt_of(request: HttpRequest) -> str:
    """The name of the form that was sent, or a new one for a form to be shown: sent twice, it is done once."""
    return request.POST.get("attempt", "")[:64] or uuid.uuid4().hex


def answers_open(viewer: Viewer, proposal: ProposalView | None) -> list[tuple[str, str]]:
    """What somebody who works here may do about a proposal, each with its address; nothing for the public."""
    if proposal is None or viewer.party is None:
        return []
    place = _place(f"{proposal.ref.log}#{proposal.ref.seq}")
    signs = can(viewer, "act.sign")
    found = [(act, reverse("answer", args=[*place, act])) for act in acting.open_to(proposal, viewer.party) if signs]
    if can(viewer, "paper.write") and proposal.status != "agreed":
        found.append(("counter", reverse("counter", args=place)))
    return found


def of_this_side(viewer: Viewer, proposal: ProposalView | None) -> dict[str, Any]:
    """What an entry's page shows those who work here of a proposal: the answers open to them, whether their offices can
    be asked to clear it first, and their side's papers that began from it. Empty for the public.
    """
    if proposal is None or viewer.party is None:
        return {}
    answers = answers_open(viewer, proposal)
    waits = proposal.status == "open" and viewer.party in {each.code for each in proposal.waiting_for}
    return {
        "answers_here": answers,
        "clears_here": waits and can(viewer, "clearance.ask"),
        "papers_here": begun_from(viewer, f"{proposal.ref.log}#{proposal.ref.seq}"),
    }


def release_page(viewer: Viewer, entry: EntryView) -> str:
    """Where the viewer releases the words that their government has sealed in an entry; empty where there are none."""
    if not entry.between or entry.act.party.code != viewer.party or not can(viewer, "act.sign"):
        return ""
    return reverse("release", args=_place(f"{entry.act.ref.log}#{entry.act.ref.seq}"))


def _place(place: str) -> list[str | int]:
    log, seq = parse_place(place)
    _, party, *turn = log.split("/")
    return [party, *(int(n) for n in turn), seq]
