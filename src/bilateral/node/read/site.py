"""What every page needs to know: who talks, how far the record reaches, who attested it."""

from bilateral.node.models import Log, SignedHead
from bilateral.node.read.base import genesis, parties
from bilateral.node.read.shapes import Head, Party, Site, Viewer


def site(viewer: Viewer) -> Site:
    """The dialogue, its governments and the newest signed snapshot of each one's record."""
    found = parties()
    logs = {log.pk: log for log in Log.objects.filter(pk__in=[party.origin for party in found])}
    heads = tuple(_head(party, logs[party.origin], found) for party in found)
    first = genesis(found[0].origin).body if found else {}
    return Site(
        dialogue=str(first.get("dialogue", "")),
        parties=found,
        demonstration=bool(first.get("demonstration", False)),
        heads=heads,
    )


def _head(party: Party, log: Log, others: tuple[Party, ...]) -> Head:
    row = SignedHead.objects.filter(log=log.pk, size=log.head_size).order_by("-seen_at").first()
    attested = tuple(other for other in others if row and other.code in row.attested)
    return Head(
        party=party,
        size=row.size if row else 0,
        root=row.root if row else "",
        time=row.seen_at if row else None,
        attested_by=attested,
        own=log.own,
    )
