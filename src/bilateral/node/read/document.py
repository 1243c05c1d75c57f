"""A document whole: its fields in force, its versions, its proposals, its place in the plan."""

from bilateral.dialogue.sealing import digests_in
from bilateral.node.models import Act, Document, Link, Version
from bilateral.node.projection.facts import key_of
from bilateral.node.read.base import Desk, desk_for, moments, not_found
from bilateral.node.read.changes import fields_of, linked_from
from bilateral.node.read.effects import effects_of, in_force
from bilateral.node.read.entry_shapes import VersionView
from bilateral.node.read.fields import names_in, views
from bilateral.node.read.offices import led_by
from bilateral.node.read.plan import above, card_whole, children, followed_by, today
from bilateral.node.read.proposals import proposal_views
from bilateral.node.read.reports.said import report_views, rows_on
from bilateral.node.read.shapes import ActView, DocumentView, Viewer
from bilateral.node.read.standing.words import document_standing
from bilateral.node.read.withheld.views import hidden_in, hidden_views
from bilateral.node.seals.between import carried
from bilateral.values import EntryRef, Name, Text

MOST_PROPOSALS = 8
MOST_VERSIONS = 50


def document(viewer: Viewer, name: str, older: int = 0) -> DocumentView:
    """A document as it is in force, or as proposed when it never was.

    :param older: so many steps back in what was proposed about it. :raises NotFound: no document has this name.
    """
    row = Document.objects.filter(pk=str(Name.parse(name))).first()
    if row is None:
        raise not_found(Text("There is no such document.", "No existe ese documento."), name)
    desk = desk_for(viewer)
    kind = f"{row.kind}/{row.version}"
    fields, higher = fields_of(kind), above(row)
    held = desk.words(digests_in(row.body))
    desk.links(names_in(fields, row.body))
    about, more = _proposals_on(row.name, older, desk)
    proposals = proposal_views(about, desk, about=row.name)
    versions = _versions(row.name)
    history: dict[EntryRef, ActView] = {act.ref: act for proposal in proposals for act in proposal.acts}
    return DocumentView(
        link=desk.take(row),
        parties=desk.in_order(row.parties),
        trail=desk.take_all(higher),
        fields=views(fields, row.body, held, linked_from([{"kind": kind, "body": row.body}], desk)),
        versions=versions,
        proposals=proposals,
        history=tuple(sorted(history.values(), key=lambda act: (act.time, act.act != "propose"))),
        children=led_by(row.name, desk) if row.kind == "office" else children(Name.parse(row.name), desk),
        action=card_whole(row, desk) if row.kind == "action" else None,
        standing=document_standing(row, versions, desk),
        data={"kind": kind, "body": row.body, "in_force": row.in_force, "number": row.number, "tip": row.tip},
        reports=report_views(rows_on([row.name])[row.name], desk) if row.kind == "action" else (),
        followed_by=followed_by(row.name, desk) if row.kind in ("plan", "action") else (),
        withheld=hidden_views(hidden_in(digests_in(row.body), desk), desk, today()),
        older=older,
        more=more,
        sealed=desk.in_order(carried(digests_in(row.body))),
        effect=effects_of({row.name: (row.kind, row.body)}, desk, in_force(higher))[row.name],
    )


def _proposals_on(name: str, older: int, desk: Desk) -> tuple[list[Act], bool]:
    """The newest proposals that change the document, newest first by the record's own order, whatever clocks say; and
    whether there are older ones.
    """
    first = older * MOST_PROPOSALS
    links = Link.objects.filter(rel="changes", target=name).order_by("-height", "source")
    sources = list(links.values_list("source", flat=True)[first : first + MOST_PROPOSALS + 1])
    keys = [key_of(source) for source in sources[:MOST_PROPOSALS]]
    found = desk.acts(keys)
    return [found[key] for key in keys if key in found], len(sources) > MOST_PROPOSALS


def _versions(name: str) -> tuple[VersionView, ...]:
    """The newest versions, the oldest of them first."""
    rows = list(Version.objects.filter(name=name).order_by("-number")[:MOST_VERSIONS])[::-1]
    at = moments(key for row in rows for key in _places(row))
    found = []
    for row in rows:
        proposed, agreed = at[row.log, row.seq].ref(row.seq), at[row.agreed_log, row.agreed_seq]
        undone = key_of(row.annulled_by) if row.annulled_by else None
        annulled = at[undone].ref(undone[1]) if undone else None
        found.append(VersionView(row.number, proposed, agreed.ref(row.agreed_seq), agreed.time, annulled))
    return tuple(found)


def _places(row: Version) -> list[tuple[str, int]]:
    undone = [key_of(row.annulled_by)] if row.annulled_by else []
    return [(row.log, row.seq), (row.agreed_log, row.agreed_seq), *undone]
