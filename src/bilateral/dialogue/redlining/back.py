"""From what came back in a redline to authoring content, and what became of each field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from bilateral.dialogue.faults import Faults
from bilateral.dialogue.kind import FieldSpec, Kind
from bilateral.dialogue.redlining.written import read_value
from bilateral.dialogue.sealing import PROSE
from bilateral.files.redline import CellBack, SheetBack, digest
from bilateral.files.redline.shapes import BOTH
from bilateral.values import LANGS, BadInput, Fault

Outcome = Literal["untouched", "accepted", "rejected", "edited", "missing"]
Open = Literal["accept", "reject"]


@dataclass(frozen=True, slots=True)
class Gathered:
    """A document that came back: its content, and what became of each field and language.

    ``untouched``: there was no change and there is none; ``accepted``: as it was proposed; ``rejected``: back to the
    text built on; ``edited``: other words; ``missing``: its row is gone, so that the words built on are kept.
    """

    name: str
    kind: str
    content: dict[str, Any]
    outcomes: Mapping[tuple[str, str], Outcome]


def resolve(cell: CellBack, still_open: Open) -> str:
    """A cell's words with its open changes taken the one or the other way."""
    return cell.text if still_open == "accept" else cell.rejected


def gather(kind: Kind, back: SheetBack, before: Mapping[str, Any], still_open: Open = "accept") -> Gathered:
    """The content of one document.

    :param before: the content built on, from which rows that are gone are filled.
    :raises BadInput: values can't be read as what they are; each with its place.
    """
    words = {key: resolve(cell, still_open) for key, cell in back.cells.items()}
    emptied = {key: "" for key, (_, now) in back.digests.items() if key not in words and now == digest("")}
    words |= emptied  # a row that was to be empty, such as a milestone's taken out, may as well be deleted
    missing = set(back.missing) - {place for place, _ in emptied}
    faults: list[Fault] = []
    content = _content(kind.fields, words, missing, before, "", faults)
    if faults:
        raise Faults.of(fault.at(back.name) for fault in faults)
    outcomes = {key: _outcome(pair, words.get(key)) for key, pair in back.digests.items()}
    return Gathered(back.name, kind.name, content, outcomes)


def _outcome(pair: tuple[str, str], words: str | None) -> Outcome:
    if words is None:
        return "missing"
    base, now = pair
    found = digest(words)
    if found == now:
        return "untouched" if base == now else "accepted"
    return "rejected" if found == base else "edited"


def _content(
    fields: Sequence[FieldSpec],
    words: Mapping[tuple[str, str], str],
    missing: set[str],
    before: Mapping[str, Any],
    place: str,
    faults: list[Fault],
) -> dict[str, Any]:
    content: dict[str, Any] = {}
    for spec in fields:
        where = f"{place}{spec.name}"
        if spec.type == "parts":
            content[spec.name] = _parts(spec, words, missing, before.get(spec.name) or (), where, faults)
        elif where in missing:
            content[spec.name] = before.get(spec.name)
        elif spec.type in PROSE:
            both = {lang: words.get((where, lang), "") for lang in LANGS}
            content[spec.name] = both if any(both.values()) else None
        elif (where, BOTH) in words:
            content[spec.name] = _value(spec, words[where, BOTH], where, faults)
    return content


def _value(spec: FieldSpec, raw: str, where: str, faults: list[Fault]) -> Any:
    try:
        return read_value(spec, raw)
    except BadInput as fault:
        faults.append(fault.at(where))
        return None


def _parts(
    spec: FieldSpec,
    words: Mapping[tuple[str, str], str],
    missing: set[str],
    before: Sequence[Mapping[str, Any]],
    where: str,
    faults: list[Fault],
) -> list[dict[str, Any]]:
    """The parts in the order of the file; one whose fields are all empty has been taken out."""
    old = {str(part.get("id")): part for part in before}
    ids = dict.fromkeys(
        place.removeprefix(f"{where}.").partition(".")[0]
        for place in [*(place for place, _ in words), *missing]
        if place.startswith(f"{where}.")
    )
    found = []
    for identity in ids:
        inside = f"{where}.{identity}."
        said = any(text for (place, _), text in words.items() if place.startswith(inside))
        if said or (identity in old and any(place.startswith(inside) for place in missing)):
            part = _content(spec.parts or (), words, missing, old.get(identity, {}), inside, faults)
            found.append({"id": identity, **{key: value for key, value in part.items() if key != "id"}})
    return found
