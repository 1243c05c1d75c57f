"""Formal acts as sentences: who did what, when, to which texts, and what the rules say of it."""

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Q, QuerySet

from bilateral.dialogue.acts import ACTS, REASONS
from bilateral.node.models import Act
from bilateral.node.projection.facts import key_of
from bilateral.node.read.base import Desk, Key, desk_for, pair, text_of
from bilateral.node.read.entry_shapes import EntryLink
from bilateral.node.read.paging import Page
from bilateral.node.read.shapes import ActView, DocumentLink, Party, Viewer
from bilateral.node.read.standing.words import standing_of
from bilateral.values import BadInput, EntryRef, Text
from bilateral.values.ref import line_to, turn_of

SHOWN_DOCUMENTS = 40
DONE = {name: act.done for name, act in ACTS.items()} | {
    "succeed": Text("opened a record that goes on for its earlier one", "abrió un registro que continúa el anterior"),
}
ON_TEXTS = ("release", "withhold", "redact", "erase")
FORMAL = ("propose", "concur", "decline", "withdraw", "position", *ON_TEXTS)
REASONED = ("genesis", "decline", "position", "rotate", "revoke", *ON_TEXTS)
FARTHEST = 3
NEWEST_FIRST = ("-time", "-height", "-log")


def recent(viewer: Viewer, limit: int = 8) -> tuple[ActView, ...]:
    """The newest acts that changed or answered a text, newest first."""
    rows = Act.objects.filter(act__in=FORMAL, verdict="valid").order_by(*NEWEST_FIRST)
    return act_views(rows[:limit], desk_for(viewer))


def acts(
    viewer: Viewer, party: str | None = None, act: str | None = None, after: str | None = None, limit: int = 50
) -> Page[ActView]:
    """All acts, newest first, by party or act. ``after`` is the key that the page before gave."""
    rows = Act.objects.all()
    rows = rows.filter(party=party) if party else rows
    rows = rows.filter(act=act) if act else rows
    page, key = paged(rows, after, limit)
    return Page(act_views(page, desk_for(viewer)), key, rows.count())


def paged(rows: QuerySet[Act], after: str | None, limit: int) -> tuple[list[Act], str | None]:
    """One page by key, so that its cost doesn't grow with what lies before it and nothing is shown twice or missed.

    The key is the last act's place, ``hled/us:12``: the order is the same on every node and after every rebuild.

    :raises BadInput: no act stands there.
    """
    if after:
        log, _, seq = after.rpartition(":")
        last = Act.objects.filter(log=log, seq=int(seq)).first() if seq.isdecimal() and len(seq) < 17 else None
        if last is None:
            raise BadInput(
                what=Text("This page of the list can't be found.", "No se encuentra esta página de la lista."),
                where=f"after={after[:80]}",
                do=Text("Start from the list's first page.", "Empieza desde la primera página de la lista."),
            )
        earlier = Q(time=last.time, height__lt=last.height) | Q(time=last.time, height=last.height, log__lt=last.log)
        rows = rows.filter(Q(time__lte=last.time) & (Q(time__lt=last.time) | earlier))
    found = list(rows.order_by(*NEWEST_FIRST)[: limit + 1])
    more = found[limit - 1] if len(found) > limit else None
    return found[:limit], f"{more.log}:{more.seq}" if more else None


def act_views(rows: Iterable[Act], desk: Desk) -> tuple[ActView, ...]:
    """Acts in words, with a fixed number of queries for any number of acts."""
    rows = list(rows)
    desk.take_acts(rows)
    doubted = {key_of(place) for row in rows for place in row.contested}
    desk.acts({key for row in rows if (key := target_of(row))} | doubted)
    names = _about(rows, desk)
    shown = [name for found in names.values() for name in found[:SHOWN_DOCUMENTS]]
    linked = desk.links([*shown, *(name for row in rows for name in _offices(row))])
    reasons = _reasons(rows, desk)
    return tuple(_view(row, names[(row.log, row.seq)], linked, reasons.get((row.log, row.seq)), desk) for row in rows)


def entry_links(refs: Iterable[str], desk: Desk) -> dict[str, EntryLink]:
    """Links to entries by their full written form; one that isn't held, or is another, is marked missing."""
    wanted = {ref: EntryRef.parse(ref) for ref in refs}
    rows = desk.acts((ref.log, ref.seq) for ref in wanted.values())
    held = {ref: row for ref, at in wanted.items() if (row := rows.get((at.log, at.seq))) and row.leaf == at.leaf}
    views = {view.ref.full: view for view in act_views(held.values(), desk)}
    return {
        ref: EntryLink(at, views[ref].summary) if ref in held else EntryLink(at, Text("", ""), missing=True)
        for ref, at in wanted.items()
    }


def _view(
    row: Act, names: Sequence[str], linked: Mapping[str, DocumentLink], reason: Text | None, desk: Desk
) -> ActView:
    docs = tuple(linked[name] for name in names[:SHOWN_DOCUMENTS])
    party = desk.party(row.party)
    return ActView(
        ref=EntryRef(row.log, row.seq, row.leaf),
        act=row.act,
        party=party,
        time=row.time,
        office=_office(row, linked),
        summary=_summary(row.log, row.act, party, docs, len(names)),
        verdict=row.verdict,
        verdict_reason=REASONS.get(row.reason) if row.reason else None,
        reason=reason,
        documents=docs,
        standing=standing_of(row.log, row.seq, row.contested, desk),
    )


def _about(rows: Iterable[Act], desk: Desk) -> dict[Key, list[str]]:
    """The documents that acts are about: those that they change, or that what they answer is about.

    An act on texts may answer a view, which answers a proposal; a confirmation answers an act on texts.
    """
    at: dict[Key, Act | None] = {(row.log, row.seq): row for row in rows}
    for _ in range(FARTHEST):
        ahead = {key: target_of(row) for key, row in at.items() if row and not names_of(row)}
        told = desk.acts({key for key in ahead.values() if key})
        at.update({key: told.get(target) if target else None for key, target in ahead.items()})
    return {key: names_of(row) for key, row in at.items()}


def _offices(row: Act) -> list[str]:
    """The names under which the office that acted may stand: in this log, or in one that it goes on for."""
    return [f"{log}:{row.office}" for log in line_to(row.log)] if row.office else []


def _office(row: Act, linked: Mapping[str, DocumentLink]) -> Text | None:
    names = _offices(row)
    found = next((linked[name] for name in names if not linked[name].missing), None)
    return found.title if found else (linked[names[0]].title if names else None)


def _summary(log: str, act: str, party: Party, docs: Sequence[DocumentLink], count: int) -> Text:
    if act == "genesis" and turn_of(log) > 1:
        act = "succeed"
    done = DONE.get(act) or Text(f"did something unknown ({act})", f"hizo algo desconocido ({act})")
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


def target_of(row: Act) -> Key | None:
    """The place that an act answers."""
    return (row.target_log, row.target_seq) if row.target_log is not None and row.target_seq is not None else None


def names_of(row: Act | None) -> list[str]:
    """The documents that a proposal changes."""
    return [change[0] for change in row.data["changes"]] if row and row.data else []


def _reasons(rows: Iterable[Act], desk: Desk) -> dict[Key, Text]:
    """The words of declines, views, changes of keys and acts on texts."""
    keys = [(row.log, row.seq) for row in rows if row.act in REASONED]
    held = desk.told(keys)
    told = {key: digests for key in keys if key in held and (digests := pair(held[key].body.get("text")))}
    words = desk.words(digest for digests in told.values() for digest in digests.values())
    return {key: text_of(digests, words) for key, digests in told.items()}
