"""Texts sealed between governments: for whom they are, their words for one of those, what may not be said with them.

An entry whose ``body.visibility`` is ``sealed`` shows the public that something is proposed, of what kind and between
whom, and keeps the words for the governments named until its author releases them. Not here: how the words reach the
other homes (handing.py).
"""

from collections.abc import Iterable, Iterator
from typing import Final

from bilateral.dialogue.drafts import ActDraft, Composed
from bilateral.node.models import Act, ItemState, Link, Log, SealedText
from bilateral.node.projection.facts import by_log, key_of
from bilateral.node.tables import ask, bulk
from bilateral.node.texts import readable
from bilateral.record.seal import SALT
from bilateral.values import BadInput, EntryRef, Text
from bilateral.values.ref import party_of

Place = tuple[str, int]
NO_CHANCE: Final = 80
"""How many bytes a text has, its language beside it, that nobody writes twice by chance: some forty letters."""


class Words(str):
    """The words of a text that the public doesn't see yet, for a reader of a government named."""

    __slots__ = ()


def audiences(places: Iterable[Place]) -> dict[Place, frozenset[str]]:
    """For whom the sealed texts of entries are: the author's government and those named by the proposal that the entry
    makes or answers. An entry not judged yet is absent.
    """
    rows = _acts(places)
    answered = {(row.target_log, row.target_seq) for row in rows.values() if row.data is None and row.target_log}
    proposals = _acts((str(log), int(seq or 0)) for log, seq in answered)
    found = {}
    for place, row in rows.items():
        target = proposals.get((str(row.target_log), int(row.target_seq or 0))) if row.target_log else None
        data = row.data or (target.data if target else None) or {}
        found[place] = frozenset({row.party, *data.get("named", ())})
    return found


def _acts(places: Iterable[Place]) -> dict[Place, Act]:
    found = {}
    for log, seqs in _by_log(places):
        rows = Act.objects.filter(log=log, seq__in=seqs).defer("clock", "facts")
        found.update({(row.log, row.seq): row for row in rows})
    return found


def _by_log(places: Iterable[Place]) -> Iterator[tuple[str, list[int]]]:
    """Positions by log, at most so many together as one query takes."""
    for log, seqs in by_log(set(places)).items():
        for some in bulk.pieces(sorted(seqs)):
            yield log, some


def words_for(party: str, digests: Iterable[str]) -> dict[str, Words]:
    """The words behind those of the digests that are sealed to this government among others, and held here."""
    held: dict[str, list[tuple[Place, str]]] = {}
    for some in bulk.pieces(sorted(set(digests))):
        rows = SealedText.objects.filter(digest__in=some, public=False, opening__isnull=False)
        for digest, log, seq, opening in rows.values_list("digest", "log", "seq", "opening"):
            if (words := readable(digest, opening)) is not None:
                held.setdefault(digest, []).append(((log, seq), words))
    places = {place for some in held.values() for place, _ in some}
    if not places:
        return {}
    readers, touched = audiences(places), acted_on(held)
    return {
        digest: Words(words)
        for digest, some in held.items()
        for place, words in some
        if party in readers.get(place, ()) and (*place, digest) not in touched
    }


def kept(places: Iterable[Place]) -> dict[Place, frozenset[str]]:
    """Those of the entries with words that are still sealed, each with the governments between which they are."""
    found: set[tuple[str, int, str]] = set()
    for log, seqs in _by_log(places):
        rows = SealedText.objects.filter(log=log, seq__in=seqs, public=False)
        found.update((log, seq, digest) for seq, digest in rows.values_list("seq", "digest"))
    return _still(found)


def carried(digests: Iterable[str]) -> frozenset[str]:
    """The governments between which texts of a document are still sealed; none where no text is."""
    found: set[tuple[str, int, str]] = set()
    for some in bulk.pieces(sorted(set(digests))):
        rows = SealedText.objects.filter(digest__in=some, public=False)
        found.update(rows.values_list("log", "seq", "digest"))
    return frozenset().union(*_still(found).values())


def _still(texts: set[tuple[str, int, str]]) -> dict[Place, frozenset[str]]:
    """The entries of those texts on which no act has been done, each with the governments between which it is."""
    left = texts - acted_on(digest for _, _, digest in texts)
    return audiences({(log, seq) for log, seq, _ in left})


def all_kept() -> dict[Place, frozenset[str]]:
    """Every entry with words that are still sealed, each with the governments between which they are."""
    rows = SealedText.objects.filter(public=False).values_list("log", "seq").distinct()
    return kept(rows)


