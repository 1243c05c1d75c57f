"""What every page needs to know: who talks, how far the record reaches, who attested it."""

from collections.abc import Mapping
from functools import reduce
from operator import or_

from django.db.models import Q

from bilateral.node.heads import genesis_of
from bilateral.node.models import Log, SignedHead
from bilateral.node.read.base import Desk, desk_for
from bilateral.node.read.shapes import Head, Party, Site, Viewer


def site(viewer: Viewer) -> Site:
    """The dialogue, its governments and the newest signed snapshot of each one's record."""
    desk = desk_for(viewer)
    found = tuple(desk.parties.values())
    logs = {log.pk: log for log in Log.objects.filter(pk__in=[party.origin for party in found])}
    signed = _signed(logs)
    first = genesis_of(found[0].origin) if found else None
    return Site(
        dialogue=first.dialogue if first else "",
        parties=found,
        demonstration=bool(first and first.demonstration),
        heads=tuple(_head(party, logs[party.origin], signed.get(party.origin), desk) for party in found),
    )


def _signed(logs: Mapping[str, Log]) -> dict[str, SignedHead]:
    """For each log the row of its newest snapshot; a contradicting one of the same size is not it."""
    wanted = [Q(log=log.pk, size=log.head_size) for log in logs.values() if log.head_size]
    rows = SignedHead.objects.filter(reduce(or_, wanted)) if wanted else ()
    return {row.log: row for row in rows if row.note == logs[row.log].head_note}


def _head(party: Party, log: Log, row: SignedHead | None, desk: Desk) -> Head:
    return Head(
        party=party,
        size=row.size if row else 0,
        root=row.root if row else "",
        time=row.seen_at if row else None,
        attested_by=desk.in_order(row.attested) if row else (),
        own=log.own,
        attested_size=log.attested_size,
        rekeyed=tuple(log.rekeyed),
    )
