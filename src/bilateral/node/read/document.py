"""A document whole: its fields in force, its versions, its proposals, its place in the plan."""

from bilateral.dialogue.sealing import digests_in
from bilateral.node.models import Act, Document, Link, Version
from bilateral.node.projection.facts import key_of
from bilateral.node.read.base import link, links, not_found, party_map, words
from bilateral.node.read.changes import fields_of
from bilateral.node.read.fields import names_in, views
from bilateral.node.read.plan import cards_of, children, trail
from bilateral.node.read.proposals import proposal_views
from bilateral.node.read.shapes import ActView, DocumentView, VersionView, Viewer
from bilateral.values import EntryRef, Name, Text

MOST_PROPOSALS = 30


def document(viewer: Viewer, name: str | Name) -> DocumentView:
    """A document as it is in force, or as proposed when it never was. :raises NotFound: no document has this name."""
    row = Document.objects.filter(pk=str(Name.parse(str(name)))).first()
    if row is None:
        raise not_found(Text("There is no such document.", "No existe ese documento."), str(name))
    fields = fields_of(f"{row.kind}/{row.version}")
    held = words(digests_in(row.body), viewer)
    everyone = party_map()
    proposals = proposal_views(_proposals_on(row.name), viewer, whole=True)
    history: dict[EntryRef, ActView] = {act.ref: act for proposal in proposals for act in proposal.acts}
    return DocumentView(
        link=link(row),
        parties=tuple(sorted((everyone[c] for c in row.parties if c in everyone), key=lambda p: (p.order, p.code))),
        trail=trail(row),
        fields=views(fields, row.body, held, links(names_in(fields, row.body))),
        versions=_versions(row.name),
        proposals=proposals,
        history=tuple(sorted(history.values(), key=lambda act: (act.time, act.act != "propose"))),
        children=children(Name.parse(row.name)),
        action=cards_of([row], viewer)[0] if row.kind == "action" else None,
        data={"kind": f"{row.kind}/{row.version}", "body": row.body, "in_force": row.in_force, "number": row.number},
    )


def _proposals_on(name: str) -> list[Act]:
    """The newest proposals that change the document, newest first."""
    keys = [
        key_of(source) for source in Link.objects.filter(rel="changes", target=name).values_list("source", flat=True)
    ]
    rows = [
        row
        for log in {key[0] for key in keys}
        for row in Act.objects.filter(log=log, seq__in=[seq for origin, seq in keys if origin == log])
    ]
    return sorted(rows, key=lambda row: (row.time, row.seq), reverse=True)[:MOST_PROPOSALS]


def _versions(name: str) -> tuple[VersionView, ...]:
    found = []
    for version in Version.objects.filter(name=name).order_by("number"):
        proposed = Act.objects.get(log=version.log, seq=version.seq)
        agreed = Act.objects.get(log=version.agreed_log, seq=version.agreed_seq)
        found.append(
            VersionView(
                version.number,
                EntryRef(proposed.log, proposed.seq, proposed.leaf),
                EntryRef(agreed.log, agreed.seq, agreed.leaf),
                agreed.time,
            )
        )
    return tuple(found)
