"""The states of items into the tables, and what they mean for the openings held here.

``SealedText.public`` says whether an item is public now. An opening whose item is erased is destroyed in the same
transaction in which the act is judged, whoever brought it: the door, a peer, a rebuild after a backup was restored.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import groupby

from bilateral.dialogue.fold.facts import party_of
from bilateral.dialogue.fold.item_facts import ItemFact, Key
from bilateral.node.models import ItemState, LogEntry, SealedText
from bilateral.node.tables import bulk
from bilateral.record.entry import Entry
from bilateral.record.items import ERASED, PUBLIC, Naming

Said = tuple[Naming, str]
"""An act on items as it was read, and its entry's time."""


def carry_out(changed: Iterable[ItemFact], acts: Mapping[Key, Said]) -> None:
    """Write the items whose state has changed, show what is public, destroy what is erased.

    :param acts: the acts that brought them there, by place.
    """
    facts = sorted(changed, key=lambda fact: (fact.log, fact.seq, fact.digest))
    for (log, seq), group in groupby(facts, key=lambda fact: (fact.log, fact.seq)):
        some = list(group)
        ItemState.objects.filter(log=log, seq=seq, digest__in=[fact.digest for fact in some]).delete()
        bulk.insert(ItemState, [_row(fact, acts[log, fact.act]) for fact in some])
        for state in sorted({fact.state for fact in some}):
            digests = [fact.digest for fact in some if fact.state == state]
            texts = SealedText.objects.filter(log=log, seq=seq, digest__in=digests)
            if state == ERASED:
                texts.update(public=False, opening=None)
            else:
                texts.update(public=state == PUBLIC)


def _row(fact: ItemFact, said: Said) -> dict[str, object]:
    act, time = said
    return {
        "log": fact.log,
        "seq": fact.seq,
        "digest": fact.digest,
        "state": fact.state,
        "act": fact.act,
        "by": fact.by,
        "party": party_of(fact.log),
        "ground": act.ground,
        "review": act.review,
        "time": datetime.fromisoformat(time),
    }


def undo() -> None:
    """Bring the openings back to how their entries introduced them, before the projection is made anew.

    What was destroyed stays so: it is gone.
    """
    for log, seq in ItemState.objects.values_list("log", "seq").distinct():
        entry = Entry.parse(bytes(LogEntry.objects.values_list("raw", flat=True).get(log=log, seq=seq)))
        SealedText.objects.filter(log=log, seq=seq).update(public=entry.public)


def shown() -> Iterable[tuple[str, int, str, bool]]:
    """Of the entries with such items, which texts are public: what a rebuild is compared by."""
    for log, seq in ItemState.objects.values_list("log", "seq").distinct():
        rows = SealedText.objects.filter(log=log, seq=seq)
        yield from rows.values_list("log", "seq", "item", "public")


def touched(log: str, since: int, upto: int) -> set[str]:
    """The digests that acts of a log from one position up to another have brought to where they are."""
    rows = ItemState.objects.filter(log=log, act__gte=since, act__lt=upto)
    return set(rows.values_list("digest", flat=True))


def to_show(log: str, digests: Iterable[str]) -> dict[str, bytes]:
    """Those of the digests whose openings are public now and held."""
    found: dict[str, bytes] = {}
    for some in bulk.pieces(digests):
        rows = SealedText.objects.filter(log=log, digest__in=some, public=True, opening__isnull=False)
        found.update((digest, bytes(opening or b"")) for digest, opening in rows.values_list("digest", "opening"))
    return found
