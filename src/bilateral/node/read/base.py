"""What all reads share: who the parties are, the words behind digests, links to documents, acts and entries by place.

`Desk` is one read's working table: what it has looked up it doesn't look up again, and it is thrown away with the
answer, so that nothing that can change is ever kept.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, reduce
from operator import or_
from typing import Any, NamedTuple

import orjson
from django.db.models import JSONField, OuterRef, Q, Subquery

from bilateral.dialogue.kinds import KINDS
from bilateral.dialogue.seals.words import NOT_RELEASED
from bilateral.node.heads import read_genesis
from bilateral.node.keys import declared
from bilateral.node.lines.line import End, Successor, ends_of, successors
from bilateral.node.models import Act, Document, Log, LogEntry
from bilateral.node.people.permissions import can
from bilateral.node.projection.facts import by_log
from bilateral.node.read.shapes import DocumentLink, Party, Viewer
from bilateral.node.read.standing.shapes import DocumentStatus
from bilateral.node.rows import first_entries
from bilateral.node.seals.between import words_for
from bilateral.node.seals.showing import words_of
from bilateral.node.tables import ask, bulk
from bilateral.record.declared.keys import Declared
from bilateral.values import BadInput, EntryRef, Name, Text
from bilateral.values.ref import origin_at

Key = tuple[str, int]
AT_ONCE = 5000
"""How many values one query asks for: under what SQLite takes."""


class NotFound(BadInput):
    """What was asked for is not on this node."""

    code = "not-found"


def not_found(what: Text, where: str) -> NotFound:
    return NotFound(
        what=what,
        where=where,
        do=Text("Check the address, or start from the plan.", "Revisa la dirección o empieza desde el plan."),
    )


@dataclass(frozen=True, slots=True)
class Told:
    """What an entry says, its changes and its body. It was verified when it came in, and is not doubted again here."""

    changes: Sequence[Mapping[str, Any]]
    body: Mapping[str, Any]

    @classmethod
    def of(cls, raw: Any) -> "Told":
        value = orjson.loads(bytes(raw))
        return cls(value["changes"], value["body"])


class Desk:
    """One read for one viewer. Every method asks for all that it is given at once, and only for what is new."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer
        self._words: dict[str, str] = {}
        self._asked: set[str] = set()
        self._links: dict[str, DocumentLink] = {}
        self._acts: dict[Key, Act] = {}
        self._told: dict[Key, Told] = {}

    # -- governments -----------------------------------------------------------------------------------------------

    @cached_property
    def parties(self) -> dict[str, Party]:
        """The governments by code, in the order in which they stand on pages."""
        found = [read_genesis(raw) for raw, _ in self._beginnings]
        held = self.words(digest for genesis in found for digest in genesis.name.values())
        parties = []
        speaking = {each.party: each.origin for each in self.successors.values() if each.stands}
        for g in found:
            if g.origin != speaking.get(g.party, origin_at(g.dialogue, g.party, 1)):
                continue
            now = self.rekeyed.get(g.origin, g)
            parties.append(
                Party(g.party, g.origin, text_of(g.name, held), g.order, now.custody, now.custodian)  # type: ignore[arg-type]
            )
        return {party.code: party for party in sorted(parties, key=lambda party: (party.order, party.code))}

    @cached_property
    def rekeyed(self) -> dict[str, Declared]:
        """What is in force in the logs whose keys changed, with all that was before."""
        changed = [read_genesis(raw).origin for raw, rekeyed in self._beginnings if rekeyed]
        return {origin: declared.of_log(origin) for origin in changed}

    @cached_property
    def successors(self) -> dict[str, Successor]:
        """The logs held that go on for others, by origin."""
        return {each.origin: each for each in successors(read_genesis(raw).origin for raw, _ in self._beginnings)}

    @cached_property
    def ends(self) -> dict[str, End]:
        """Where logs end that others go on for by everybody's recognition."""
        return ends_of(each for each in self.successors.values() if each.stands)

    @cached_property
    def _beginnings(self) -> list[tuple[bytes, list[int]]]:
        """Each log's first entry, and where its keys changed."""
        changed = Subquery(Log.objects.filter(pk=OuterRef("log")).values("rekeyed")[:1], output_field=JSONField())
        rows = first_entries().order_by("log").annotate(rekeyed=changed)
        return [(bytes(raw), rekeyed or []) for raw, rekeyed in rows.values_list("raw", "rekeyed")]

    def party(self, code: str) -> Party:
        """A government by code; one whose record is not held here goes by its code, after the others."""
        known = self.parties.get(code)
        return known or Party(code, "", Text.same(code), len(self.parties) + 1, "own", code)

    def in_order(self, codes: Iterable[str]) -> tuple[Party, ...]:
        return tuple(sorted((self.party(code) for code in codes), key=lambda party: (party.order, party.code)))

    # -- words -----------------------------------------------------------------------------------------------------

    def words(self, digests: Iterable[str]) -> Mapping[str, str]:
        """The texts behind digests that this viewer may see, among all asked for so far; others are absent. Where acts
        have hidden one, a `StandIn` says so in its place; what is sealed to the viewer's government is `between.Words`.
        """
        wanted = {digest for digest in digests if digest} - self._asked
        self._asked |= wanted
        self._words.update(words_of(wanted))
        absent = wanted - self._words.keys()
        if absent and can(self.viewer, "work.see"):
            self._words.update(words_for(str(self.viewer.party), absent))
        return self._words

    # -- documents, acts and entries -------------------------------------------------------------------------------

    def links(self, names: Iterable[str]) -> Mapping[str, DocumentLink]:
        """Links by name, among all asked for so far; a name that points at nothing held here is marked missing."""
        wanted = {name for name in names if name} - self._links.keys()
        for some in slices(wanted):
            self.take_all(Document.objects.filter(name__in=some).defer("body", "parties"))
        for name in wanted - self._links.keys():
            self._links[name] = DocumentLink(
                Name.parse(name), "", Text("", ""), Text.same(name), "not_assessed", missing=True
            )
        return self._links

    def take(self, row: Document) -> DocumentLink:
        """The link to a document whose row is at hand."""
        return self._links[row.name] if row.name in self._links else self.take_all([row])[0]

    def take_all(self, rows: Iterable[Document]) -> tuple[DocumentLink, ...]:
        """The links to documents whose rows are at hand, with a fixed number of queries."""
        rows = list(rows)
        self._links.update({row.name: link(row) for row in rows})
        self._name_sealed(rows)
        return tuple(self._links[row.name] for row in rows)

    def _name_sealed(self, rows: Iterable[Document]) -> None:
        """Documents whose titles the public doesn't see yet, under those that this viewer does."""
        nameless = {row.name for row in rows if not (row.title_en and row.title_es)}
        if not nameless or not can(self.viewer, "work.see"):
            return
        bodies = dict(Document.objects.filter(name__in=nameless).values_list("name", "body"))
        held = self.words(digest for body in bodies.values() for digest in (pair(body.get("title")) or {}).values())
        for name, body in bodies.items():
            if title := text_of(body.get("title"), held):
                self._links[name] = replace(self._links[name], title=title)

    def acts(self, keys: Iterable[Key]) -> Mapping[Key, Act]:
        """Acts by place, among all asked for so far; absent where none is."""
        for row in self._at(Act.objects.all(), set(keys) - self._acts.keys()):
            self._acts[(row.log, row.seq)] = row
        return self._acts

    def take_acts(self, rows: Iterable[Act]) -> None:
        self._acts.update({(row.log, row.seq): row for row in rows})

    def told(self, keys: Iterable[Key]) -> "Mapping[Key, Told]":
        """What entries say, by place, among all asked for so far."""
        for row in self._at(LogEntry.objects.only("log", "seq", "raw"), set(keys) - self._told.keys()):
            self._told[(row.log, row.seq)] = Told.of(row.raw)
        return self._told

    @staticmethod
    def _at(rows: Any, keys: set[Key]) -> Iterable[Any]:
        for some in slices(keys):
            by_log: dict[str, list[int]] = {}
            for log, seq in some:
                by_log.setdefault(log, []).append(seq)
            yield from rows.filter(reduce(or_, (Q(log=log, seq__in=seqs) for log, seqs in by_log.items())))


