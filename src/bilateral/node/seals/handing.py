"""How sealed words reach the homes of the governments named: which are wanted, which are given, which are taken.

A home that holds an entry and lacks its sealed words asks for them by their digests, in the exchange of rooms
(spec/rooms.md): those of the other government's entries, and of its own where a backup was put back that is older than
they are. What is given is what the digest promises, so nothing else needs to be trusted; to whom is decided by the home
that gives, from the entry alone.
"""

from collections.abc import Iterable
from typing import Final

from django.db.models import QuerySet

from bilateral.dialogue.rooms.envelope import MAX_OPENED
from bilateral.node.models import Log, SealedText
from bilateral.node.seals.between import Place, acted_on, audiences
from bilateral.record import seal
from bilateral.values import Fault
from bilateral.values.ref import party_of

MOST: Final = 1_000
"""How many texts are asked for at once."""


def wanted(own: str, other: str) -> tuple[str, ...]:
    """The digests of the texts that are sealed between these two governments, among others, and that aren't here."""
    rows = _sealed(own, other).filter(opening__isnull=True).order_by("log", "seq", "item")
    lacking = [((log, seq), digest) for log, seq, digest in rows.values_list(*_PLACE)]
    return tuple(sorted(set(_between(own, other, lacking))))[:MOST]


def given(own: str, other: str, digests: Iterable[str]) -> list[bytes]:
    """The openings of those asked for that one of these governments has sealed to the other, among others."""
    rows = _sealed(own, other).filter(digest__in=list(digests)[:MOST], opening__isnull=False)
    held = {(log, seq, digest): bytes(o or b"") for log, seq, digest, o in rows.values_list(*_PLACE, "opening")}
    meant = {*_between(own, other, [((log, seq), digest) for log, seq, digest in held])}
    openings = {digest: opening for (_, _, digest), opening in held.items() if digest in meant}
    return [opening for _, opening in sorted(openings.items()) if len(opening) <= MAX_OPENED]


def take(own: str, other: str, openings: Iterable[bytes]) -> int:
    """Keep those that are wanted, each where its digest was promised. Returns how many texts there were."""
    asked, found = {*wanted(own, other)}, 0
    for opening in openings:
        digest = seal.digest_of(opening)
        try:
            seal.unseal(opening)
        except Fault:
            continue
        if digest in asked:
            found += bool(_sealed(own, other).filter(digest=digest, opening__isnull=True).update(opening=opening))
    return found


_PLACE = ("log", "seq", "digest")


def _sealed(own: str, other: str) -> QuerySet[SealedText]:
    """The texts of these governments' logs that are not public."""
    logs = [log for log in Log.objects.values_list("pk", flat=True) if party_of(log) in (own, other)]
    return SealedText.objects.filter(log__in=logs, public=False)


def _between(own: str, other: str, texts: list[tuple[Place, str]]) -> list[str]:
    """The digests of those texts that are for both governments, and on which no act has been done since."""
    readers = audiences(place for place, _ in texts) if texts else {}
    touched = acted_on(digest for _, digest in texts)
    return [
        digest
        for place, digest in texts
        if {own, other} <= readers.get(place, frozenset()) and (*place, digest) not in touched
    ]
