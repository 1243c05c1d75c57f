"""Bringing other nodes' logs in: nothing is kept of a log until all that is new in it has been verified.

For each peer whose key is pinned here: the snapshot is the peer's, the new entries follow from the ones held, they hash
to the signed root, every signature holds, every released text is the one promised. All of that happens before the
tables are touched, so that a slow peer holds nobody up; then one transaction takes the entries, their texts and the
snapshot, and judges what can be judged. What other nodes attest of our own log comes along.

A snapshot that contradicts what is held is kept as evidence, and nothing else of it is.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bilateral.dialogue.compose import ActDraft
from bilateral.node import door, heads, publication
from bilateral.node.care import elsewhere
from bilateral.node.home import Home, Peer
from bilateral.node.keys import declared
from bilateral.node.keys.follow import Fork, fork, in_force
from bilateral.node.lines.line import End, ended, ended_for_all, may_speak, spoken
from bilateral.node.models import Act, Log, LogEntry, SealedText
from bilateral.node.projection import judge_waiting, root_at
from bilateral.node.seals import arriving
from bilateral.node.writing import asking, writing
from bilateral.record import checkpoint, tiles, tree
from bilateral.record.checkpoint import Checkpoint, OpenedCheckpoint
from bilateral.record.entry import Entry
from bilateral.record.faults import LogFault
from bilateral.record.note import Note, VerifierKey
from bilateral.record.sources import Source
from bilateral.record.tiles import TileReader
from bilateral.values import BadInput, Text

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Pulled:
    """What came in: the log, its size before and after, how many texts, whether an own log's attestation came along,
    and the log that goes on for this one, of which then nothing more is taken.
    """

    origin: str
    before: int
    after: int
    texts: int
    attested: bool = False
    ended: str = ""


@dataclass(frozen=True, slots=True)
class _New:
    """What a source has of a log beyond what is held, verified; no snapshot of it where the log ended before that."""

    opened: OpenedCheckpoint | None
    entries: tuple[Entry, ...] = ()
    texts: dict[str, bytes] = field(default_factory=dict)


def pull(home: Home, source: Source, now: datetime, progress: Progress = lambda done: None) -> tuple[Pulled, ...]:
    """Bring in every pinned peer's log that ``source`` holds, then take note of withdrawals.

    :raises Fork: a peer's record contradicts what is held. :raises BadInput: nothing of a pinned peer is there.
    """
    there = [peer for peer in home.peers if source.read(f"{peer.origin}/checkpoint")]
    if not there:
        raise BadInput(
            what=Text("There is no log of a known peer here.", "Aquí no hay ningún registro de un par conocido."),
            where=str(getattr(source, "root", None) or getattr(source, "base", "")),
            do=Text(
                "Pin the peer's key first: bilateral peer add ORIGIN --key KEY --from PLACE.",
                "Fija primero la llave del par: bilateral peer add ORIGEN --key LLAVE --from LUGAR.",
            ),
        )
    with publication.written(home), asking():
        ends = ended(home)
        found = [_pull_peer(home, peer, source, now, progress, ends.get(peer.origin)) for peer in there]
        own = [_attestations(origin, source, now) for origin in home.origins]
        _take_note(home, now)
    return (*found, *(pulled for pulled in own if pulled))


def _pull_peer(home: Home, peer: Peer, source: Source, now: datetime, progress: Progress, end: End | None) -> Pulled:
    log = Log.objects.filter(pk=peer.origin).first() or Log(peer.origin, own=False)
    if end and log.size >= end.size and not log.own:
        return Pulled(peer.origin, log.size, log.size, 0, ended=end.by)
    _may_be_pulled(home, log)
    return bring(home, peer.origin, VerifierKey.parse(peer.key), source, now, progress, end)


def bring(
    home: Home,
    origin: str,
    pinned: VerifierKey,
    source: Source,
    now: datetime,
    progress: Progress = lambda done: None,
    end: End | None = None,
) -> Pulled:
    """Bring in what a source has of a log beyond what is held, up to its end. Of our own too: see `care.recover`."""
    while True:
        own = origin in home.origins
        log = Log.objects.filter(pk=origin).first() or Log(origin, own=own, root=tree.EMPTY_ROOT.hex())
        new = _verified(log, pinned, source, now, progress, end)
        with writing():
            row, _ = Log.objects.get_or_create(pk=origin, defaults={"own": own, "root": log.root})
            if row.size != log.size:
                continue  # another process brought entries in meanwhile: look again at what is new
            before = row.size
            _store(row, new, now)
            judge_waiting()
        late = arriving.take_late(home, row, source)
        return Pulled(origin, before, row.size, len(new.texts) + late, ended=end.by if end else "")


def _may_be_pulled(home: Home, log: Log) -> None:
    if log.own or log.pk.split("/")[0] != home.dialogue:
        raise BadInput(
            what=Text("This node signs that log itself.", "Este nodo firma ese registro por sí mismo.")
            if log.own
            else Text("That log belongs to another dialogue.", "Ese registro pertenece a otro diálogo."),
            where=log.pk,
            do=Text("Remove it from the peers in bilateral.toml.", "Quítalo de los pares en bilateral.toml."),
        )
    size = heads.forked_at(log.pk)
    if size is not None:
        raise fork(f"{log.pk} {size}", _TWO_HISTORIES)


def _verified(
    log: Log, pinned: VerifierKey, source: Source, now: datetime, progress: Progress, end: End | None = None
) -> _New:
    """All that is new in the peer's log up to its end, if it has one, checked, and who attests it.

    Which key must have signed the snapshot, only the entries under it say: they are read first, as far as each follows
    and is signed, and then the snapshot is opened with the key in force at its size.
    """
    where, data = f"{log.pk}/checkpoint", source.read(f"{log.pk}/checkpoint") or b""
    head = Checkpoint.parse(Note.parse(data, where).text, where)
    others = heads.known_cosigners(log.pk, ended_for_all())
    if head.origin != log.pk:
        raise fork(head.origin, Text("The snapshot is another log's.", "El corte firmado es de otro registro."))
    held = declared.of_log(log.pk) if log.size else None
    if head.size <= log.size:
        opened = checkpoint.open(data, (held.at(head.size).keys.checkpoint if held else pinned, *others), where)
        if head.size and root_at(log.pk, head.size) != head.root.hex():
            raise _evidence(log, opened, now)
        return _New(opened)
    frontier = tree.Frontier.from_bytes(bytes(log.edge)) if log.size else tree.Frontier()
    chain, entries, roots = declared.chain(log.pk, log.size), [], dict[int, bytes]()
    reader = TileReader(lambda path: source.read(f"{log.pk}/{path}"), head.size)
    size = min(head.size, end.size) if end else head.size
    for seq in range(log.size, size):
        raw = reader.tile(tiles.ENTRIES, seq // tiles.WIDTH)[seq % tiles.WIDTH]
        try:
            entry = chain.push(raw)
        except LogFault as fault:
            if held and seq == log.size and fault.code == "prev-not-last":
                opened = checkpoint.open(data, (held.keys.checkpoint, *others), where)
                raise _evidence(log, opened, now) from fault
            raise
        entries.append(entry)
        frontier.append(bytes.fromhex(entry.leaf))
        roots[seq + 1] = frontier.root()
        progress(len(entries))
    now_in_force = in_force(chain, pinned, lambda size: roots.get(size) or _held_root(log.pk, size))
    if end and size < head.size:  # what vouches for this part of it is that others have recognised where it ends
        if frontier.root().hex() != end.root:
            raise fork(f"{log.pk} {size}", _NOT_CONTINUED)
        return _New(None, tuple(entries), _texts(log.pk, entries, source))
    opened = checkpoint.open(data, (now_in_force.keys.checkpoint, *others), where)
    if frontier.root() != head.root:
        raise _evidence(log, opened, now)
    return _New(opened, tuple(entries), _texts(log.pk, entries, source))


def _held_root(origin: str, size: int) -> bytes | None:
    root = root_at(origin, size)
    return bytes.fromhex(root) if root else None


def _texts(origin: str, entries: list[Entry], source: Source) -> dict[str, bytes]:
    """The released texts of public entries that the source has, each the one promised."""
    digests = [item.digest for entry in entries if entry.public for item in entry.sealed]
    return arriving.released(origin, digests, source)


def _store(log: Log, new: _New, now: datetime) -> None:
    """Entries with the root after each, their sealed items, the snapshot."""
    frontier = tree.Frontier.from_bytes(bytes(log.edge)) if log.size else tree.Frontier()
    rows, items = [], []
    for entry in new.entries:
        frontier.append(bytes.fromhex(entry.leaf))
        rows.append(LogEntry(log=log.pk, seq=entry.seq, leaf=entry.leaf, root=frontier.root().hex(), raw=entry.bytes))
        items += [
            SealedText(
                log=log.pk,
                seq=entry.seq,
                item=item.id,
                digest=item.digest,
                public=entry.public,
                opening=new.texts.get(item.digest),
            )
            for item in entry.sealed
        ]
    if rows:
        LogEntry.objects.bulk_create(rows, batch_size=500)
        SealedText.objects.bulk_create(items, batch_size=500)
        log.size, log.root, log.edge = frontier.size, frontier.root().hex(), frontier.to_bytes()
        declared.note_changes(log, new.entries)
        log.save(update_fields=["size", "root", "edge", "rekeyed"])
        if any(entry.act == "revoke" for entry in new.entries):
            declared.discount(log.pk)
            log.refresh_from_db()
    Log.objects.filter(pk=log.pk).update(pulled_at=now)
    head = new.opened.checkpoint if new.opened else None
    if new.opened and head and head.size:
        heads.keep(log, head.size, head.root.hex(), heads.clean_note(new.opened), heads.codes_of(new.opened), now)


# -- what contradicts -----------------------------------------------------------------------------------------------

_TWO_HISTORIES = Text(
    "Two snapshots of this record, both rightly signed, contradict each other: it is frozen here.",
    "Dos cortes de este registro, ambos bien firmados, se contradicen: queda congelado aquí.",
)


_NOT_CONTINUED = Text(
    "What is there does not continue what is held here.", "Lo que hay ahí no continúa lo que aquí se tiene."
)


def _evidence(log: Log, opened: OpenedCheckpoint, now: datetime) -> Fork:
    """Keep the contradicting snapshot, which is proof of a second history once both are seen, and nothing else."""
    head = opened.checkpoint
    with writing():
        heads.keep(log, head.size, head.root.hex(), heads.clean_note(opened), heads.codes_of(opened), now)
    return fork(f"{log.pk} {head.size}", _NOT_CONTINUED)


def _not_ours(log: Log, opened: OpenedCheckpoint, now: datetime) -> Fork:
    """Another node holds a snapshot of our own log that our rows don't give: from now on door and publisher refuse."""
    head = opened.checkpoint
    fault = _evidence(log, opened, now)
    told = elsewhere.older(log, head.size) if head.size > log.size else elsewhere.two_histories(log.pk, head.size)
    fault.what, fault.do = told.what, told.do
    return fault


