"""Documents' rows: the newest face of each, its versions, what it points at and the values it is found by.

All documents that were touched are written together: what they need is read some hundreds at a time, and no row is
written twice.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from bilateral.dialogue.fold import ChangeFact, Clock, Facts, ProposalFact
from bilateral.dialogue.fold.contested import resting
from bilateral.dialogue.fold.facts import Key, inside
from bilateral.dialogue.fold.state import Version, annulled, endorsements, versions
from bilateral.dialogue.kind import FieldSpec, Kind, split_tag
from bilateral.dialogue.kinds import KINDS
from bilateral.node import models
from bilateral.node.projection.facts import StoredFacts, by_log, place
from bilateral.node.seals.showing import words_of
from bilateral.node.tables import bulk
from bilateral.values import EntryRef

Body = Mapping[str, Any]
StateOf = Callable[[ProposalFact], str]
Told = Mapping[Key, Sequence[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class _Face:
    """What is shown of a document: the change in force, or the newest proposed."""

    name: str
    chain: tuple[Version, ...]
    proposal: ProposalFact
    change: ChangeFact
    status: str
    open: int
    contested: tuple[Key, ...]
    undone: Mapping[str, Key]
    binding: Version | None

    @property
    def place(self) -> tuple[Key, int]:
        """The entry with this face's body, and which of its changes it is."""
        return self.proposal.key, int(self.change.version.partition("/")[2])


def write_documents(
    names: Iterable[str], facts: Facts, clock: Clock, state_of: StateOf, stored: set[str], told: Told
) -> None:
    """Write the rows of these documents as they are at ``clock``; one that no valid proposal names has none.

    :param stored: those of them that may have rows already. :param told: the changes of entries that are at hand.
    """
    for some in bulk.pieces(sorted(names)):
        _clear([name for name in some if name in stored])
        faces = [face for name in some if (face := _face(name, facts, clock, state_of))]
        bodies = _bodies((face.place for face in faces), told)
        _write(faces, [bodies[face.place] for face in faces])
        _write_versions(faces, facts, clock)


def _clear(names: list[str]) -> None:
    if names:
        for model in (models.Document, models.Version, models.Facet):
            bulk.delete(model, "name", names)
        bulk.delete(models.Link, "source", names)


def _face(name: str, facts: Facts, clock: Clock, state_of: StateOf) -> _Face | None:
    proposals = [p for p in facts.proposals_on(name) if inside(p.key, clock)]
    if not proposals:
        return None
    chain = versions(facts, name, clock)
    undone = {v.id: found[0].key for v in chain if (found := annulled(facts, v.proposal, clock))}
    binding = next((version for version in reversed(chain) if version.id not in undone), None)
    states = {p.key: state_of(p) for p in proposals}
    shown = binding or (chain[-1] if chain else None)
    proposal = shown.proposal if shown else _newest(proposals, states)
    change = next(c for c in proposal.changes if c.name == name)
    kind = KINDS[change.kind.partition("/")[0]]
    status = _status(kind, binding is not None, states[proposal.key], dark=facts.dark(name, clock))
    waiting = sum(state in ("open", "withdrawing") for state in states.values())
    doubted = resting(facts, proposal, clock) if chain else ()
    return _Face(name, chain, proposal, change, status, waiting, doubted, undone, binding)


def _newest(proposals: list[ProposalFact], states: Mapping[Key, str]) -> ProposalFact:
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


# -- what entries and seals hold ------------------------------------------------------------------------------------


def _bodies(places: Iterable[tuple[Key, int]], told: Told) -> dict[tuple[Key, int], Body]:
    """The bodies at these places, from the entries' bytes, which were verified when they came in."""
    wanted: dict[Key, list[int]] = {}
    found: dict[tuple[Key, int], Body] = {}
    for key, index in places:
        if key in told:
            found[key, index] = told[key][index]["body"]
        else:
            wanted.setdefault(key, []).append(index)
    for log, seqs in by_log(wanted).items():
        for some in bulk.pieces(seqs):
            for seq, raw in models.LogEntry.objects.filter(log=log, seq__in=some).values_list("seq", "raw"):
                changes = orjson.loads(bytes(raw))["changes"]
                found.update({((log, seq), index): changes[index]["body"] for index in wanted[log, seq]})
    return found


