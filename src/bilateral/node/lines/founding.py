"""Opening a successor: where every key of a government is lost, its recovery keys too, or its log was shown two ways.

The new log ends the old one after all that was published of it, or, where two histories were shown, after what others
have attested. It speaks for the government once all others have recognised it; until then it only says that it is
there. The keys are fresh; whatever breaks off in between, repeating it goes on where it stopped.
"""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from bilateral.dialogue.compose import tidy
from bilateral.dialogue.kind import FieldSpec
from bilateral.dialogue.sealing import Sealer, check_words
from bilateral.node import door, genesis, heads, keyring
from bilateral.node.heads import genesis_of
from bilateral.node.home import Home
from bilateral.node.keys import declared
from bilateral.node.lines.line import successors
from bilateral.node.lines.opening import open_log
from bilateral.node.models import Act, Log, LogEntry, SealedText, SignedHead
from bilateral.node.texts import readable
from bilateral.record.declared.fields import Keys, digest_of
from bilateral.record.genesis import Genesis
from bilateral.values import BadInput, EntryRef, Fault, Text
from bilateral.values.ref import origin_at, turn_of


@dataclass(frozen=True, slots=True)
class Founded:
    """A successor is open: its settings, its first entry, after how many entries each log before it ends."""

    home: Home
    ref: EntryRef
    cuts: Mapping[str, int]
    repeated: bool = False


def succeed(
    home: Home,
    party: str,
    recovery: Sequence[Path],
    text: Mapping[str, str],
    now: datetime,
    size: int | None = None,
    *,
    even_so: bool = False,
) -> Founded:
    """Open the next log of ``party``'s line and let this node sign it.

    :param recovery: folders outside the home, one for each new recovery key. :param text: why, in both languages.
    :param size: after how many entries the present log ends; without it, after all that was published of it, or, where
        it was shown two ways, after what others are known to have.
    :param even_so: also where the present log can be signed here.
    :raises BadInput: the rows here are not what others have, or less than that.
    """
    door.signs_for(home, party)
    present = home.origin(party)
    turn = turn_of(present) + 1
    after = replace(home, turns=(*(each for each in home.turns if each[0] != party), (party, turn)))
    done = Log.objects.filter(pk=after.origin(party), own=True).first()
    if done:
        return _again(after, done)
    if not even_so and _can_sign(home, party):
        if turn > 2 and not any(each.origin == present and each.stands for each in successors()):
            return _again(home, Log.objects.get(pk=present))
        raise _needless(present)
    sizes = _cuts(home, party, size)
    fault = check_words(FieldSpec("text", "prose", Text("Reason", "Motivo"), Text("", ""), True), tidy(text), "text")
    if fault:
        raise fault
    written: list[Path] = []
    try:
        spares = [genesis.write_spare(folder, f"{home.dialogue}-{party}-{turn}", written) for folder in recovery]
        ref = _opened(home, after, party, sizes, tidy(text), [digest_of(key.public) for key in spares], now)
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    after.save()
    return Founded(after, ref, sizes)


def _opened(
    home: Home,
    after: Home,
    party: str,
    sizes: Mapping[str, int],
    text: Mapping[str, str],
    recovery: Sequence[str],
    now: datetime,
) -> EntryRef:
    """The first entry, on the record: fresh keys, who holds them as before, what it goes on for and why."""
    keyring.forget_pending(home, party)
    ring = keyring.prepare(after, party)
    keys = Keys(ring.entry.public, ring.checkpoint_verifier, ring.cosigner_verifier)
    sealer = Sealer(lambda: secrets.token_bytes(32))
    before, first = declared.of_log(home.origin(party)), genesis_of(origin_at(home.dialogue, party, 1))
    body = {
        **genesis.body_of(after, party, first.order, keys, recovery),
        "custodian": before.custodian,
        "custody": before.custody,
        "demonstration": first.demonstration,
        "name": sealer.text("name", _name(first)),
        "succeeds": [_cut(log, upto) for log, upto in sizes.items()],
        "text": sealer.text("text", text),
    }
    return open_log(after, party, body, tuple(sealer.items), now, sizes).ref


def _again(after: Home, log: Log) -> Founded:
    """It is open already: an attempt that broke off before the settings said so is finished."""
    if not LogEntry.objects.filter(log=log.pk, seq=0).exists():
        raise AssertionError("a log is opened with its first entry")
    after.save()
    leaf = LogEntry.objects.values_list("leaf", flat=True).get(log=log.pk, seq=0)
    cuts = {cut.log: cut.size for cut in genesis_of(log.pk).succeeds}
    return Founded(after, EntryRef(log.pk, 0, leaf), cuts, repeated=True)


