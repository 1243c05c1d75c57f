"""The keys of peers that are pinned here beside those that their records declare by now.

A pin is a key that a person was given by another way than the network. It holds for as long as it was ever the record's
(spec/keys.md), so nothing moves it but a person; here is said where it could be moved to.
"""

from dataclasses import dataclass

from bilateral.node.home import Home, Peer
from bilateral.node.keys import declared
from bilateral.node.models import Log
from bilateral.record.note import VerifierKey


@dataclass(frozen=True, slots=True)
class Pin:
    """A pinned peer; the key in force in what is held of its record (empty where nothing is), and since which entry."""

    peer: Peer
    in_force: str = ""
    since: int = 0

    @property
    def moved(self) -> bool:
        """Whether the record has changed the pinned key for another since."""
        return self.in_force not in ("", self.peer.key)


def pins(home: Home) -> tuple[Pin, ...]:
    """Every pinned peer, in the order of the settings."""
    held = set(Log.objects.filter(size__gt=0).values_list("pk", flat=True))
    return tuple(_pin(peer) if peer.origin in held else Pin(peer) for peer in home.peers)


def _pin(peer: Peer) -> Pin:
    told = declared.of_log(peer.origin)
    key: VerifierKey = told.keys.checkpoint
    since = min((each.seq for each in told.history if each.keys.checkpoint == key), default=0)
    return Pin(peer, str(key), since)
