"""What every page needs to know: who talks, how far the record reaches, who attested it."""

from collections.abc import Mapping
from functools import reduce
from operator import or_

from django.db.models import Q

from bilateral.node.heads import genesis_of
from bilateral.node.models import Log, SignedHead
from bilateral.node.read.base import Desk, desk_for
from bilateral.node.read.shapes import Head, Site, Viewer
from bilateral.node.read.standing.lines import said_of
from bilateral.node.rows import leaf_of
from bilateral.values import EntryRef
from bilateral.values.ref import party_of, turn_of


def site(viewer: Viewer) -> Site:
    """The dialogue, its governments and the newest signed snapshot of each one's record."""
    desk = desk_for(viewer)
    logs = {log.pk: log for log in Log.objects.filter(size__gt=0)}
    signed = _signed(logs)
    found = tuple(desk.parties.values())
    first = genesis_of(found[0].origin) if found else None
    order = {party.code: place for place, party in enumerate(found)}
    shown = sorted((pk for pk in logs if party_of(pk) in order), key=lambda pk: (order[party_of(pk)], turn_of(pk)))
    return Site(
        dialogue=first.dialogue if first else "",
        parties=found,
        demonstration=bool(first and first.demonstration),
        heads=tuple(_head(logs[pk], signed.get(pk), desk) for pk in shown),
    )


def _signed(logs: Mapping[str, Log]) -> dict[str, SignedHead]:
    """For each log the row of its newest snapshot; a contradicting one of the same size is not it."""
    wanted = [Q(log=log.pk, size=log.head_size) for log in logs.values() if log.head_size]
    rows = SignedHead.objects.filter(reduce(or_, wanted)) if wanted else ()
    return {row.log: row for row in rows if row.note == logs[row.log].head_note}


def _head(log: Log, row: SignedHead | None, desk: Desk) -> Head:
    successor = desk.successors.get(log.pk)
    return Head(
        party=desk.party(party_of(log.pk)),
        log=log.pk,
        size=row.size if row else 0,
        root=row.root if row else "",
        time=row.seen_at if row else None,
        attested_by=desk.in_order(row.attested) if row else (),
        own=log.own,
        attested_size=log.attested_size,
        rekeyed=tuple(log.rekeyed),
        line=said_of(log.pk, desk),
        began=EntryRef(log.pk, 0, leaf_of(log.pk, 0) or "") if successor else None,
    )
