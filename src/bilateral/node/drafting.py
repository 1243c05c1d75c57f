"""From what an official types (a file, some settings, a reference) to an act ready for the door."""

from collections.abc import Iterable, Mapping
from typing import Any

from bilateral.dialogue.compose import ActDraft, Draft
from bilateral.dialogue.kind import Kind
from bilateral.dialogue.kinds import KINDS
from bilateral.dialogue.sealing import digests_in, open_content
from bilateral.dialogue.value_types import VALUE_TYPES
from bilateral.node.home import Home
from bilateral.node.models import Document, LogEntry
from bilateral.node.read.base import parties, words
from bilateral.node.read.changes import fields_of
from bilateral.node.read.shapes import Viewer
from bilateral.node.rows import leaf_of
from bilateral.record.entry import Entry
from bilateral.values import BadInput, EntryRef, Name, Text
from bilateral.values.ref import line_to, parse_place


def kind_named(name: str) -> Kind:
    kind = KINDS.get(name)
    if kind is None:
        raise BadInput(
            what=Text(f"There is no kind called {name}.", f"No existe el tipo {name}."),
            where="kind",
            do=Text(f"Use one of: {', '.join(KINDS)}.", f"Usa uno de: {', '.join(KINDS)}."),
        )
    return kind


def content_of(name: str, viewer: Viewer) -> dict[str, Any]:
    """A document's present content as an official would write it: what an amendment starts from.

    Where a text is not shown, what stands for it is given, or nothing: left so, the text stays as it is.
    """
    row = _row(name)
    held = words(digests_in(row.body), viewer)
    return open_content(fields_of(f"{row.kind}/{row.version}"), row.body, held)


def contents_of(names: Iterable[str], viewer: Viewer) -> dict[str, dict[str, Any]]:
    """`content_of` for many documents at once; those that don't exist are absent."""
    rows = list(Document.objects.filter(pk__in=set(names)))
    held = words({digest for row in rows for digest in digests_in(row.body)}, viewer)
    return {row.pk: open_content(fields_of(f"{row.kind}/{row.version}"), row.body, held) for row in rows}


def changes_of(log: str, seq: int, viewer: Viewer) -> tuple[Draft, ...]:
    """The documents of a proposal as an official would write them, each on what it was proposed on."""
    raw = LogEntry.objects.filter(log=log, seq=seq).values_list("raw", flat=True).first()
    changes = Entry.parse(bytes(raw)).changes if raw is not None else ()
    held = words({digest for change in changes for digest in digests_in(change["body"])}, viewer)
    return tuple(
        Draft(
            change["kind"].partition("/")[0],
            change["name"],
            open_content(fields_of(change["kind"]), change["body"], held),
            tuple(change["parties"]),
            change["base"],
        )
        for change in changes
    )


def _row(name: str) -> Document:
    row = Document.objects.filter(pk=str(Name.parse(name))).first()
    if row is None:
        raise BadInput(
            what=Text("There is no such document.", "No existe ese documento."),
            where=name,
            do=Text("Leave the name out to create a new one.", "Omite el nombre para crear uno nuevo."),
        )
    return row


def draft(
    home: Home, party: str, kind: Kind, content: Mapping[str, Any], name: str, among: Iterable[str] = ()
) -> Draft:
    """One document of a proposal: created when ``name`` is new, else building on its newest version."""
    full = full_name(home, party, name)
    Name.parse(full)
    row = Document.objects.filter(pk=full).first()
    base = row.tip if row else ""
    if row and base and not among:
        bound = tuple(row.parties)
    elif kind.joint:
        bound = tuple(sorted(among)) or tuple(sorted(p.code for p in parties()))
    else:
        bound = (party,)
    return Draft(kind.name, full, content, bound, base)


def full_name(home: Home, party: str, name: str) -> str:
    """A document's full name from what a person typed: an id alone is one of this government's, of any of its logs."""
    if ":" in name:
        return name
    names = [f"{log}:{name}" for log in line_to(home.origin(party))]
    held = set(Document.objects.filter(pk__in=names).values_list("pk", flat=True))
    return next((each for each in names if each in held), names[0])


