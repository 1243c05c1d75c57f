"""The changes that proposals carry: each document as it would be, and what differs from the text it builds on."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from bilateral.dialogue.kind import FieldSpec, body_fault, split_tag
from bilateral.dialogue.kinds import KINDS
from bilateral.dialogue.sealing import digests_in
from bilateral.node.models import LogEntry
from bilateral.node.read.acts import entry_links
from bilateral.node.read.base import Desk, Told, text_of
from bilateral.node.read.effects import effects_of
from bilateral.node.read.fields import Linked, diffs, entries_in, names_in, views
from bilateral.node.read.shapes import ChangeView, DocumentLink
from bilateral.values import Name, Text

Change = Mapping[str, Any]


def fields_of(tag: str) -> tuple[FieldSpec, ...]:
    """The fields of ``kind/version``; none for one that this software doesn't know."""
    name, version = split_tag(tag) or ("", 0)
    kind = KINDS.get(name)
    return kind.fields_of(version) if kind and version in kind.bodies else ()


def prepare(changes: Iterable[Change], desk: Desk) -> Mapping[str, Change]:
    """Look up at once all that showing these changes takes; returns the changes built on, by version id."""
    changes = list(changes)
    bases = _bases({change["base"] for change in changes if change["base"]})
    whole = [*changes, *bases.values()]
    desk.words(digest for change in whole for digest in digests_in(change["body"]))
    desk.links({change["name"] for change in changes} | {name for change in whole for name in _pointed(change)})
    return bases


def change_view(change: Change, bases: Mapping[str, Change], desk: Desk) -> ChangeView:
    """One change whole. ``bases`` is what `prepare` gave for it."""
    base = bases.get(change["base"])
    held, linked = desk.words(()), desk.links(())
    pointed = linked_from([change, *([base] if base else [])], desk)
    after = views(fields_of(change["kind"]), change["body"], held, pointed)
    before = views(fields_of(base["kind"]), base["body"], held, pointed) if base else ()
    return ChangeView(
        link=_link(change, linked[change["name"]], text_of(change["body"].get("title"), held)),
        created=not change["base"],
        fields=after,
        diffs=diffs(before, after) if before else (),
    )


def with_effects(shown: Mapping[str, ChangeView], changes: Iterable[Change], desk: Desk) -> dict[str, ChangeView]:
    """The changes of one proposal, each with what its text would bind to."""
    texts = {change["name"]: (change["kind"].partition("/")[0], change["body"]) for change in changes}
    found = effects_of({name: texts[name] for name in shown}, desk, texts)
    return {name: replace(view, effect=found[name]) for name, view in shown.items()}


def linked_from(changes: Iterable[Change], desk: Desk) -> Linked:
    """What the bodies of these changes point at: documents, which the desk holds by now, and entries."""
    refs = {ref for change in changes for ref in entries_in(fields_of(change["kind"]), change["body"])}
    return {**desk.links(()), **entry_links(refs, desk)} if refs else desk.links(())


def void_changes(changes: Iterable[Change], desk: Desk) -> tuple[ChangeView, ...]:
    """What a proposal that doesn't stand would have changed. Its bodies may be anything: what isn't of its kind's form
    is not shown as fields.
    """
    shown = [change if _is_formed(change) else {**change, "body": {}, "kind": "?/0"} for change in changes]
    bases = prepare(shown, desk)
    return tuple(
        replace(view, link=_link(change, view.link, Text("", ""))) if change is not seen else view
        for change, seen in zip(changes, shown, strict=True)
        for view in [change_view(seen, bases, desk)]
    )


def _is_formed(change: Change) -> bool:
    name, version = split_tag(change["kind"]) or ("", 0)
    kind = KINDS.get(name)
    return bool(kind and version in kind.bodies and not body_fault(kind.bodies[version], change["body"]))


def _pointed(change: Change) -> set[str]:
    return names_in(fields_of(change["kind"]), change["body"])


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
    told = {leaf: Told.of(raw) for leaf, raw in rows}
    return {
        version: told[leaf].changes[int(index)]
        for version, (leaf, _, index) in wanted.items()
        if leaf in told and int(index) < len(told[leaf].changes)
    }
