"""The three lists, each item with its age. A source of items is a function in `SOURCES`; a room adds its own there."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Q

from bilateral.node.inbox.clearing import in_clearance, to_clear
from bilateral.node.inbox.in_rooms import in_rooms
from bilateral.node.inbox.items import For, Item
from bilateral.node.papers.models import Remark
from bilateral.node.people.permissions import can, check
from bilateral.node.read.proposals import proposals, sealed
from bilateral.node.rooms.drafting import same_as_proposed, settled
from bilateral.node.viewer import Viewer
from bilateral.values import Text

MOST: Final = 200
"""How many open proposals are looked at; the page says so where there are more."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """The lists, the oldest first; ``more`` how many open proposals were not looked at."""

    me: tuple[Item, ...]
    side: tuple[Item, ...]
    others: tuple[Item, ...]
    more: int = 0

    @property
    def empty(self) -> bool:
        return not (self.me or self.side or self.others)


def waiting(viewer: Viewer) -> Waiting:
    """What waits now. :raises Forbidden: the viewer works for no government."""
    check(viewer, "inbox.see")
    items = sorted((each for source in SOURCES for each in source(viewer)), key=lambda item: (item.since, item.place))
    found = {whom: tuple(each for each in items if each.whom == whom) for whom in ("me", "side", "others")}
    total = proposals(viewer, "open", limit=1).total
    return Waiting(found["me"], found["side"], found["others"], max(0, total - MOST))


def open_proposals(viewer: Viewer) -> Iterable[Item]:
    """Proposals that the viewer's government has not answered, and its own that others have not."""
    agreed = settled(viewer)
    for proposal in proposals(viewer, "open", limit=MOST).items:
        codes = {party.code for party in proposal.waiting_for}
        place = f"{proposal.ref.log}#{proposal.ref.seq}"
        if viewer.party in codes:
            whom: For = "me" if can(viewer, "act.sign") else "side"
            what = Text("Agree or decline", "Dar conformidad o declinar")
            if same_as_proposed(viewer, proposal.ref.log, proposal.ref.seq, agreed):
                what += Text(": the text agreed in a private room", ": el texto acordado en una sala privada")
            yield Item(whom, what, proposal.title, place, proposal.time)
        elif viewer.party in {party.code for party in proposal.named}:
            names = Text.join(", ", (party.name for party in proposal.waiting_for))
            yield Item("others", Text("Waiting for ", "En espera de ") + names, proposal.title, place, proposal.time)


def to_release(viewer: Viewer) -> Iterable[Item]:
    """Texts in force whose words the viewer's government still keeps sealed."""
    for proposal in sealed(viewer):
        if proposal.status == "agreed" and proposal.proposer.code == viewer.party:
            whom: For = "me" if can(viewer, "act.sign") else "side"
            what = Text(
                "In force, its words still sealed: release them", "Vigente y aún sellado: difundir sus palabras"
            )
            yield Item(whom, what, proposal.title, f"{proposal.ref.log}#{proposal.ref.seq}", proposal.time)


def open_remarks(viewer: Viewer) -> Iterable[Item]:
    """Remarks by others, not settled, on papers that the viewer looks after; on those of who has left, for the side."""
    if not can(viewer, "work.see"):
        return
    mine = Q(paper__keeper=viewer.person) | Q(paper__keeper__is_active=False)
    rows = Remark.objects.filter(mine, paper__party=viewer.party, paper__state="open", settled=None)
    for row in rows.exclude(person=viewer.person).select_related("paper", "person").order_by("time")[:MOST]:
        whom: For = "me" if row.paper.keeper_id == viewer.person else "side"
        what = Text("Look at a remark by ", "Ver una observación de ") + Text.same(row.person.name)
        yield Item(whom, what, Text.same(row.paper.title), f"paper/{row.paper_id}", row.time)


SOURCES: Final[list[Callable[[Viewer], Iterable[Item]]]] = [
    open_proposals,
    to_release,
    open_remarks,
    in_rooms,
    to_clear,
    in_clearance,
]
