"""One document's rows: its newest face, its versions, what it points at and the values it is found by."""

from collections.abc import Iterable, Mapping
from typing import Any

from bilateral.dialogue.fold import Clock, ProposalFact, proposal_state
from bilateral.dialogue.fold.facts import inside, origin_of
from bilateral.dialogue.fold.state import Version, versions
from bilateral.dialogue.kind import FieldSpec, Kind, split_tag
from bilateral.dialogue.kinds import KINDS
from bilateral.node import models
from bilateral.node.projection.facts import StoredFacts
from bilateral.node.texts import readable
from bilateral.record.entry import Entry


def project_document(name: str, facts: StoredFacts, clock: Clock) -> None:
    """Write the rows of one document as they are at ``clock``; one that no valid proposal names has none."""
    proposals = sorted((p for p in facts.proposals_on(name) if inside(p.key, clock)), key=lambda p: p.key)
    for model in (models.Document, models.Version, models.Facet):
        model._default_manager.filter(name=name).delete()
    models.Link.objects.filter(source=name).delete()
    if not proposals:
        return
    chain = versions(facts, name, clock)
    _write_versions(name, chain, facts)
    states = {p.key: proposal_state(facts, p, clock) for p in proposals}
    face = chain[-1].proposal if chain else _newest(proposals, states)
    change = next(c for c in face.changes if c.name == name)
    kind_name, version = split_tag(change.kind) or ("", 0)
    kind = KINDS[kind_name]
    body = _body(face, change.version)
    title = _words(body.get("title"))
    parent = str(body.get(kind.parent) or "") if kind.parent else ""
    models.Document.objects.create(
        name=name,
        kind=kind_name,
        version=version,
        parties=list(change.parties),
        status=_status(kind, bool(chain), states[face.key], dark=facts.dark(name, clock)),
        in_force=chain[-1].id if chain else "",
        number=len(chain),
        body=body,
        parent=parent,
        rank=int(body.get(kind.order) or 0) if kind.order else 0,
        title_en=title.get("en", ""),
        title_es=title.get("es", ""),
        open=sum(state in ("open", "withdrawing") for state in states.values()),
    )
    _write_links(name, kind.fields_of(version), body)


def _newest(proposals: list[ProposalFact], states: Mapping[Any, str]) -> ProposalFact:
    """The face of a document that was never agreed: an open proposal before one that is over, the latest first.

    Only the log that the document is named after creates it, so the latest is the one furthest on in that log.
    """
    return max(proposals, key=lambda p: (states[p.key] in ("open", "withdrawing"), p.seq, p.log))


def _status(kind: Kind, in_force: bool, state: str, *, dark: bool) -> str:
    """What a document is: not assessed where something about it was not understood; in force; else what became of the
    newest proposal of it.
    """
    if dark:
        return "not_assessed"
    if in_force:
        return "agreed" if kind.joint else "recorded"
    return "proposed" if state in ("open", "withdrawing") else state


def _body(proposal: ProposalFact, version: str) -> dict[str, Any]:
    row = models.LogEntry.objects.get(log=proposal.log, seq=proposal.seq)
    body: dict[str, Any] = Entry.parse(bytes(row.raw)).changes[int(version.partition("/")[2])]["body"]
    return body


def _words(digests: Any) -> dict[str, str]:
    """The words behind a title's digests, where they are held and public."""
    if not isinstance(digests, Mapping):
        return {}
    rows = models.SealedText.objects.filter(digest__in=list(digests.values()), public=True, opening__isnull=False)
    held = {digest: readable(digest, opening) for digest, opening in rows.values_list("digest", "opening")}
    return {lang: held.get(digest) or "" for lang, digest in digests.items()}


def _write_versions(name: str, chain: Iterable[Version], facts: StoredFacts) -> None:
    rows = []
    for version in chain:
        party = _last_endorser(version.proposal, facts)
        rows.append(
            models.Version(
                name=name,
                number=version.number,
                log=version.proposal.log,
                seq=version.proposal.seq,
                change=int(version.id.partition("/")[2]),
                agreed_log=origin_of(version.proposal.log, party),
                agreed_seq=version.proposal.endorsed[party],
            )
        )
    models.Version.objects.bulk_create(rows)


def _last_endorser(proposal: ProposalFact, facts: StoredFacts) -> str:
    """The party whose endorsement saw all the others; where two did not see each other, the order of origins only
    labels.
    """
    places = {party: (origin_of(proposal.log, party), seq) for party, seq in proposal.endorsed.items()}

    def saw(party: str) -> int:
        clock = facts.clock(places[party])
        return sum(inside(key, clock) for key in places.values())

    return max(sorted(places), key=saw)


def _write_links(name: str, fields: Iterable[FieldSpec], body: Mapping[str, Any]) -> None:
    links: set[tuple[str, str]] = set()
    facets: set[tuple[str, str]] = set()
    for spec in fields:
        value = body.get(spec.name)
        if spec.type == "name" and value:
            links.add((spec.name, value))
        elif spec.type == "office_by_party":
            links |= {(spec.name, office) for office in (value or {}).values()}
        elif spec.type in ("places", "sectors"):
            facets |= {(spec.name, code) for code in value or ()}
    models.Link.objects.bulk_create(models.Link(rel=rel, source=name, target=target) for rel, target in sorted(links))
    models.Facet.objects.bulk_create(
        models.Facet(name=name, facet=facet, value=value) for facet, value in sorted(facets)
    )
