"""Every parser of the room that takes bytes from outside, with good examples to break.

TARGETS   name -> Target(seeds, run, limit): `run` may raise a Fault and nothing else
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final

from bilateral.record import canonical, checkpoint, note, proof, seal, tiles
from bilateral.record.approvals.check import Approval
from bilateral.record.approvals.check import check as check_approval
from bilateral.record.audit import audit
from bilateral.record.checkpoint import Checkpoint
from bilateral.record.declared.keys import begin, change, changes_keys
from bilateral.record.declared.statement import (
    FIELDS,
    MAX_SIGNATURES_FILE,
    MAX_STATEMENT,
    Statement,
    read_signatures,
    signatures_file,
)
from bilateral.record.entry import Entry
from bilateral.record.evidence.check import check as check_evidence
from bilateral.record.evidence.file import MAX_EVIDENCE, Evidence
from bilateral.record.genesis import Genesis
from bilateral.record.keys import PrivateKey
from bilateral.record.log import Chain
from bilateral.record.note import Note, VerifierKey
from bilateral.record.sources import DirSource
from bilateral.record.tiles import Tile
from bilateral.record.tree import Frontier
from bilateral.values import EntryRef, Name
from tests.helpers import ROOT
from tests.record.approvals.world import ACT, approved
from tests.record.builders import Party, parties, story
from tests.record.evidence.builders import MAKERS
from tests.record.test_audit_bytes import MemorySource, small
from tools.soft_passkey import ALGORITHMS, SoftPasskey

Run = Callable[[bytes], object]


@dataclass(frozen=True)
class Target:
    """`limit` is the size beyond which the parser refuses by itself; longer input must cost it nothing."""

    seeds: tuple[bytes, ...]
    run: Run
    limit: int


@cache
def world() -> tuple[Party, ...]:
    return story()


def keys() -> tuple[VerifierKey, ...]:
    return tuple(key for party in world() for key in (party.checkpoint_verifier, party.cosigner_verifier))


def proofs() -> tuple[bytes, ...]:
    us, mx = world()
    leaves = [bytes.fromhex(entry.leaf) for entry in us.entries]
    reader = tiles.TileReader({tiles.path(0, 0, len(leaves)): b"".join(leaves)}.get, us.head.size)
    made = [proof.make_proof(i, reader, us.signed(mx), us.entries[i].bytes) for i in range(us.head.size)]
    return tuple(bytes(p) for p in made)


def text(data: bytes) -> str:
    """Any bytes as text, surrogates included: what a JSON value or a command line could hold."""
    return data.decode("utf-8", "surrogatepass" if data.isascii() else "surrogateescape")


def chained(data: bytes) -> object:
    us, _ = world()
    chain = Chain(us.origin)
    chain.push(us.entries[0].bytes)
    return chain.push(data)


@cache
def rekeyed() -> Party:
    """A log that changed its keys twice."""
    (us,) = parties("us", recoveries=2)
    us.change_keys("rotate", "2")
    us.change_keys("revoke", "3", 1)
    return us


def statements() -> tuple[Statement, ...]:
    made = []
    for entry in rekeyed().entries[1:]:
        body = {"suspect": None, **entry.body, "act": entry.act, "log": entry.log, "v": 1}
        made.append(Statement.parse(canonical.encode({field: body[field] for field in FIELDS})))
    return tuple(made)


def changed(data: bytes) -> object:
    """The bytes of a change of keys, whoever signed the entry."""
    genesis, entry = rekeyed().entries[0], Entry.parse(data)
    return change(entry, begin(genesis, Genesis.of(genesis))) if changes_keys(entry) else None


def cosigned(data: bytes) -> object:
    """Text that the log did sign, whatever it says: what a hostile log can make us open."""
    us, _ = world()
    return checkpoint.open(bytes(note.sign(data, us.origin, us.checkpoint_key)), keys())


def audited(path: str) -> Run:
    return lambda data: audit(MemorySource({**small(), path: data}), keys())


def referred(data: bytes) -> object:
    return EntryRef.from_json(canonical.decode(data))


def approvals() -> tuple[bytes, ...]:
    return tuple(canonical.encode(approved(ACT, SoftPasskey(each))) for each in ALGORITHMS)


def approval(data: bytes) -> object:
    return check_approval(Approval.parse(canonical.decode(data)), ACT)


def no_such_path(data: bytes) -> object:
    return DirSource(ROOT / "spec").read(text(data), 1 << 16)


def _entries() -> tuple[bytes, ...]:
    return tuple(entry.bytes for party in world() for entry in party.entries)


def _evidence() -> tuple[bytes, ...]:
    return tuple(bytes(make()) for make in MAKERS.values())


def _targets() -> dict[str, Target]:
    us, mx = world()
    signed, openings = us.signed(mx), tuple(us.openings.values())
    entries, whole = _entries(), 1 << 20
    edge, said = us.frontier.to_bytes(), statements()[0]
    files = {
        path: Target((data,), audited(path), whole) for path, data in small().items() if path.startswith("hled/us")
    }
    return {
        "canonical": Target(entries, canonical.decode, canonical.MAX_ENTRY),
        "entry": Target(entries, Entry.parse, canonical.MAX_ENTRY),
        "chain": Target(entries, chained, canonical.MAX_ENTRY),
        "note": Target((signed,), Note.parse, note.MAX_NOTE),
        "opened note": Target((signed,), lambda d: note.open(d, keys()), note.MAX_NOTE),
        "opened checkpoint": Target((signed,), lambda d: checkpoint.open(d, keys()), note.MAX_NOTE),
        "signed text": Target((us.head.text(),), cosigned, note.MAX_NOTE),
        "checkpoint": Target((us.head.text(),), Checkpoint.parse, note.MAX_NOTE),
        "verifier key": Target(tuple(str(k).encode() for k in keys()), lambda d: VerifierKey.parse(text(d)), 1 << 16),
        "tile path": Target((b"tile/0/x001/x234/067.p/8", b"tile/entries/000"), lambda d: Tile.parse(text(d)), 1 << 16),
        "source path": Target((b"vectors.json", b"../spec/entry.md"), no_such_path, 1 << 12),
        "bundle": Target((tiles.bundle(entries),), tiles.unbundle, whole),
        "bundle of 4": Target((tiles.bundle(entries[:4]),), lambda d: tiles.unbundle(d, 4), whole),
        "tile": Target((bytes(range(128)),), lambda d: tiles.split_hashes(d, 4), whole),
        "proof": Target(proofs(), proof.Proof.parse, proof.MAX_PROOF),
        "verified proof": Target(proofs(), lambda d: proof.verify_proof(d, keys()), proof.MAX_PROOF),
        "change of keys": Target(tuple(e.bytes for e in rekeyed().entries[1:]), changed, canonical.MAX_ENTRY),
        "keys: statement": Target(tuple(bytes(s) for s in statements()), Statement.parse, MAX_STATEMENT),
        "keys: signatures": Target(
            (signatures_file(said, [said.authorise(r) for r in rekeyed().recovery]),),
            lambda d: read_signatures(d, said),
            MAX_SIGNATURES_FILE,
        ),
        "evidence": Target(_evidence(), Evidence.parse, MAX_EVIDENCE),
        "approval": Target(approvals(), approval, canonical.MAX_ENTRY),
        "checked evidence": Target(_evidence(), lambda d: check_evidence(Evidence.parse(d)), MAX_EVIDENCE),
        "opening": Target(openings, seal.unseal, whole),
        "opened words": Target(openings, seal.unseal_text, whole),
        "frontier": Target((edge, bytes(8)), Frontier.from_bytes, whole),
        "key file": Target((us.entry_key.dump(),), PrivateKey.load, 1 << 16),
        "name": Target((b"hled/us:i-1-supply",), lambda d: Name.parse(text(d)), 1 << 16),
        "entry reference": Target((canonical.encode(us.entries[1].ref.to_json()),), referred, canonical.MAX_ENTRY),
        "export: verifiers.txt": Target((small()["verifiers.txt"],), audited("verifiers.txt"), whole),
        **{f"export: {path}": target for path, target in files.items()},
    }


TARGETS: Final = _targets()
