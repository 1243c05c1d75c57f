"""Bringing other nodes' logs in: nothing is kept of a log until all that is new in it has been verified.

For each peer whose key is pinned here: the snapshot is the peer's, the new entries follow from the ones held, they hash
to the signed root, every signature holds, every released text is the one promised. All of that happens before the
tables are touched, so that a slow peer holds nobody up; then one transaction takes the entries, their texts and the
snapshot, and judges what can be judged. What other nodes attest of our own log comes along.

A snapshot that contradicts what is held is kept as evidence, and nothing else of it is.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime

from bilateral.dialogue.compose import ActDraft
from bilateral.node import door, heads, publication
from bilateral.node.care import elsewhere
from bilateral.node.evidence import keeping, making
from bilateral.node.home import Home, Peer
from bilateral.node.keys import declared
from bilateral.node.keys.follow import Fork, fork
from bilateral.node.lines.line import End, ended, ended_for_all, may_speak, spoken
from bilateral.node.models import Act, Log, LogEntry, SealedText
from bilateral.node.projection import judge_waiting, root_at
from bilateral.node.pulling import bounds
from bilateral.node.pulling.verified import Look, New, Progress, contradiction
from bilateral.node.seals import arriving
from bilateral.node.writing import asking, writing
from bilateral.record import checkpoint, tree
from bilateral.record.checkpoint import OpenedCheckpoint
from bilateral.record.note import VerifierKey
from bilateral.record.sources import Source
from bilateral.values import BadInput, Fault, Text

__all__ = ["Fork", "Pulled", "bring", "pull"]


@dataclass(frozen=True, slots=True)
class Pulled:
    """What came in: the log, its size before and after, how many texts, whether an own log's attestation came along,
    and the log that goes on for this one, of which then nothing more is taken.

    ``behind``: so many entries that are held the source does not show: it is stale, or keeps them back.
    """

    origin: str
    before: int
    after: int
    texts: int
    attested: bool = False
    ended: str = ""
    behind: int = 0


def pull(
    home: Home,
    source: Source,
    now: datetime,
    progress: Progress = lambda done: None,
    faults: list[Fault] | None = None,
) -> tuple[Pulled, ...]:
    """Bring in every pinned peer's log that ``source`` holds, then take note of withdrawals.

    :param faults: where given, what is wrong with single logs is put there, so that what came in of others can be told;
        else the worst of it is raised at the end.
    :raises Fork: a peer's record contradicts what is held. :raises BadInput: nothing of a pinned peer is there.
    """
    there = [peer for peer in home.peers if bounds.checkpoint_of(source, peer.origin)]
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
        ends, found, wrong = ended(home), list[Pulled](), list[Fault]()
        for peer in there:  # a log that is frozen or damaged keeps nobody from the others
            try:
                found.append(_pull_peer(home, peer, source, now, progress, ends.get(peer.origin)))
            except Fault as fault:
                wrong.append(fault)
        if not wrong:
            own = [_attestations(home, origin, source, now) for origin in home.origins]
            found += [pulled for pulled in own if pulled]
        _take_note(home, now)
    if faults is not None:
        faults += wrong
    elif wrong:
        raise min(wrong, key=lambda each: not isinstance(each, Fork))  # a contradiction weighs most
    return tuple(found)


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
        new = Look(home, log, pinned, source, now).verified(progress, end)
        with writing():
            row, _ = Log.objects.get_or_create(pk=origin, defaults={"own": own, "root": log.root})
            if row.size != log.size:
                continue  # another process brought entries in meanwhile: look again at what is new
            before, judged = row.size, dict(Log.objects.values_list("pk", "judged"))
            _store(row, new, now)
            judge_waiting()
        _keep_evidence(home, judged)
        late = arriving.take_late(home, row, source)
        texts = len(new.texts) + late
        return Pulled(origin, before, row.size, texts, ended=end.by if end else "", behind=new.behind)


def _may_be_pulled(home: Home, log: Log) -> None:
    if log.own or log.pk.split("/")[0] != home.dialogue:
        raise BadInput(
            what=Text("This node signs that log itself.", "Este nodo firma ese registro por sí mismo.")
            if log.own
            else Text("That log belongs to another dialogue.", "Ese registro pertenece a otro diálogo."),
            where=log.pk,
            do=Text("Remove it from the peers in bilateral.toml.", "Quítalo de los pares en bilateral.toml."),
        )
    size = heads.forked_at(log.pk) or heads.contradicting(log.pk)
    if size is not None:
        raise fork(f"{log.pk} {size}", _TWO_HISTORIES)


def _keep_evidence(home: Home, judged: dict[str, int]) -> None:
    """Of entries judged since then that name what another log never signed, the proof. They are void, and stay."""
    for log in Log.objects.filter(head_size__gt=0).order_by("pk"):
        rows = Act.objects.filter(log=log.pk, seq__gte=judged.get(log.pk, 0), reason="seen-mismatch")
        for seq in rows.order_by("seq").values_list("seq", flat=True)[:_EVIDENCE]:
            made = making.of_seen(log, seq)
            if made:
                keeping.keep(home, made)


def _store(log: Log, new: New, now: datetime) -> None:
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
_EVIDENCE = 20


def _not_ours(home: Home, log: Log, opened: OpenedCheckpoint, source: Source, now: datetime) -> Fork:
    """Another node holds a snapshot of our own log that our rows don't give: from now on door and publisher refuse."""
    head = opened.checkpoint
    fault = contradiction(home, log, opened, now, bounds.reader_of(source, log.pk, head.size))
    told = elsewhere.older(log, head.size) if head.size > log.size else elsewhere.two_histories(log.pk, head.size)
    fault.what, fault.do = told.what, told.do
    return fault


# -- what others attest of our own log, and taking note -------------------------------------------------------------


def _attestations(home: Home, origin: str, source: Source, now: datetime) -> Pulled | None:
    """The peers' cosignatures on a snapshot of our own log, the newest or an older one, that the source mirrors."""
    where = f"{origin}/checkpoint"
    data, log = bounds.checkpoint_of(source, origin), Log.objects.get(pk=origin)
    if data is None or not log.size:
        return None
    own = [each.keys.checkpoint for each in declared.of_log(origin).history]
    opened = checkpoint.open(data, (*own, *heads.known_cosigners(origin, ended_for_all())), where)
    head = opened.checkpoint
    if head.size and root_at(origin, head.size) != head.root.hex():
        raise _not_ours(home, log, opened, source, now)
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