def _can_sign(home: Home, party: str) -> bool:
    """Whether the present log can go on: its keys are here, and nobody was shown another history of it."""
    origin = home.origin(party)
    try:
        keyring.in_force(home, party, declared.of_log(origin).keys)
    except Fault:
        return False
    return not _two_histories(origin)


def _needless(origin: str) -> BadInput:
    return BadInput(
        what=Text(
            "The keys of this record are here: it can go on by itself.",
            "Las llaves de este registro están aquí: puede continuar por sí mismo.",
        ),
        where=origin,
        do=Text(
            "Revoke them (bilateral keys revoke). Only if no recovery key is left to do so: --even-so.",
            "Revócalas (bilateral keys revoke). Sólo si ya no queda llave de recuperación para hacerlo: --even-so.",
        ),
    )


# -- where the logs before end ---------------------------------------------------------------------------------------


def _cuts(home: Home, party: str, size: int | None) -> dict[str, int]:
    """After how many entries each log of the line ends: what another that stands has said stays said."""
    present = home.origin(party)
    kept = {cut.log: cut.size for each in successors() if each.origin == present and each.stands for cut in each.cuts}
    found = {}
    for turn in range(1, turn_of(present) + 1):
        origin = origin_at(home.dialogue, party, turn)
        known = known_elsewhere(origin)
        wanted = size if size is not None and origin == present else kept.get(origin, max(known, _published(origin), 1))
        found[origin] = _checked(origin, wanted, known)
    return found


def _published(origin: str) -> int:
    """How much of a log of ours was signed and published as the rows here say it: others may have all of that."""
    if _two_histories(origin):
        return 0
    return Log.objects.filter(pk=origin).values_list("head_size", flat=True).first() or 0


def _two_histories(origin: str) -> bool:
    return heads.contradicting(origin) is not None or heads.forked_at(origin) is not None


def known_elsewhere(origin: str) -> int:
    """How many entries of a log others are known to have: attested, or seen by their own entries."""
    log = Log.objects.filter(pk=origin).first()
    attested = log.attested_size if log else 0
    for other in Log.objects.exclude(pk=origin).filter(judged__gt=0):
        if other.pk.split("/")[1] != origin.split("/")[1]:
            clock = Act.objects.values_list("clock", flat=True).get(log=other.pk, seq=other.judged - 1)
            attested = max(attested, (clock or {}).get(origin, 0))
    return attested


def _checked(origin: str, size: int, known: int) -> int:
    log = Log.objects.filter(pk=origin).first()
    held = log.size if log else 0
    contrary = SignedHead.objects.filter(log=origin, contradicts=True).exclude(attested=[]).exists()
    if held < max(size, 1) or contrary:
        raise BadInput(
            what=Text(
                "The rows here are not what others have of this record.",
                "Las filas de aquí no son lo que otros tienen de este registro.",
            ),
            where=f"{origin} {held} < {size}" if held < size else origin,
            do=Text(
                "Bring back what they hold first: bilateral record recover FROM.",
                "Trae primero lo que ellos tienen: bilateral record recover ORIGEN.",
            ),
        )
    if size < known or size < 1:
        raise BadInput(
            what=Text(
                f"Others already have {known} entries of this record, so they could not recognise an end before that.",
                f"Otros ya tienen {known} asientos de este registro, así que no podrían reconocer un final anterior.",
            ),
            where=f"{origin} {size}",
            do=Text(f"Name {max(known, 1)} or more.", f"Indica {max(known, 1)} o más."),
        )
    return size


def _cut(log: str, size: int) -> dict[str, object]:
    root = LogEntry.objects.values_list("root", flat=True).get(log=log, seq=size - 1)
    return {"log": log, "root": root, "size": size}


def _name(first: Genesis) -> dict[str, str]:
    """The government's name, as its first log says it."""
    held = dict(_open(first.name.values()))
    if len(held) < len(set(first.name.values())):
        raise BadInput(
            what=Text("The government's name is not held here.", "Aquí no se tiene el nombre del gobierno."),
            where=f"{first.origin}#0",
            do=Text("Bring the record back first: bilateral record recover.", "Recupera antes el registro."),
        )
    return {lang: held[digest] for lang, digest in first.name.items()}


def _open(digests: Iterable[str]) -> Iterable[tuple[str, str]]:
    rows = SealedText.objects.filter(digest__in=set(digests), opening__isnull=False)
    for digest, opening in rows.values_list("digest", "opening"):
        words = readable(digest, opening)
        if words is not None:
            yield digest, words