class Moment(NamedTuple):
    """When an act stands in the record's order on pages, and which entry it is: what lists of many need of it."""

    time: datetime
    height: int
    log: str
    leaf: str

    def ref(self, seq: int) -> EntryRef:
        return EntryRef(self.log, seq, self.leaf)


def moments(keys: Iterable[Key]) -> dict[Key, Moment]:
    """The moments of acts by place, without what else their rows hold; absent where none is."""
    found = {}
    for some in bulk.pieces(sorted(set(keys))):
        where, given = ask.any_of(list(by_log(some).items()))
        for log, seq, time, height, leaf in ask.values(Act, ("log", "seq", "time", "height", "leaf"), where, given):
            found[log, seq] = Moment(time, height, log, leaf)
    return found


_SHARED: ContextVar[Desk | None] = ContextVar("desk", default=None)


@contextmanager
def together(viewer: Viewer) -> Iterator[None]:
    """Reads inside share one desk, as those of one page do: what one looked up, the next doesn't. Gone at the end."""
    token = _SHARED.set(Desk(viewer))
    try:
        yield
    finally:
        _SHARED.reset(token)


def desk_for(viewer: Viewer) -> Desk:
    """The desk shared by the reads around this one, if it is this viewer's; else one of its own."""
    shared = _SHARED.get()
    return shared if shared is not None and shared.viewer == viewer else Desk(viewer)


def slices(values: Iterable[Any]) -> Iterable[list[Any]]:
    found = sorted(values)
    return (found[start : start + AT_ONCE] for start in range(0, len(found), AT_ONCE))


def pair(value: Any) -> Mapping[str, str] | None:
    """A text's digests, if that is what a peer wrote there."""
    good = isinstance(value, Mapping) and value.keys() == {"en", "es"}
    return value if good and all(isinstance(digest, str) for digest in value.values()) else None


def text_of(digests: Any, held: Mapping[str, str]) -> Text:
    """Both languages of a text on the record; a language that isn't released says so."""
    found = pair(digests)
    if not found:
        return Text("", "")
    return Text(held.get(found["en"], NOT_RELEASED.en), held.get(found["es"], NOT_RELEASED.es))


def link(row: Document) -> DocumentLink:
    kind = KINDS.get(row.kind)
    status: DocumentStatus = row.status  # type: ignore[assignment]
    title = Text(row.title_en or NOT_RELEASED.en, row.title_es or NOT_RELEASED.es)
    said = kind.title if kind else Text.same(row.kind)
    return DocumentLink(Name.parse(row.name), row.kind, said, title, status, contested=bool(row.contested))


def parties() -> tuple[Party, ...]:
    """The governments of the dialogue in the order in which they stand on pages."""
    return tuple(Desk(Viewer()).parties.values())


def links(viewer: Viewer, names: Iterable[str]) -> tuple[DocumentLink, ...]:
    """The documents of these names that are held here."""
    found = desk_for(viewer).links(names)
    return tuple(each for each in found.values() if not each.missing)


def words(digests: Iterable[str], viewer: Viewer) -> Mapping[str, str]:
    """The texts behind digests that this viewer may see; what is sealed or not held is absent."""
    return desk_for(viewer).words(digests)
