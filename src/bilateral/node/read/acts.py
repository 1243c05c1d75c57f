"""Formal acts as sentences: who did what, when, to which texts, and what the rules say of it."""

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Q, QuerySet

from bilateral.dialogue.acts import ACTS, REASONS
from bilateral.node.models import Act, LogEntry
from bilateral.node.read.base import links, party_map, text_of, words
from bilateral.node.read.shapes import ActView, DocumentLink, Page, Party, Viewer
from bilateral.record.entry import Entry
from bilateral.values import EntryRef, Text

Key = tuple[str, int]
SHOWN_DOCUMENTS = 40


def recent(viewer: Viewer, limit: int = 8) -> tuple[ActView, ...]:
    """The newest acts that changed or answered a text, newest first."""
    rows = Act.objects.filter(act__in=("propose", "concur", "decline", "withdraw", "position"), verdict="valid")
    return act_views(rows.order_by("-time", "-id")[:limit], viewer)


def acts(
    viewer: Viewer, party: str | None = None, act: str | None = None, after: str | None = None, limit: int = 50
) -> Page[ActView]:
    """All acts, newest first, by party or act. ``after`` is the key that the page before gave."""
    rows = Act.objects.all()
    rows = rows.filter(party=party) if party else rows
    rows = rows.filter(act=act) if act else rows
    total = rows.count()
    page, key = paged(rows, after, limit)
    return Page(act_views(page, viewer), key, total)


def paged(rows: QuerySet[Act], after: str | None, limit: int) -> tuple[list[Act], str | None]:
    """One page by key (time and row id), so that its cost doesn't grow with what lies before it."""
    if after and after.isdecimal():
        last = Act.objects.filter(pk=int(after)).first()
        if last:
            rows = rows.filter(Q(time__lt=last.time) | Q(time=last.time, pk__lt=last.pk))
    found = list(rows.order_by("-time", "-id")[: limit + 1])
    return found[:limit], str(found[limit - 1].pk) if len(found) > limit else None


def act_views(rows: Iterable[Act], viewer: Viewer) -> tuple[ActView, ...]:
    """Acts in words, with a fixed number of queries for any number of acts."""
    rows = list(rows)
    everyone = party_map()
    targets = _acts_at([(r.target_log, r.target_seq) for r in rows if r.target_log and r.target_seq is not None])
    names = {key: _names(targets.get(key)) for key in targets} | {(r.log, r.seq): _names(r) for r in rows if r.data}
    linked = links(name for found in names.values() for name in found[:SHOWN_DOCUMENTS])
    offices = links(f"{r.log}:{r.office}" for r in rows if r.office)
    reasons = _reasons(rows, viewer)
    return tuple(_view(row, everyone, names, linked, offices, reasons) for row in rows)


def _view(
    row: Act,
    everyone: Mapping[str, Party],
    names: Mapping[Key, Sequence[str]],
    linked: Mapping[str, DocumentLink],
    offices: Mapping[str, DocumentLink],
    reasons: Mapping[Key, Text],
) -> ActView:
    key = (row.log, row.seq)
    target = (row.target_log or "", row.target_seq or 0)
    docs = tuple(linked[name] for name in (names.get(key) or names.get(target) or ())[:SHOWN_DOCUMENTS])
    party = everyone[row.party]
    count = len(names.get(key) or names.get(target) or ())
    office = offices[f"{row.log}:{row.office}"].title if row.office else None
    return ActView(
        ref=EntryRef(row.log, row.seq, row.leaf),
        act=row.act,
        party=party,
        time=row.time,
        office=office,
        summary=_summary(row.act, party, docs, count),
        verdict=row.verdict,
        verdict_reason=REASONS.get(row.reason) if row.reason else None,
        reason=reasons.get(key),
        documents=docs,
    )


def _summary(act: str, party: Party, docs: Sequence[DocumentLink], count: int) -> Text:
    done = ACTS[act].done if act in ACTS else Text(f"did something unknown ({act})", f"hizo algo desconocido ({act})")
    said = party.name + " " + done
    if not docs:
        return said + "."
    return said + ": " + package_title(docs, count) + "."


def package_title(docs: Sequence[DocumentLink], count: int) -> Text:
    """What a proposal is about: its one text, or the first of several and how many more there are."""
    if not docs:
        return Text("an unknown text", "un texto desconocido")
    first = Text(f"“{docs[0].title.en}”", f"«{docs[0].title.es}»")
    if count == 1:
        return first
    if count == 2 and len(docs) > 1:
        second = Text(f"“{docs[1].title.en}”", f"«{docs[1].title.es}»")
        return first + Text(" and ", " y ") + second
    return first + Text(f" and {count - 1} more texts", f" y {count - 1} textos más")


def _names(row: Act | None) -> list[str]:
    return [change[0] for change in row.data["changes"]] if row and row.data else []


def _acts_at(keys: Iterable[Key]) -> dict[Key, Act]:
    by_log: dict[str, set[int]] = {}
    for log, seq in keys:
        by_log.setdefault(log, set()).add(seq)
    return {
        (row.log, row.seq): row for log, seqs in by_log.items() for row in Act.objects.filter(log=log, seq__in=seqs)
    }


def _reasons(rows: Iterable[Act], viewer: Viewer) -> dict[Key, Text]:
    """The words of declines and views."""
    told: dict[str, list[int]] = {}
    for row in rows:
        if row.act in ("decline", "position"):
            told.setdefault(row.log, []).append(row.seq)
    bodies = {
        (log, seq): Entry.parse(bytes(raw)).body
        for log, seqs in told.items()
        for seq, raw in LogEntry.objects.filter(log=log, seq__in=seqs).values_list("seq", "raw")
    }
    held = words([d for body in bodies.values() for d in body.get("text", {}).values()], viewer)
    return {key: text_of(body["text"], held) for key, body in bodies.items() if "text" in body}
