"""What all reads share: who the parties are, the words behind digests, links to documents. Few queries, whatever the
record's size.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from bilateral.dialogue.kinds import KINDS
from bilateral.node.models import Document, LogEntry, SealedText
from bilateral.node.read.shapes import DocumentLink, DocumentStatus, Party, Viewer
from bilateral.record import seal
from bilateral.record.entry import Entry
from bilateral.values import BadInput, Name, Text

WITHHELD = Text("[not released]", "[sin difundir]")


class NotFound(BadInput):
    """What was asked for is not on this node."""

    code = "not-found"


def not_found(what: Text, where: str) -> NotFound:
    return NotFound(
        what=what,
        where=where,
        do=Text("Check the address, or start from the plan.", "Revisa la dirección o empieza desde el plan."),
    )


def words(digests: Iterable[str], viewer: Viewer) -> dict[str, str]:
    """The texts behind digests that this viewer may see; what is sealed or not held is absent."""
    wanted = {digest for digest in digests if digest}
    if not wanted:
        return {}
    rows = SealedText.objects.filter(digest__in=wanted, public=True, opening__isnull=False)
    return {
        d: text
        for d, opening in rows.values_list("digest", "opening")
        if (text := _text(d, bytes(opening))) is not None
    }


def _text(digest: str, opening: bytes) -> str | None:
    header, content = seal.unseal(opening, digest)
    return content.decode() if header.get("type") == "text/plain" else None


def text_of(digests: Mapping[str, str] | None, held: Mapping[str, str]) -> Text:
    """Both languages of a text on the record; a language that isn't released says so."""
    if not digests:
        return Text("", "")
    return Text(held.get(digests["en"], WITHHELD.en), held.get(digests["es"], WITHHELD.es))


# -- parties -------------------------------------------------------------------------------------------------------


def parties() -> tuple[Party, ...]:
    """The governments of the dialogue in the order in which they stand on pages."""
    rows = LogEntry.objects.filter(seq=0).values_list("log", "leaf").order_by("log")
    found = [_party(log, leaf) for log, leaf in rows if log.count("/") == 1]
    return tuple(sorted(found, key=lambda party: (party.order, party.code)))


@lru_cache(maxsize=64)
def _party(log: str, leaf: str) -> Party:
    """A genesis never changes, so it is read once a process."""
    body = genesis(log).body
    held = words(body["name"].values(), Viewer())
    return Party(body["party"], log, text_of(body["name"], held), body["order"], body["custody"])


def genesis(log: str) -> Entry:
    return Entry.parse(bytes(LogEntry.objects.get(log=log, seq=0).raw))


def party_map() -> dict[str, Party]:
    return {party.code: party for party in parties()}


# -- documents -----------------------------------------------------------------------------------------------------


def link(row: Document) -> DocumentLink:
    kind = KINDS[row.kind]
    status: DocumentStatus = row.status  # type: ignore[assignment]
    return DocumentLink(Name.parse(row.name), row.kind, kind.title, Text(row.title_en, row.title_es), status)


def links(names: Iterable[str]) -> dict[str, DocumentLink]:
    """Links by name; a name that points at nothing held here gets a link marked missing."""
    wanted = {name for name in names if name}
    found = {row.name: link(row) for row in Document.objects.filter(name__in=wanted)} if wanted else {}
    for name in wanted - found.keys():
        found[name] = DocumentLink(Name.parse(name), "", Text("", ""), Text.same(name), "not_assessed", missing=True)
    return found