def _title_digests(body: Body) -> Mapping[str, str]:
    title = body.get("title")
    return title if isinstance(title, Mapping) else {}


# -- rows -----------------------------------------------------------------------------------------------------------


def _write(faces: Sequence[_Face], bodies: Sequence[Body]) -> None:
    words = words_of({digest for body in bodies for digest in _title_digests(body).values()})
    documents, links, facets = [], [], []
    for face, body in zip(faces, bodies, strict=True):
        kind_name, version = split_tag(face.change.kind) or ("", 0)
        kind = KINDS[kind_name]
        documents.append(_document(face, kind, version, body, words))
        for spec in kind.fields_of(version):
            links += [{"rel": spec.name, "source": face.name, "target": to, "height": 0} for to in _pointed(spec, body)]
            facets += [{"name": face.name, "facet": spec.name, "value": code} for code in _codes(spec, body)]
    bulk.insert(models.Document, documents)
    bulk.insert(models.Link, links)
    bulk.insert(models.Facet, facets)


def _document(face: _Face, kind: Kind, version: int, body: Body, words: Mapping[str, str]) -> dict[str, Any]:
    title = _title_digests(body)
    return {
        "name": face.name,
        "kind": kind.name,
        "version": version,
        "parties": list(face.change.parties),
        "status": face.status,
        "in_force": face.binding.id if face.binding else "",
        "tip": face.chain[-1].id if face.chain else "",
        "number": face.binding.number if face.binding else len(face.chain),
        "body": body,
        "parent": str(body.get(kind.parent) or "") if kind.parent else "",
        "rank": int(body.get(kind.order) or 0) if kind.order else 0,
        "title_en": words.get(title.get("en", ""), ""),
        "title_es": words.get(title.get("es", ""), ""),
        "open": face.open,
        "contested": [place(key) for key in face.contested],
    }


def _pointed(spec: FieldSpec, body: Body) -> list[str]:
    """The documents and the entries that a field names."""
    value = body.get(spec.name)
    if spec.type == "name":
        return [value] if value else []
    if spec.type == "entry":
        return [EntryRef.parse(value).short] if value else []
    return sorted(set((value or {}).values())) if spec.type == "office_by_party" else []


def _codes(spec: FieldSpec, body: Body) -> list[str]:
    return sorted(set(body.get(spec.name) or ())) if spec.type in ("places", "sectors") else []


def _write_versions(faces: Iterable[_Face], facts: Facts, clock: Clock) -> None:
    chains = [(face, version, endorsements(facts, version.proposal, clock)) for face in faces for version in face.chain]
    if isinstance(facts, StoredFacts):
        facts.load(place for _, _, places in chains for place in places.values())
    bulk.insert(models.Version, (_version(face, version, places, facts) for face, version, places in chains))


def _version(face: _Face, version: Version, places: Mapping[str, Key], facts: Facts) -> dict[str, Any]:
    log, seq = _last_endorsement(places, facts)
    return {
        "name": face.name,
        "number": version.number,
        "log": version.proposal.log,
        "seq": version.proposal.seq,
        "change": int(version.id.partition("/")[2]),
        "agreed_log": log,
        "agreed_seq": seq,
        "annulled_by": place(face.undone[version.id]) if version.id in face.undone else "",
    }


def _last_endorsement(places: Mapping[str, Key], facts: Facts) -> Key:
    """The endorsement that saw all the others; where two did not see each other, the order of parties only labels."""
    if len(places) == 1:
        return next(iter(places.values()))

    def saw(party: str) -> int:
        clock = facts.clock(places[party])
        return sum(inside(key, clock) for key in places.values())

    return places[max(sorted(places), key=saw)]
