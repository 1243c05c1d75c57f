"""The ledger: every text that is withheld, replaced or erased, newest act first, one row an act."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q, QuerySet

from bilateral.node.models import ItemState, SealedText
from bilateral.node.read.base import Desk, desk_for
from bilateral.node.read.paging import Page
from bilateral.node.read.plan import today
from bilateral.node.read.shapes import Viewer
from bilateral.node.read.withheld.shapes import WithheldView
from bilateral.node.read.withheld.views import hidden_views
from bilateral.node.seals.showing import Hidden, hidden_of
from bilateral.record.items import ERASED, PUBLIC, WITHHELD
from bilateral.values import BadInput, Text

_ORDER = ("-time", "-act", "-log")
_AT_ONCE = 200


def ledger(
    viewer: Viewer,
    party: str | None = None,
    ground: str | None = None,
    state: str | None = None,
    overdue: bool = False,
    after: str | None = None,
    limit: int = 50,
) -> Page[WithheldView]:
    """Texts that are not shown, by government, ground and state; with ``overdue`` only those whose review is due.

    ``after`` is the key that the page before gave. :raises BadInput: there is no such page.
    """
    desk, now = desk_for(viewer), today()
    rows = _chosen(party, ground, state, overdue, now)
    acts = (_beyond(rows, after) if after else rows).order_by(*_ORDER).values_list("log", "act", "time").distinct()
    page: list[tuple[str, int]] = [(log, act) for log, act, _ in acts[: limit + 1]]
    more = page[limit - 1] if len(page) > limit else None
    total = rows.values_list("log", "act").distinct().count()
    return Page(_views(page[:limit], rows, desk, now), f"{more[0]}:{more[1]}" if more else None, total)


def lines(
    viewer: Viewer, party: str | None = None, ground: str | None = None, state: str | None = None, overdue: bool = False
) -> Iterator[WithheldView]:
    """All of them, some at a time, as the table to download holds them."""
    after: str | None = ""
    while after is not None:
        page = ledger(viewer, party, ground, state, overdue, after or None, _AT_ONCE)
        yield from page.items
        after = page.after


def _chosen(party: str | None, ground: str | None, state: str | None, overdue: bool, now: date) -> QuerySet[ItemState]:
    rows = ItemState.objects.exclude(state=PUBLIC)
    rows = rows.filter(party=party) if party else rows
    rows = rows.filter(ground=ground) if ground else rows
    if state == "redacted":
        rows = rows.filter(state=WITHHELD).exclude(by="")
    elif state == "withheld":
        rows = rows.filter(state=WITHHELD, by="")
    elif state:
        rows = rows.filter(state=state)
    if overdue:
        rows = rows.exclude(state=ERASED).exclude(review="").filter(review__lt=now.isoformat())
    return rows


def _beyond(rows: QuerySet[ItemState], after: str) -> QuerySet[ItemState]:
    log, _, seq = after.rpartition(":")
    last = ItemState.objects.filter(log=log, act=int(seq)).first() if seq.isdecimal() and len(seq) < 17 else None
    if last is None:
        raise BadInput(
            what=Text("This page of the list can't be found.", "No se encuentra esta página de la lista."),
            where=f"after={after[:80]}",
            do=Text("Start from the list's first page.", "Empieza desde la primera página de la lista."),
        )
    earlier = Q(time=last.time, act__lt=last.act) | Q(time=last.time, act=last.act, log__lt=last.log)
    return rows.filter(Q(time__lt=last.time) | earlier)


def _views(acts: list[tuple[str, int]], rows: QuerySet[ItemState], desk: Desk, now: date) -> tuple[WithheldView, ...]:
    if not acts:
        return ()
    found = rows.filter(log__in={log for log, _ in acts}, act__in={act for _, act in acts})
    by_act: dict[tuple[str, int], list[ItemState]] = {}
    for row in found:
        by_act.setdefault((row.log, row.act), []).append(row)
    states = [row for key in acts for row in by_act.get(key, ())]
    return hidden_views(_hidden(states), desk, now)


def _hidden(states: list[ItemState]) -> list[Hidden]:
    """Each with its id in its entry, those of one entry in the order of their ids."""
    texts = SealedText.objects.filter(digest__in={row.digest for row in states})
    ids = {(log, seq, digest): item for log, seq, digest, item in texts.values_list("log", "seq", "digest", "item")}
    found = [hidden_of(row, ids.get((row.log, row.seq, row.digest), "")) for row in states]
    order = {key: n for n, key in enumerate(dict.fromkeys((h.log, h.act) for h in found))}
    return sorted(found, key=lambda h: (order[h.log, h.act], h.seq, h.state, h.item))
