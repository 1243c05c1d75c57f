"""Bringing other nodes' logs in: nothing is kept of a log until all that is new in it has been verified.

For each peer whose key is pinned here: the snapshot is the peer's, the new entries follow from the ones held, they hash
to the signed root, every signature holds, every released text is the one promised. Then one transaction takes the
entries, their texts and the snapshot, and judges what can be judged. What other nodes attest of our own log comes
along.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from bilateral.dialogue.compose import ActDraft
from bilateral.node import door
from bilateral.node.home import Home, Peer
from bilateral.node.models import Act, Log, LogEntry, SealedText
from bilateral.node.projection import StoredFacts, judge_waiting
from bilateral.node.publisher import declared_keys, keep_head
from bilateral.record import checkpoint, seal, tiles, tree
from bilateral.record.checkpoint import OpenedCheckpoint
from bilateral.record.entry import Entry
from bilateral.record.genesis import Genesis
from bilateral.record.log import Chain
from bilateral.record.note import VerifierKey
from bilateral.record.sources import Source
from bilateral.record.tiles import TileReader
from bilateral.values import BadInput, Fault, Text


class Fork(Fault):
    """A peer's record contradicts what this node holds of it. Nothing was taken."""

    code = "fork"


@dataclass(frozen=True, slots=True)
class Pulled:
    """What came in: the log, its size before and after, how many texts, whether an own log's attestation came along."""

    origin: str
    before: int
    after: int
    texts: int
    attested: bool = False


@dataclass(frozen=True, slots=True)
class _New:
    opened: OpenedCheckpoint
    entries: tuple[Entry, ...]
    frontier: tree.Frontier
    texts: dict[str, bytes]


def pull(
    home: Home, source: Source, now: datetime, progress: Callable[[int], None] = lambda done: None
) -> tuple[Pulled, ...]:
    """Bring in every pinned peer's log that ``source`` holds, then take note of withdrawals.

    :raises Fork: a peer's record contradicts what is held. :raises BadInput: nothing of a pinned peer is there.
    """
    found = [
        _pull_peer(home, peer, source, now, progress) for peer in home.peers if source.read(f"{peer.origin}/checkpoint")
    ]
    if not found:
        raise BadInput(
            what=Text("There is no log of a known peer here.", "Aquí no hay ningún registro de un par conocido."),
            where=str(source),
            do=Text(
                "Pin the peer's key first: bilateral peer add ORIGIN --key KEY --from PLACE.",
                "Fija primero la llave del par: bilateral peer add ORIGEN --key LLAVE --from LUGAR.",
            ),
        )
    own = [_attestations(home, origin, source, now) for origin in home.origins]
    _take_note(home, now)
    return (*found, *(pulled for pulled in own if pulled))


def _pull_peer(home: Home, peer: Peer, source: Source, now: datetime, progress: Callable[[int], None]) -> Pulled:
    with transaction.atomic(durable=True):
        log, _ = Log.objects.select_for_update().get_or_create(
            pk=peer.origin, defaults={"own": False, "root": tree.EMPTY_ROOT.hex()}
        )
        if log.own:
            raise _own_log(peer.origin)
        before = log.size
        new = _verified(log, VerifierKey.parse(peer.key), source, progress)
        if new is None:
            return Pulled(peer.origin, before, before, 0)
        _store(log, new, now)
        judge_waiting(StoredFacts())
    return Pulled(peer.origin, before, log.size, len(new.texts))


def _own_log(origin: str) -> BadInput:
    return BadInput(
        what=Text("This node signs that log itself.", "Este nodo firma ese registro por sí mismo."),
        where=origin,
        do=Text("Remove it from the peers in bilateral.toml.", "Quítalo de los pares en bilateral.toml."),
    )


