"""Redlines of this node's documents: the sheets that go out, and what comes back set against the text in force."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bilateral.dialogue.redlining import Gathered, check_same, gather, sheet_of
from bilateral.dialogue.redlining.back import Open
from bilateral.files.redline import Returned, Sheet
from bilateral.files.redline.faults import other_document
from bilateral.node import drafting
from bilateral.node.home import Home
from bilateral.node.models import Document
from bilateral.node.read.base import parties
from bilateral.node.read.shapes import PUBLIC, Viewer
from bilateral.values import LANGS, Text


def own_name(party: str) -> str:
    """A government's name in both languages, for changes that no person is named for."""
    names = next((each.name for each in parties() if each.code == party), Text.same(party))
    return " · ".join(dict.fromkeys(names.in_(lang) for lang in LANGS))


def sheets(
    home: Home, party: str, documents: Iterable[Mapping[str, Any]], viewer: Viewer = PUBLIC
) -> tuple[Sheet, ...]:
    """The sheets of a redline, from documents in the form of a package's (kind, name, content); a document that exists
    needs no kind, and stands as it is where it has no content.

    :raises BadInput: a document has no kind or name, or its content isn't of its kind's form.
    """
    made = []
    for number, document in enumerate(documents):
        name = drafting.full_name(home, party, str(document.get("name") or ""))
        row = Document.objects.filter(pk=name).first()
        whole = {**document, "kind": document.get("kind") or (row.kind if row else "")}
        draft = drafting.from_document(home, party, whole, f"documents.{number}")
        before = drafting.content_of(draft.name, viewer) if draft.base else {}
        made.append(sheet_of(drafting.kind_named(draft.kind), draft.name, draft.base, before, draft.content))
    return tuple(made)


def present(name: str, kind: str, viewer: Viewer = PUBLIC) -> tuple[Sheet, dict[str, Any]]:
    """A document as it is now, and its content; nothing where it isn't in force."""
    row = Document.objects.filter(pk=name).first()
    base = row.tip if row else ""
    content = drafting.content_of(name, viewer) if base else {}
    return sheet_of(drafting.kind_named(kind), name, base, content, content), content


def take(
    file: str, returned: Returned, wanted: Sequence[str], still_open: Open, viewer: Viewer = PUBLIC
) -> tuple[Gathered, ...]:
    """What came back as content, each document set against the one that is in force now.

    :param wanted: the names that the file is expected to be of; none: whichever it says.
    :raises OtherText: the file is of other documents, or of another version.
    """
    names = [back.name for back in returned.sheets]
    if wanted and set(wanted) != set(names):
        raise other_document(file, ", ".join(names), ", ".join(wanted))
    found = []
    for back in returned.sheets:
        kind = back.kind.partition("/")[0]
        now, before = present(back.name, kind, viewer)
        check_same(file, back, now)
        found.append(gather(drafting.kind_named(kind), back, before, still_open))
    return tuple(found)
