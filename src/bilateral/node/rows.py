"""Entry rows in order, some hundreds at a time: no cursor stays open while others write, or a reader stops."""

from collections.abc import Iterator

from django.db.models import Max, QuerySet

from bilateral.node.models import Log, LogEntry, SealedText

AT_ONCE = 500


def first_entries() -> QuerySet[LogEntry]:
    """The first entry of each log. By the logs' names: without them the database would look through every entry."""
    return LogEntry.objects.filter(log__in=Log.objects.values("pk"), seq=0)


def entry_rows(log: str, start: int = 0, stop: int | None = None) -> Iterator[LogEntry]:
    """The rows of a log from one position up to another (or the last); a row that is missing is passed over."""
    if stop is None:
        stop = (LogEntry.objects.filter(log=log).aggregate(last=Max("seq"))["last"] or 0) + 1
    for first in range(start, stop, AT_ONCE):
        rows = LogEntry.objects.filter(log=log, seq__gte=first, seq__lt=min(stop, first + AT_ONCE))
        yield from list(rows.order_by("seq"))


def raw_entries(log: str, start: int, stop: int) -> Iterator[bytes]:
    return (bytes(row.raw) for row in entry_rows(log, start, stop))


def released(log: str, start: int, stop: int) -> Iterator[bytes]:
    """The openings of the released texts that these entries introduced."""
    for first in range(start, stop, AT_ONCE):
        rows = SealedText.objects.filter(log=log, seq__gte=first, seq__lt=min(stop, first + AT_ONCE), public=True)
        for opening in list(rows.filter(opening__isnull=False).values_list("opening", flat=True)):
            yield bytes(opening or b"")


def leaf_of(log: str, seq: int) -> str | None:
    """The leaf of an entry held here."""
    return LogEntry.objects.filter(log=log, seq=seq).values_list("leaf", flat=True).first()