def _verified(log: Log, pinned: VerifierKey, source: Source, progress: Callable[[int], None]) -> _New | None:
    """All that is new in the peer's log, checked; None when nothing is."""
    opened = checkpoint.open(source.read(f"{log.pk}/checkpoint") or b"", (pinned,), f"{log.pk}/checkpoint")
    head = opened.checkpoint
    if head.origin != log.pk:
        raise _fork(
            log.pk, f"{head.origin}", Text("The snapshot is another log's.", "El corte firmado es de otro registro.")
        )
    if head.size <= log.size:
        held = LogEntry.objects.filter(log=log.pk, seq=head.size - 1).values_list("root", flat=True).first()
        if head.size and held != head.root.hex():
            raise _diverged(log.pk, head.size)
        return None
    frontier = tree.Frontier.from_bytes(bytes(log.edge)) if log.size else tree.Frontier()
    chain, entries = _chain(log), []
    reader = TileReader(lambda path: source.read(f"{log.pk}/{path}"), head.size)
    for seq in range(log.size, head.size):
        raw = reader.tile(tiles.ENTRIES, seq // tiles.WIDTH)[seq % tiles.WIDTH]
        entries.append(chain.push(raw))
        frontier.append(bytes.fromhex(entries[-1].leaf))
        progress(len(entries))
    if frontier.root() != head.root:
        raise _diverged(log.pk, head.size)
    _pinned(chain, pinned)
    return _New(opened, tuple(entries), frontier, _texts(log.pk, entries, source))


def _chain(log: Log) -> Chain:
    if not log.size:
        return Chain(log.pk)
    rows = LogEntry.objects.filter(log=log.pk, seq__in=(0, log.size - 1)).order_by("seq").values_list("raw", flat=True)
    found = [Entry.parse(bytes(raw)) for raw in rows]
    return Chain.resume(found[0], found[-1])


def _pinned(chain: Chain, pinned: VerifierKey) -> None:
    genesis = chain.genesis
    if not isinstance(genesis, Genesis) or genesis.checkpoint != pinned:
        raise _fork(
            chain.origin,
            f"{chain.origin}#0",
            Text(
                "The log declares another key than the one pinned here.",
                "El registro declara otra llave que la fijada aquí.",
            ),
        )


def _texts(origin: str, entries: list[Entry], source: Source) -> dict[str, bytes]:
    """The released texts of public entries that the source has, each the one promised."""
    found = {}
    for entry in entries:
        for item in entry.sealed if entry.public else ():
            opening = source.read(f"{origin}/released/{item.digest}")
            if opening is not None:
                seal.unseal(opening, item.digest, f"{origin}/released/{item.digest}")
                found[item.digest] = opening
    return found


def _store(log: Log, new: _New, now: datetime) -> None:
    """Entries with the root after each, their sealed items, the snapshot."""
    frontier = tree.Frontier.from_bytes(bytes(log.edge)) if log.size else tree.Frontier()
    rows, items = [], []
    for entry in new.entries:
        frontier.append(bytes.fromhex(entry.leaf))
        rows.append(LogEntry(log=log.pk, seq=entry.seq, leaf=entry.leaf, root=frontier.root().hex(), raw=entry.bytes))
        for item in entry.sealed:
            opening = new.texts.get(item.digest)
            items.append(
                SealedText(
                    digest=item.digest, log=log.pk, seq=entry.seq, item=item.id, public=entry.public, opening=opening
                )
            )
    LogEntry.objects.bulk_create(rows, batch_size=500)
    SealedText.objects.bulk_create(items, batch_size=500, ignore_conflicts=True)
    log.size, log.root, log.edge = frontier.size, frontier.root().hex(), frontier.to_bytes()
    log.save(update_fields=["size", "root", "edge"])
    keep_head(log, log.size, log.root, bytes(new.opened.note), (), now)


def _diverged(origin: str, size: int) -> Fork:
    return _fork(
        origin,
        f"{origin} {size}",
        Text(
            "The peer's record is not a continuation of what is held here.",
            "El registro del par no continúa lo que aquí se tiene.",
        ),
    )


def _fork(origin: str, where: str, what: Text) -> Fork:
    return Fork(
        what=what,
        where=where,
        do=Text(
            "Nothing was taken. Keep both copies and speak with the other side before going on.",
            "No se tomó nada. Conserva ambas copias y habla con la otra parte antes de continuar.",
        ),
    )


# -- what others attest of our own log, and taking note -------------------------------------------------------------


def _attestations(home: Home, origin: str, source: Source, now: datetime) -> Pulled | None:
    """The peers' cosignatures on a snapshot of our own log, if the source mirrors one that we signed."""
    data = source.read(f"{origin}/checkpoint")
    log = Log.objects.get(pk=origin)
    if data is None or not log.size:
        return None
    cosigners = [
        VerifierKey.parse(declared_keys(p.origin)[1]) for p in home.peers if Log.objects.filter(pk=p.origin, size__gt=0)
    ]
    own = VerifierKey.parse(declared_keys(origin)[0])
    opened = checkpoint.open(data, (own, *cosigners), f"{origin}/checkpoint")
    head = opened.checkpoint
    held = LogEntry.objects.filter(log=origin, seq=head.size - 1).values_list("root", flat=True).first()
    if held != head.root.hex():
        raise _fork(
            origin,
            f"{origin} {head.size}",
            Text(
                "Another node holds a snapshot of our own log that we don't have.",
                "Otro nodo tiene un corte firmado de nuestro propio registro que aquí no está.",
            ),
        )
    codes = tuple(sorted({key.name.split("/")[1] for key, _ in opened.cosigners}))
    if not codes or head.size != log.head_size:
        return None
    note = log.head_note.encode()
    for line in opened.note.signatures:
        if any(line.is_by(key) for key, _ in opened.cosigners):
            note = checkpoint.add_signature(note, line)
    keep_head(log, head.size, head.root.hex(), note, codes, now)
    return Pulled(origin, log.size, log.size, 0, attested=True)


def _take_note(home: Home, now: datetime) -> None:
    """Append ``ack`` where a withdrawal of the other side waits to be noted, so that it takes effect."""
    for party in home.own:
        waiting = Act.objects.filter(act="propose", state="withdrawing").exclude(party=party)
        if any(party in row.data["named"] and party not in row.data["endorsed"] for row in waiting):
            door.commit(home, ActDraft("ack"), door.Actor(party), now, idem=f"ack-{secrets.token_hex(8)}")