# -- what others attest of our own log, and taking note -------------------------------------------------------------


def _attestations(origin: str, source: Source, now: datetime) -> Pulled | None:
    """The peers' cosignatures on a snapshot of our own log, the newest or an older one, that the source mirrors."""
    where = f"{origin}/checkpoint"
    data, log = source.read(where), Log.objects.get(pk=origin)
    if data is None or not log.size:
        return None
    own = [each.keys.checkpoint for each in declared.of_log(origin).history]
    opened = checkpoint.open(data, (*own, *heads.known_cosigners(origin, ended_for_all())), where)
    head = opened.checkpoint
    if head.size and root_at(origin, head.size) != head.root.hex():
        raise _not_ours(log, opened, now)
    codes = heads.codes_of(opened)
    if not codes or not head.size:
        return None
    with writing():
        heads.keep(log, head.size, head.root.hex(), heads.clean_note(opened), codes, now)
    return Pulled(origin, head.size, head.size, 0, attested=True)


def _take_note(home: Home, now: datetime) -> None:
    """Append ``ack`` where a withdrawal of the other side waits to be noted, or where all others have recognised our
    successor, so that it takes effect.
    """
    for party in home.own:
        waiting = Act.objects.filter(act="propose", state="withdrawing").exclude(party=party)
        data = [row.data for row in waiting if row.data]
        noting = any(party in each["named"] and party not in each["agreed_by"] for each in data)
        if (spoken(home.origin(party)) and noting) or may_speak(home.origin(party)):
            door.commit(home, ActDraft("ack"), door.Actor(party), now, idem=f"ack-{secrets.token_hex(8)}")