def settings_into(kind: Kind, content: dict[str, Any], pairs: Iterable[str]) -> dict[str, Any]:
    """Apply ``field=value`` pairs; each value is read by its field's value type."""
    specs = {spec.name: spec for spec in kind.fields}
    for pair in pairs:
        field, equals, raw = pair.partition("=")
        if not equals or field not in specs:
            raise BadInput(
                what=Text(f"“{pair}” does not set a field.", f"«{pair}» no fija ningún campo."),
                where="--set",
                do=Text(
                    f"Write FIELD=VALUE with one of: {', '.join(specs)}.",
                    f"Escribe CAMPO=VALOR con uno de: {', '.join(specs)}.",
                ),
            )
        content[field] = VALUE_TYPES[specs[field].type].parse(raw)
    return content


def target(place: str) -> EntryRef:
    """``hled/us#12`` as a full reference to an entry held here."""
    log, seq = parse_place(place)
    leaf = leaf_of(log, seq)
    if leaf is None:
        raise BadInput(
            what=Text("This node does not hold that entry.", "Este nodo no tiene ese asiento."),
            where=place,
            do=Text(
                "Bring the other record in first: bilateral record pull.",
                "Trae primero el otro registro: bilateral record pull.",
            ),
        )
    return EntryRef(log, seq, leaf)


def answer(
    act: str, place: str, text: Mapping[str, str] | None = None, office: str = "", *, sealed: bool = False
) -> ActDraft:
    """Agree, decline, withdraw or record a view on the proposal at ``place``; with ``sealed``, in words for the
    governments that it names only.
    """
    return ActDraft(act, target=target(place), text=text, office=office, sealed=sealed)


def from_document(home: Home, party: str, document: Any, where: str) -> Draft:
    """One document of a file: kind, name (id or full name), content (whole) or what to set in the text in force."""
    if not isinstance(document, Mapping) or not document.get("kind"):
        raise BadInput(
            what=Text("This document has no kind.", "Este documento no tiene tipo."),
            where=where,
            do=Text(f"Say one of: {', '.join(KINDS)}.", f"Indica uno de: {', '.join(KINDS)}."),
        )
    kind = kind_named(str(document["kind"]))
    name = str(document.get("name") or "")
    if not name:
        raise BadInput(
            what=Text("This document has no name.", "Este documento no tiene nombre."),
            where=where,
            do=Text("Give it an id such as 'i-1-supply' (--name).", "Asígnale una clave como 'i-1-supply' (--name)."),
        )
    full = full_name(home, party, name)
    content = _fields(document, "content", where)
    if content is None and Document.objects.filter(pk=full).exists():
        content = content_of(full, Viewer())
    edits = _fields(document, "change", where) or {}
    merged = settings_into(kind, {**(content or {}), **edits}, _list(document, "set", where))
    return draft(home, party, kind, merged, full, _list(document, "parties", where))


def _fields(document: Mapping[str, Any], key: str, where: str) -> dict[str, Any] | None:
    value = document.get(key)
    if value is None:
        return None
    if not isinstance(value, Mapping):
        raise _misshapen(f"{where}.{key}", Text("fields with their values", "campos con sus valores"))
    return {str(name): item for name, item in value.items()}


def _list(document: Mapping[str, Any], key: str, where: str) -> list[str]:
    value = document.get(key) or []
    if not isinstance(value, (list, tuple)) or not all(isinstance(item, str) for item in value):
        raise _misshapen(f"{where}.{key}", Text("a list of texts", "una lista de textos"))
    return list(value)


def _misshapen(where: str, form: Text) -> BadInput:
    return BadInput(
        what=Text(
            "This part of the file is not of the form expected.", "Esta parte del archivo no tiene la forma esperada."
        ),
        where=where,
        do=Text("Write here ", "Escribe aquí ") + form + ".",
    )
