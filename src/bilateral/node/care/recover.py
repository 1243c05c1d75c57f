"""A node's own entries brought back from where others hold them: a peer's mirror, or a publication.

Nothing is believed: entries follow from the ones held, are signed by our own declared key, and hash to a snapshot that
our own checkpoint key signed. Words that were never released are nowhere else; they are named, and stay lost. Then
signing is allowed again, if everyone who could hold more was asked.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bilateral.node import heads, keyring, sync
from bilateral.node.care import elsewhere, journal, manifest
from bilateral.node.home import Home
from bilateral.node.keys import declared
from bilateral.node.models import ItemState, Log, SealedText
from bilateral.node.writing import writing
from bilateral.record.items import ERASED
from bilateral.record.note import VerifierKey
from bilateral.record.sources import DirSource, Source
from bilateral.values import BadInput, Text

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Recovered:
    """One log of ours: its size before and after, who had it, the places of words that are lost (not erased ones).

    ``refused``: why it still signs nothing, or None.
    """

    origin: str
    before: int
    after: int
    held_by: tuple[str, ...]
    lost: tuple[str, ...]
    refused: elsewhere.Refusal | None


def recover(
    home: Home,
    sources: Iterable[tuple[str, Source]],
    now: datetime,
    *,
    everyone: bool,
    progress: Progress = lambda done: None,
) -> tuple[Recovered, ...]:
    """Bring back what ``sources`` (each with the words that name it) and our own publication hold of our logs.

    A source without a name is read, but is nobody who could hold more (`same_age`).

    :param everyone: whether all who could hold more are among the sources. The mark of a restored backup is lifted
        only then, and only if one of them holds the log; a publication that came with the backup proves nothing.
    :raises Fork: a source holds another history of a log of ours. :raises RecordFault: a source is damaged.
    """
    asked = tuple(sources)
    found = tuple(_recovered(home, origin, asked, now, progress) for origin in (*home.former, *home.origins))
    with writing():
        done = tuple(_compared(home, each, everyone) for each in found)
    for each in done:
        facts = {"log": each.origin, "before": each.before, "after": each.after, "held_by": list(each.held_by)}
        journal.note(home, "recover", now, **facts, lost=len(each.lost), signs=each.refused is None)
    return done


def same_age(home: Home, place: str) -> bool:
    """Whether a place is this home's own publication, or in a backup: then it tells nothing that others may hold."""
    if place.startswith(("http://", "https://")):
        return False
    path = Path(place).resolve()
    return any(each == home.public.resolve() or _is_backup(each) for each in (path, *path.parents))


def _is_backup(folder: Path) -> bool:
    try:
        return bool(manifest.read(folder))
    except BadInput:
        return False


def _recovered(
    home: Home, origin: str, sources: tuple[tuple[str, Source], ...], now: datetime, progress: Progress
) -> Recovered:
    before = _size(origin)
    held_by = []
    ours = [("", DirSource(home.public))] if home.public.is_dir() else []
    for name, source in (*ours, *sources):
        if source.read(f"{origin}/checkpoint"):
            sync.bring(home, origin, _key(home, origin), source, now, progress)
            held_by += [name] if name else []
    return Recovered(origin, before, _size(origin), tuple(held_by), _lost(origin, before), None)


def _size(origin: str) -> int:
    return Log.objects.filter(pk=origin).values_list("size", flat=True).first() or 0


def _key(home: Home, origin: str) -> VerifierKey:
    """The key that a snapshot of our log must bear: the declared one, or the node's own where no entry is left."""
    if _size(origin):
        return declared.of_log(origin).keys.checkpoint
    return keyring.load(home, origin.split("/")[1]).checkpoint_verifier


def _lost(origin: str, before: int) -> tuple[str, ...]:
    rows = SealedText.objects.filter(log=origin, seq__gte=before, opening__isnull=True).order_by("seq", "item")
    erased = set(ItemState.objects.filter(log=origin, seq__gte=before, state=ERASED).values_list("seq", "digest"))
    found = rows.values_list("seq", "item", "digest")
    return tuple(f"{origin}#{seq} {item}" for seq, item, digest in found if (seq, digest) not in erased)


def _compared(home: Home, found: Recovered, everyone: bool) -> Recovered:
    """Lift the mark where that is justified, and say what still forbids to sign."""
    log = Log.objects.filter(pk=found.origin).first()
    if log is None:
        raise BadInput(
            what=Text("Nobody who was asked holds this record.", "Nadie de los consultados tiene este registro."),
            where=found.origin,
            do=Text("Name a folder or address that does.", "Indica una carpeta o dirección que lo tenga."),
        )
    heads.settle(log)
    if log.restored_at and everyone and found.held_by:
        log.restored_at = None
        log.save(update_fields=["restored_at"])
    refused = elsewhere.refusal(home, log) if log.own else None  # nothing is signed in one that another goes on for
    return Recovered(found.origin, found.before, found.after, found.held_by, found.lost, refused)


def nobody_else(home: Home, reason: str, now: datetime) -> tuple[str, ...]:
    """Lift the mark without having asked: an operator answers for it, with a reason. Returns the logs that had it.

    :raises BadInput: no reason, or no log that waits.
    """
    if not reason.strip():
        raise BadInput(
            what=Text("A reason is needed.", "Hace falta un motivo."),
            where="--reason",
            do=Text("Say why nobody else can hold more.", "Di por qué nadie más puede tener más."),
        )
    with writing():
        marked = list(Log.objects.filter(own=True, restored_at__isnull=False).order_by("pk"))
        if not marked:
            raise BadInput(
                what=Text("No record here waits to be compared.", "Ningún registro de aquí espera ser comparado."),
                do=Text("Nothing needs to be lifted.", "No hay nada que levantar."),
            )
        Log.objects.filter(pk__in=[log.pk for log in marked]).update(restored_at=None)
    names = tuple(log.pk for log in marked)
    journal.note(home, "nobody-else", now, logs=list(names), reason=reason.strip())
    return names
