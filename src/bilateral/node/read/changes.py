"""The changes that proposals carry: each document as it would be, and what differs from the text it builds on."""

from collections.abc import Iterable, Mapping
from typing import Any

from bilateral.dialogue.kind import FieldSpec, body_fault, split_tag
from bilateral.dialogue.kinds import KINDS
from bilateral.dialogue.sealing import digests_in
from bilateral.node.models import LogEntry
from bilateral.node.read.base import Desk, text_of
from bilateral.node.read.fields import diffs, names_in, views
from bilateral.node.read.shapes import ChangeView, DocumentLink
from bilateral.record.entry import Entry
from bilateral.values import Name, Text

Change = Mapping[str, Any]


def fields_of(tag: str) -> tuple[FieldSpec, ...]:
    """The fields of ``kind/version``; none for one that this software doesn't know."""
    name, version = split_tag(tag) or ("", 0)
    kind = KINDS.get(name)
    return kind.fields_of(version) if kind and version in kind.bodies else ()


def prepare(entries: Iterable[Entry], desk: Desk) -> Mapping[str, Change]:
    """Look up at once all that showing these entries' changes takes; returns the changes built on, by version id."""
    changes: list[Change] = [change for entry in entries for change in entry.changes]
    bases = _bases({change["base"] for change in changes if change["base"]})
    whole = [*changes, *bases.values()]
    desk.words(digest for change in whole for digest in digests_in(change["body"]))
    desk.links({change["name"] for change in changes} | {name for change in whole for name in _pointed(change)})
    return bases


def change_views(entry: Entry, desk: Desk, bases: Mapping[str, Change] | None = None) -> tuple[ChangeView, ...]:
    """All changes of one proposal. ``bases`` is what `prepare` gave for it, with others."""
    bases = prepare([entry], desk) if bases is None else bases
    return tuple(_view(change, bases.get(change["base"]), desk) for change in entry.changes)


def _view(change: Change, base: Change | None, desk: Desk) -> ChangeView:
    held, linked = desk.words(()), desk.links(())
    after = views(fields_of(change["kind"]), shapely(change), held, linked)
    before = views(fields_of(base["kind"]), shapely(base), held, linked) if base else ()
    return ChangeView(
        link=_link(change, linked[change["name"]], text_of(change["body"].get("title"), held)),
        created=not change["base"],
        fields=after,
        diffs=diffs(before, after) if before else (),
    )


def shapely(change: Change) -> Mapping[str, Any]:
    """The body, if it is of its kind's form: a void proposal can carry anything, which is then not shown as fields."""
    name, version = split_tag(change["kind"]) or ("", 0)
    kind = KINDS.get(name)
    if kind is None or version not in kind.bodies or body_fault(kind.bodies[version], change["body"]):
        return {}
    body: Mapping[str, Any] = change["body"]
    return body


def _pointed(change: Change) -> set[str]:
    return names_in(fields_of(change["kind"]), shapely(change))


def _link(change: Change, known: DocumentLink, title: Text) -> DocumentLink:
    """The link to the document under the title that this change gives it."""
    kind_name = change["kind"].partition("/")[0]
    kind = KINDS.get(kind_name)
    return DocumentLink(
        Name.parse(change["name"]),
        kind_name,
        kind.title if kind else Text.same(kind_name),
        title or known.title,
        known.status,
        known.missing,
    )


def _bases(versions: Iterable[str]) -> dict[str, Change]:
    """The changes that made the versions built on, by version id."""
    wanted = {version: version.partition("/") for version in versions}
    leaves = {leaf for leaf, _, _ in wanted.values()}
    rows = LogEntry.objects.filter(leaf__in=leaves).values_list("leaf", "raw") if leaves else ()
    entries = {leaf: Entry.parse(bytes(raw)) for leaf, raw in rows}
    return {
        version: entries[leaf].changes[int(index)]
        for version, (leaf, _, index) in wanted.items()
        if leaf in entries and int(index) < len(entries[leaf].changes)
    }
