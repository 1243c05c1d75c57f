"""How sealed words reach the homes of the governments named: which are wanted, which are given, which are taken.

A home that holds an entry and lacks its sealed words asks the author's home for them by their digests, in the exchange
of rooms (spec/rooms.md). What is given is what the digest promises, so nothing else needs to be trusted; to whom is
decided by the home that gives, from the entry alone.
"""

from collections.abc import Iterable
from typing import Final

from bilateral.dialogue.rooms.envelope import MAX_OPENED
from bilateral.node.models import Log, SealedText
from bilateral.node.seals.between import Place, acted_on, audiences
from bilateral.record import seal
from bilateral.values import Fault
from bilateral.values.ref import party_of

MOST: Final = 1_000
"""How many texts are asked for at once."""


def wanted(own: str, other: str) -> tuple[str, ...]:
    """The digests of the texts that the other government has sealed to this one among others and that aren't here."""
    rows = SealedText.objects.filter(log__in=_logs(other), public=False, opening__isnull=True)
    places = rows.order_by("log", "seq", "item").values_list(*_PLACE)
    lacking = [((log, seq), digest) for log, seq, digest in places]
    return tuple(sorted(set(_sealed_to(own, lacking))))[:MOST]


def given(own: str, other: str, digests: Iterable[str]) -> list[bytes]:
    """The openings that this government has sealed to the other among others, of those asked for."""
    asked = list(digests)[:MOST]
    rows = SealedText.objects.filter(log__in=_logs(own), digest__in=asked, public=False, opening__isnull=False)
    held = {(log, seq, digest): bytes(o or b"") for log, seq, digest, o in rows.values_list(*_PLACE, "opening")}
    meant = {*_sealed_to(other, [((log, seq), digest) for log, seq, digest in held])}
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
            rows = SealedText.objects.filter(log__in=_logs(other), digest=digest, public=False, opening__isnull=True)
            found += bool(rows.update(opening=opening))
    return found


_PLACE = ("log", "seq", "digest")


def _logs(party: str) -> list[str]:
    return [log for log in Log.objects.values_list("pk", flat=True) if party_of(log) == party]


def _sealed_to(party: str, texts: Iterable[tuple[Place, str]]) -> list[str]:
    """The digests of those texts that are for this government, and on which no act has been done since."""
    texts = list(texts)
    readers = audiences(place for place, _ in texts) if texts else {}
    touched = acted_on(digest for _, digest in texts)
    return [digest for place, digest in texts if party in readers.get(place, ()) and (*place, digest) not in touched]
