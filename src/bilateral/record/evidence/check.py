"""What evidence proves, found out from the file alone and the keys that the reader trusts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from bilateral.record import checkpoint, tree
from bilateral.record.checkpoint import Checkpoint
from bilateral.record.entry import Entry
from bilateral.record.evidence.file import Evidence, read_path
from bilateral.record.evidence.words import SAYS
from bilateral.record.faults import EvidenceFault
from bilateral.record.note import VerifierKey
from bilateral.record.proof import Proof, Proved, verify_proof
from bilateral.values import Text


@dataclass(frozen=True, slots=True)
class Shown:
    """A contradiction that is proven. ``pinned``: by keys that the reader trusts, not only by those in the file.

    ``size``: the smaller of the two trees, or what was said to be seen; ``seq``: the place, where one is named.
    """

    kind: str
    log: str
    size: int
    says: Text
    pinned: bool
    keys: tuple[VerifierKey, ...]
    seq: int | None = None

    def to_json(self) -> dict[str, Any]:
        says = {"en": self.says.en, "es": self.says.es}
        keys = [str(key) for key in self.keys]
        return {"shows": self.kind, "log": self.log, "size": self.size, "seq": self.seq, "says": says} | {
            "pinned": self.pinned,
            "keys": keys,
        }


def check(evidence: Evidence, pinned: Iterable[VerifierKey] | None = None, where: str = "") -> Shown:
    """What it proves.

    :param pinned: keys from elsewhere; without them those in the file are taken, which anybody could have made.
    :raises RecordFault: it proves nothing: a signature, a path or the contradiction itself does not hold.
    """
    trusted = None if pinned is None else set(pinned)
    keys = tuple(key for key in evidence.keys if trusted is None or key in trusted)
    if len(keys) != len(evidence.keys):
        raise EvidenceFault.of("evidence-key-not-pinned", where)
    log, size, seq, values = _CHECKS[evidence.kind](evidence, keys, where)
    says = SAYS[evidence.kind].format(log=log, size=size, seq=seq, **values)
    return Shown(evidence.kind, log, size, says, trusted is not None, keys, seq)


Found = tuple[str, int, int | None, dict[str, object]]


def _signed(data: bytes, keys: Iterable[VerifierKey], where: str) -> Checkpoint:
    head = checkpoint.open(data, keys, where).checkpoint
    if head.size == 0:
        raise EvidenceFault.of("evidence-of-nothing", where)
    return head


def _two_snapshots(evidence: Evidence, keys: tuple[VerifierKey, ...], where: str) -> Found:
    one, two = (_signed(part.data, keys, where) for part in evidence.parts)
    if one.origin != two.origin or one.size != two.size or one.root == two.root:
        raise EvidenceFault.of("evidence-of-nothing", where)
    return one.origin, one.size, None, {}


def _other_beginning(evidence: Evidence, keys: tuple[VerifierKey, ...], where: str) -> Found:
    small, large = (_signed(part.data, keys, where) for part in evidence.parts[:2])
    root = _beginning(evidence.parts[2].data, small.size, large, where)
    if small.origin != large.origin or small.size >= large.size or root == small.root:
        raise EvidenceFault.of("evidence-of-nothing", where)
    return small.origin, small.size, None, {"larger": large.size}


def _two_entries(evidence: Evidence, keys: tuple[VerifierKey, ...], where: str) -> Found:
    one, two = (verify_proof(part.data, keys, where=where) for part in evidence.parts)
    if (one.checkpoint.origin, one.index) != (two.checkpoint.origin, two.index) or one.leaf == two.leaf:
        raise EvidenceFault.of("evidence-of-nothing", where)
    sizes = sorted((one.checkpoint.size, two.checkpoint.size))
    return one.checkpoint.origin, sizes[0], one.index, {"larger": sizes[1]}


def _other_root_seen(evidence: Evidence, keys: tuple[VerifierKey, ...], where: str) -> Found:
    proved, entry = _proved(evidence.parts[0].data, keys, where)
    head = _signed(evidence.parts[1].data, keys, where)
    claim = next((each for each in entry.seen if each.log == head.origin), None)
    if claim is None or (entry.log, entry.seq) != (proved.checkpoint.origin, proved.index):
        raise EvidenceFault.of("evidence-of-nothing", where)
    root = _beginning(evidence.parts[2].data, claim.size, head, where)
    if root.hex() == claim.root:
        raise EvidenceFault.of("evidence-of-nothing", where)
    return entry.log, claim.size, entry.seq, {"other": head.origin}


def _proved(data: bytes, keys: tuple[VerifierKey, ...], where: str) -> tuple[Proved, Entry]:
    proved = verify_proof(data, keys, where=where)
    return proved, Entry.parse(Proof.parse(data, where).extra or b"")


def _beginning(path: bytes, size: int, whole: Checkpoint, where: str) -> bytes:
    """The root that the first ``size`` entries of this tree have, as its path shows."""
    root, hashes = read_path(path, where)
    same = size == whole.size and not hashes and root == whole.root
    if not same and not (0 < size < whole.size and tree.verify_consistency(size, whole.size, root, whole.root, hashes)):
        raise EvidenceFault.of("evidence-path", where)
    return root


_CHECKS: Final[dict[str, Callable[[Evidence, tuple[VerifierKey, ...], str], Found]]] = {
    "two-snapshots": _two_snapshots,
    "other-beginning": _other_beginning,
    "two-entries": _two_entries,
    "other-root-seen": _other_root_seen,
}
