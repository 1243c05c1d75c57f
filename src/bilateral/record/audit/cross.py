"""What the logs say of one another, who holds which keys, and which files belong to none of it.

Here: `seen` and references against the logs held, custody, successors, cosignatures, files that were added. Not here:
one log by itself (walk.py).
"""

from bilateral.record import folder
from bilateral.record.audit.files import Files
from bilateral.record.audit.report import Cosigner, Desk
from bilateral.record.audit.succession import Succession
from bilateral.record.audit.walk import Held
from bilateral.record.note import COSIGNER, ED25519, VerifierKey
from bilateral.record.tiles import HASH, Tile, belongs
from bilateral.record.tree import Frontier
from bilateral.values import is_leaf

Logs = dict[str, Held]


def check_seen(logs: Logs, desk: Desk) -> None:
    """Each root that an entry says it saw against the root which that log has at that size."""
    by_log: dict[str, list[tuple[int, str, str]]] = {}
    for held in logs.values():
        for seq, claim in held.claims:
            by_log.setdefault(claim.log, []).append((claim.size, claim.root, f"{held.origin}#{seq}"))
    for log, claims in sorted(by_log.items()):
        other = logs.get(log)
        frontier = Frontier()
        for size, root, place in sorted(claims):
            if other is None or not other.sound or size > other.size:
                desk.note("seen-beyond", place, log=log, size=size)
                continue
            leaves = other.leaves
            frontier.extend(bytes(leaves[i * HASH : (i + 1) * HASH]) for i in range(frontier.size, size))
            if frontier.root().hex() != root:
                desk.find("seen-mismatch", place, log=log, size=size)


def check_refs(logs: Logs, desk: Desk) -> None:
    """Each entry referred to against the leaf which that entry has."""
    for held in logs.values():
        for seq, ref in held.refs:
            place, other = f"{held.origin}#{seq}", logs.get(ref.log)
            if other is None or not other.sound or ref.seq >= other.size:
                desk.note("ref-beyond", place, ref=ref.short)
            elif other.leaves[ref.seq * HASH : (ref.seq + 1) * HASH].hex() != ref.leaf:
                desk.find("ref-mismatch", place, ref=ref.short)


def check_custody(logs: Logs, desk: Desk) -> None:
    """Keys under one custodian must be declared so; orders must differ within a dialogue."""
    known = [(held.genesis, held.declared) for held in logs.values() if held.genesis and held.declared]
    for genesis, declared in known:
        if genesis.demonstration:
            desk.note("demonstration", genesis.origin)
        if not declared.recovery:
            desk.note("no-recovery", genesis.origin)
        for other, theirs in known:
            if (other.dialogue, other.party) == (genesis.dialogue, genesis.party) or other.dialogue != genesis.dialogue:
                continue
            if theirs.custodian == declared.custodian and declared.custody == "own":
                desk.find("custody-conflict", f"{genesis.origin}#{declared.seq}", log=other.origin)
            if other.order == genesis.order:
                desk.find("order-twice", f"{genesis.origin}#0", log=other.origin)
    for custodian in sorted({d.custodian for _, d in known if d.custody == "joint"}):
        logs_there = [d.origin for _, d in known if d.custodian == custodian]
        desk.note("joint-custody", custodian, logs=", ".join(logs_there))


def succession(held: Held, logs: Logs) -> Succession:
    """What the log says that it goes on for, and which other governments' logs recognise its first entry."""
    if held.genesis is None or not held.genesis.succeeds:
        return Succession()
    leaf = held.leaves[:32].hex()
    others = (each for each in logs.values() if each.genesis and each.genesis.party != held.genesis.party)
    found = (each.origin for each in others if (held.origin, leaf) in each.recognises)
    return Succession(held.genesis.succeeds, tuple(sorted(found)))


