"""The changes that a proposal carries: each document as it would be, and what differs from the text it builds on."""

from bilateral.dialogue.kind import FieldSpec, split_tag
from bilateral.dialogue.kinds import KINDS
from bilateral.dialogue.sealing import digests_in
from bilateral.node.models import LogEntry
from bilateral.node.read.base import links, text_of, words
from bilateral.node.read.fields import diffs, names_in, views
from bilateral.node.read.shapes import ChangeView, DocumentLink, FieldView, Viewer
from bilateral.record.entry import Entry
from bilateral.values import Name, Text


def fields_of(tag: str) -> tuple[FieldSpec, ...]:
    """The fields of ``kind/version``; none for one that this software doesn't know."""
    name, version = split_tag(tag) or ("", 0)
    kind = KINDS.get(name)
    return kind.fields_of(version) if kind and version in kind.bodies else ()


def change_views(entry: Entry, viewer: Viewer) -> tuple[ChangeView, ...]:
    """All changes of a proposal, with a fixed number of queries however many there are."""
    bases = _bases([change["base"] for change in entry.changes])
    specs = {change["name"]: fields_of(change["kind"]) for change in entry.changes}
    bodies = [change["body"] for change in entry.changes] + list(bases.values())
    held = words([digest for body in bodies for digest in digests_in(body)], viewer)
    pointed = {n for change in entry.changes for n in names_in(specs[change["name"]], change["body"])}
    pointed |= {
        n
        for change in entry.changes
        if change["base"] in bases
        for n in names_in(specs[change["name"]], bases[change["base"]])
    }
    linked = links(pointed | set(specs))
    found = []
    for change in entry.changes:
        fields = specs[change["name"]]
        after = views(fields, change["body"], held, linked)
        before: tuple[FieldView, ...] = ()
        if change["base"] in bases:
            before = views(fields, bases[change["base"]], held, linked)
        found.append(
            ChangeView(
                link=_link(change, linked, text_of(change["body"].get("title"), held)),
                created=not change["base"],
                fields=after,
                diffs=diffs(before, after) if before else (),
            )
        )
    return tuple(found)


def _link(change: dict[str, str], linked: dict[str, DocumentLink], title: Text) -> DocumentLink:
    """The link to the document under the title that this change gives it."""
    known = linked[change["name"]]
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


def _bases(versions: list[str]) -> dict[str, dict[str, object]]:
    """The bodies of the versions built on, by version id."""
    wanted = {version for version in versions if version}
    leaves = {version.partition("/")[0] for version in wanted}
    rows = LogEntry.objects.filter(leaf__in=leaves).values_list("leaf", "raw")
    entries = {leaf: Entry.parse(bytes(raw)) for leaf, raw in rows}
    return {
        version: entries[leaf].changes[int(index)]["body"]
        for version in wanted
        for leaf, _, index in [version.partition("/")]
        if leaf in entries
    }
