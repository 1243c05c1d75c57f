"""A change of keys in three steps: this node prepares it, recovery keys elsewhere authorise it, this node records it.

Whatever breaks off in between, the node goes on: until the entry is committed the old keys are in force, from then on
the new ones, which lie prepared beside them. The publisher tidies the files. Repeating a step that was done changes
nothing. Not here: recovery keys, which never come to the node.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from bilateral.dialogue.compose import ActDraft
from bilateral.node import door, keyring, publisher
from bilateral.node.home import Home
from bilateral.node.keys import declared
from bilateral.node.models import Log, LogEntry
from bilateral.record.checkpoint import Checkpoint
from bilateral.record.declared.fields import Keys
from bilateral.record.declared.keys import Declared
from bilateral.record.declared.statement import Authorisation, Statement
from bilateral.record.note import Note
from bilateral.values import BadInput, EntryRef, Text


def prepare(
    home: Home,
    party: str,
    *,
    suspect: int | None = None,
    recovery: Iterable[str] = (),
    custodian: str = "",
) -> Statement:
    """Make the next keys beside those in use and say what has to be authorised.

    :param suspect: revoke, and from this entry on the log is contested; else a regular change.
    :param recovery: digests of the recovery keys from then on; none to keep those declared.
    :param custodian: who will hold the keys, if another than now; custody follows from what this node signs for.
    """
    now = declared.of_log(home.origin(party))
    size = Log.objects.values_list("size", flat=True).get(pk=now.origin)
    if not now.recovery:
        raise BadInput(
            what=Text("This record has no recovery key.", "Este registro no tiene llave de recuperación."),
            where=now.origin,
            do=Text("Its keys can't be changed.", "Sus llaves no pueden cambiarse."),
        )
    if suspect is not None and not 1 <= suspect <= size:
        raise BadInput(
            what=Text(
                f"There is no entry {suspect} to call into doubt.", f"No hay asiento {suspect} que poner en duda."
            ),
            where="--suspect-from",
            do=Text(f"Name one from 1 to {size}.", f"Indica uno de 1 a {size}."),
        )
    with publisher.only_one(home):  # a change that broke off after its entry left the keys in force where new ones go
        keyring.settle(home, party, now.keys)
    ring = keyring.prepare(home, party)
    custody = (now.custody, now.custodian)
    if custodian:
        custody = ("joint" if len(home.own) > 1 else "own", custodian)
    return Statement(
        act="rotate" if suspect is None else "revoke",
        log=now.origin,
        after=now.leaf,
        keys=Keys(ring.entry.public, ring.checkpoint_verifier, ring.cosigner_verifier),
        recovery=tuple(recovery) or now.recovery,
        custody=custody[0],
        custodian=custody[1],
        suspect=suspect,
    )


def record(
    home: Home, statement: Statement, authorised: Iterable[Authorisation], text: Mapping[str, str], now: datetime
) -> door.Receipt:
    """Put an authorised change of keys on the record. From this entry on the new keys are in force.

    :raises LogFault: it is not what is in force here, or too few have authorised it. :raises BadInput: no snapshot.
    """
    party = statement.log.split("/")[1]
    if statement.log not in home.origins:
        raise BadInput(
            what=Text("This statement is for another node.", "Esta declaración es para otro nodo."),
            where=statement.log,
            do=Text("Use it where it was prepared.", "Úsala donde se preparó."),
        )
    idem = f"keys-{statement.digest}"
    done = LogEntry.objects.filter(log=statement.log, idem=idem).first()
    if done:
        return door.Receipt(EntryRef(done.log, done.seq, done.leaf), repeated=True)
    body = {
        **{name: value for name, value in statement.to_json().items() if name not in ("act", "log", "v", "suspect")},
        "authorised": [each.to_json() for each in sorted({a.key: a for a in authorised}.values())],
        "last": last_snapshot(declared.of_log(statement.log)),
    }
    if statement.suspect is not None:
        body["suspect"] = {"from": statement.suspect}
    act = ActDraft(statement.act, text=text)
    return door.change_keys(home, party, body, act, now, idem)


def last_snapshot(told: Declared) -> str:
    """The newest snapshot by the checkpoint key in force, with its signature alone."""
    log = Log.objects.get(pk=told.origin)
    note = Note.parse(log.head_note.encode()) if log.head_note else None
    mine = tuple(line for line in note.signatures if line.is_by(told.keys.checkpoint)) if note else ()
    if note is None or not mine or Checkpoint.parse(note.text).size <= told.seq:
        raise BadInput(
            what=Text(
                "The keys in force have not signed a snapshot yet.", "Las llaves vigentes aún no firman ningún corte."
            ),
            where=told.origin,
            do=Text("Let the node publish, then try again.", "Deja que el nodo publique e inténtalo de nuevo."),
        )
    return bytes(Note(note.text, mine[:1])).decode()
