"""What waits in private rooms: for an answer, a word on a version, a signature, a word on a release.

All of it is read from the rooms as they are; what the others wrote waits until the side writes, or says that it needs
no answer.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from bilateral.dialogue.rooms.message import Message
from bilateral.node.inbox.items import For, Item
from bilateral.node.people.permissions import can
from bilateral.node.rooms.drafting import proposed_at
from bilateral.node.rooms.keeping import RoomView, rooms
from bilateral.node.rooms.releasing import recorded
from bilateral.node.viewer import Viewer
from bilateral.values import Text


def in_rooms(viewer: Viewer) -> Iterable[Item]:
    """Everything that waits in the rooms of the viewer's government, and what waits there for the others."""
    if can(viewer, "work.see"):
        for view in rooms(viewer):
            if not view.fork:
                yield from _in_room(viewer, view)


def _in_room(viewer: Viewer, view: RoomView) -> Iterator[Item]:
    writes: For = "me" if can(viewer, "room.write") else "side"
    commits: For = "me" if can(viewer, "room.commit") else "side"
    state = view.state
    if view.open and view.unanswered:
        what = Text("Answer in the private room", "Responder en la sala privada")
        yield _item(view, writes, what, view.unanswered[0])
    yield from _standings(view, commits)
    settled = state.version(state.settled) if state.settled else None
    if settled and not proposed_at(viewer, settled):
        number = settled.number
        what = Text(f"All are ready: sign version {number}", f"Hay acuerdo en la versión {number}: firmarla")
        last = max((s.message for s in state.standings.values() if s.message), key=lambda m: m.time)
        yield _item(view, commits, what, last)
    yield from _releases(view, commits)


def _standings(view: RoomView, commits: For) -> Iterator[Item]:
    """Somebody is ready for a version of which this side has said nothing; or this side is, and others are not."""
    mine, state = view.state.standings[view.party], view.state
    if state.closed or state.settled:
        return
    for each in (state.standings[party] for party in view.others):
        version = state.version(each.version)
        if each.said == "ready" and version and each.message and mine.version != each.version:
            n = version.number
            what = Text(
                f"Say whether your side is ready for version {n}", f"Decir si tu parte está lista con la versión {n}"
            )
            yield _item(view, commits, what, each.message)
    version = state.version(mine.version)
    if mine.said == "ready" and mine.message and version:
        others = [party for party in view.others if state.standings[party].version != mine.version]
        if others:
            n = version.number
            what = Text(f"Waiting for their word on version {n}", f"En espera de su respuesta sobre la versión {n}")
            yield _item(view, "others", what, mine.message)


def _releases(view: RoomView, commits: For) -> Iterator[Item]:
    state = view.state
    if state.released:
        if view.party not in {each.party for each in recorded(state, state.released)}:
            what = Text("Put the released room on the record", "Llevar al registro la sala dada a conocer")
            yield _item(view, commits, what, _last_release(view, view.party))
    elif any(party in state.asked for party in view.others) and view.party not in state.asked:
        what = Text("Say whether this room may be made public", "Decir si esta sala puede darse a conocer")
        yield _item(view, commits, what, _last_release(view, ""))
    elif view.party in state.asked:
        what = Text("Waiting for their release", "En espera de que la den a conocer")
        yield _item(view, "others", what, _last_release(view, view.party))


def _last_release(view: RoomView, party: str) -> Message:
    lines = (line.message for line in view.state.lines if line.message.kind == "release" and line.counts)
    return [each for each in lines if each.party == party or not party][-1]


def _item(view: RoomView, whom: For, what: Text, since: Message) -> Item:
    return Item(whom, what, view.title, f"room/{view.id}", datetime.fromisoformat(since.time).astimezone(UTC))
