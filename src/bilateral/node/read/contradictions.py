"""Which logs are frozen here because snapshots of them contradict each other, and the proofs that this node keeps."""

from dataclasses import dataclass

from django.conf import settings

from bilateral.node.evidence import keeping
from bilateral.node.models import Log, SignedHead
from bilateral.node.read.base import desk_for
from bilateral.node.read.shapes import Party, Viewer
from bilateral.values import Text
from bilateral.values.ref import party_of


@dataclass(frozen=True, slots=True)
class Proof:
    """A file of evidence: under which name it can be fetched, and what it proves."""

    name: str
    log: str
    says: Text


@dataclass(frozen=True, slots=True)
class Frozen:
    """A log of which nothing more is taken here, or signed, since ``size``."""

    log: str
    party: Party
    size: int
    own: bool


@dataclass(frozen=True, slots=True)
class Contradictions:
    frozen: tuple[Frozen, ...] = ()
    proofs: tuple[Proof, ...] = ()


def contradictions(viewer: Viewer) -> Contradictions:
    desk = desk_for(viewer)
    found: dict[str, int] = {}
    for log, size in SignedHead.objects.filter(contradicts=True).order_by("log", "size").values_list("log", "size"):
        found.setdefault(log, size)
    own = set(Log.objects.filter(pk__in=found, own=True).values_list("pk", flat=True)) if found else set()
    frozen = tuple(Frozen(log, desk.party(party_of(log)), size, log in own) for log, size in found.items())
    proofs = tuple(Proof(each.name, each.shown.log, each.shown.says) for each in keeping.kept(settings.HOME))
    return Contradictions(frozen, proofs)


def proof(viewer: Viewer, name: str) -> bytes | None:
    """The bytes of a proof; anybody may have them, since they hold only what logs publish."""
    return keeping.read(settings.HOME, name)