def check_succession(logs: Logs, desk: Desk) -> None:
    """A successor uses fresh keys, and a log that it goes on for ends where it says."""
    for held in logs.values():
        for cut in held.genesis.succeeds if held.genesis else ():
            before = logs.get(cut.log)
            if before is None or before.declared is None or held.declared is None:
                continue
            used = {public for each in before.declared.history for public in each.keys.public}
            if any(public in used for each in held.declared.history for public in each.keys.public):
                desk.find("successor-keys", f"{held.origin}#0", log=cut.log)
            if before.size > cut.size:
                desk.note("beyond-cut", before.origin, n=before.size - cut.size, size=cut.size, log=held.origin)


def cosigners(held: Held, logs: Logs, pins: tuple[VerifierKey, ...], desk: Desk) -> tuple[Cosigner, ...]:
    """Who else attests a log's checkpoint; the same custody, and the log itself, count as none."""
    found = []
    for key, time in held.opened.cosigners if held.opened else ():
        other = logs[key.name].declared if key.name in logs else None
        if other is not None and other.keys.cosigner == key:
            counts = held.declared is not None and held.declared.custodian != other.custodian
        else:
            counts = key.name not in logs and key in pins
        found.append(Cosigner(key.name, time, counts))
        if not counts:
            desk.note("same-custody", held.place, name=key.name)
    if held.opened and not any(c.counts and c.name in logs for c in found):
        desk.note("not-attested", held.place)
    return tuple(found)


def is_former(key: VerifierKey, logs: Logs) -> bool:
    """A key that its log declared once and has changed for another."""
    declared = logs[key.name].declared if key.name in logs else None
    return declared is not None and declared.ever(key) and key not in declared.verifiers


def check_verifiers(keys: tuple[VerifierKey, ...], logs: Logs, desk: Desk) -> None:
    """The published list of keys against what is in force in the logs, as far as they could be read."""
    declared = {key for held in logs.values() if held.declared for key in held.declared.verifiers}
    readable = {held.origin for held in logs.values() if held.declared}
    if {k for k in keys if k.name in readable} != declared or {k.name for k in keys} != set(logs):
        desk.find("verifiers-differ", folder.VERIFIERS)


def identity(held: Held, pins: tuple[VerifierKey, ...], desk: Desk) -> str:
    """Whether a key pinned from outside is one that the log has or had.

    An older pin will do, since each change of keys hangs from a snapshot that the outgoing key signed of this very log.
    """
    mine = [key for key in pins if key.name == held.origin]
    if held.declared is None or not any(key.type == ED25519 for key in mine):
        desk.note("identity-unverified", held.origin)
        return "unverified"
    for kind in (ED25519, COSIGNER):
        ours = [key for key in mine if key.type == kind]
        if ours and not any(held.declared.ever(key) for key in ours):
            desk.find("key-not-pinned", f"{held.origin}#0")
            return "unverified"
    if held.torn or not held.sound:
        return "unverified"
    if not any(key in held.declared.verifiers for key in mine if key.type == ED25519):
        desk.note("pinned-former", held.origin, seq=held.declared.seq)
    return "pinned"


def check_extra(logs: Logs, files: Files) -> None:
    """Every file that is there against those that the logs have."""
    if files.listed is None:
        files.desk.note("unlisted")
        return
    for path in sorted(files.listed - {folder.VERIFIERS}):
        owners = [origin for origin in logs if path.startswith(f"{origin}/")]
        if not owners:
            files.desk.find("file-extra", path)
            continue
        held = logs[max(owners, key=len)]
        code = _extra(held, path.removeprefix(f"{held.origin}/"))
        if code:
            files.desk.find(code, path)


def _extra(held: Held, rest: str) -> str:
    if rest == folder.CHECKPOINT:
        return ""
    if held.head is None:  # without a checkpoint nothing says which files belong, and its absence is already found
        return ""
    tile = Tile.parse(rest)
    if tile is not None:
        return "" if belongs(tile, held.size) else "file-extra"
    kind, _, digest = rest.partition("/")
    if kind != folder.RELEASED or not is_leaf(digest):
        return "file-extra"
    if digest in held.public or digest in held.named:
        return ""  # what an act withholds or erases was looked at in items.py
    if digest in held.withheld:
        return "opening-withheld"
    return "opening-unknown" if held.complete else ""