def acted_on(digests: Iterable[str]) -> set[tuple[str, int, str]]:
    """The texts, by entry and digest, that acts have released, withheld or erased since they were sealed."""
    found: set[tuple[str, int, str]] = set()
    for some in bulk.pieces(sorted(set(digests))):
        found.update(ItemState.objects.filter(digest__in=some).values_list("log", "seq", "digest"))
    return found


# -- what may not be signed -----------------------------------------------------------------------------------------


def is_sealed(place: EntryRef) -> bool:
    """Whether words of an entry are still sealed between governments."""
    return bool(kept([(place.log, place.seq)]))


def check(act: ActDraft, party: str, composed: Composed) -> None:
    """What an act must not do with sealed words.

    :raises BadInput: it agrees to words that haven't arrived, seals an answer to what is public, or makes public what
        another government has sealed.
    """
    if act.target is not None and act.act == "concur":
        _check_arrived(act.target)
    if act.sealed and act.target is not None and not is_sealed(act.target):
        raise BadInput(
            what=Text("What this answers is public.", "Lo que esto responde es público."),
            where=act.target.short,
            do=Text("Answer it publicly.", "Respóndelo públicamente."),
        )
    if act.changes and not act.sealed:
        _check_kept(act, party, composed)


def _check_arrived(place: EntryRef) -> None:
    rows = SealedText.objects.filter(log=place.log, seq=place.seq, public=False, opening__isnull=True)
    missing = {(place.log, place.seq, digest) for digest in rows.values_list("digest", flat=True)}
    if missing - acted_on(digest for _, _, digest in missing):
        raise BadInput(
            what=Text(
                "The words of this proposal are sealed and have not arrived here yet.",
                "Las palabras de esta propuesta están selladas y aún no llegan aquí.",
            ),
            where=place.short,
            do=Text(
                "Nobody agrees to what they can't read. They come by themselves; if not, ask your operator about the "
                "exchange with the other side's node.",
                "Nadie da conformidad a lo que no puede leer. Llegan por sí solas; si no, pregunta a quien opera el "
                "nodo por el intercambio con el de la otra parte.",
            ),
        )


def _check_kept(act: ActDraft, party: str, composed: Composed) -> None:
    """The new public words are none that another government has sealed: in the same documents no text, elsewhere none
    that is long enough not to be there by chance.
    """
    new = {bytes(sealed.opening[SALT:]): item for item, sealed in composed.items}
    hits = [(place, new[tail], len(tail)) for place, tail in _sealed_by_others(party, new)] if new else []
    if not hits:
        return
    names = [draft.name for draft in act.changes]
    sources = Link.objects.filter(rel="changes", target__in=names).values_list("source", flat=True)
    same = {key_of(each) for each in sources}
    for place, item, length in hits:
        if length >= NO_CHANCE or place in same:
            raise BadInput(
                what=Text(
                    "These words are sealed in the other side's proposal, and this would make them public.",
                    "Estas palabras están selladas en la propuesta de la otra parte y así se harían públicas.",
                ),
                where=f"{item} = {place[0]}#{place[1]}",
                do=Text(
                    "Seal your proposal too, or ask the other side to release its words first.",
                    "Sella también tu propuesta o pide a la otra parte que antes difunda sus palabras.",
                ),
            )


def _sealed_by_others(party: str, tails: Iterable[bytes]) -> list[tuple[Place, bytes]]:
    """Which of these texts (an opening after its salt) other governments keep sealed, and where. The database compares
    them, so that what costs is only how many texts are sealed now.
    """
    logs = [log for log in Log.objects.values_list("pk", flat=True) if party_of(log) != party]
    found: list[tuple[Place, str, bytes]] = []
    for some in bulk.pieces(sorted(tails)):
        where = f"NOT public AND log IN ({holders(logs)}) AND substr(opening, {SALT + 1}) IN ({holders(some)})"
        rows = ask.values(SealedText, ("log", "seq", "digest", "opening"), where, [*logs, *some]) if logs else []
        found += [((log, seq), digest, bytes(opening)[SALT:]) for log, seq, digest, opening in rows]
    touched = acted_on(digest for _, digest, _ in found)
    return [(place, tail) for place, digest, tail in found if (*place, digest) not in touched]


def holders(values: Iterable[object]) -> str:
    return ", ".join("%s" for _ in values)
