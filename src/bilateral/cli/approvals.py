"""What commands tell of officials' passkeys that signed an entry beside its government's key."""

from collections.abc import Iterator
from typing import Any

from bilateral.record.approvals.check import Approved, of_entry
from bilateral.record.entry import Entry
from bilateral.record.faults import ApprovalFault, RecordFault
from bilateral.values import Text

_ALSO = Text(
    "Also signed with an official's passkey, user verified, on {origin} (key {key}).",
    "Firmado además con la llave de acceso de una persona funcionaria, con verificación de la persona, en {origin} "
    "(llave {key}).",
)
_UNKNOWN = Text(
    "It carries an approval of a kind that this software does not know.",
    "Lleva una aprobación de un tipo que este programa no conoce.",
)


def lines(data: bytes) -> Iterator[Text]:
    """A line for each approval of an entry; nothing for bytes that are no entry."""
    for found in _found(data):
        if isinstance(found, Approved):
            yield _ALSO.format(origin=found.origin, key=found.key)
        else:
            yield found.what if isinstance(found, ApprovalFault) else _UNKNOWN


def to_json(data: bytes) -> list[dict[str, Any]]:
    """The same for programs: whether each holds, and by what key on which site, or why not."""
    return [_row(found) for found in _found(data)]


def _row(found: Approved | ApprovalFault | None) -> dict[str, Any]:
    if isinstance(found, Approved):
        return {"holds": True, **found.to_json()}
    return {"holds": False, "fault": found.to_dict() if found else None}


def _found(data: bytes) -> list[Approved | ApprovalFault | None]:
    try:
        return list(of_entry(Entry.parse(data).fields()))
    except RecordFault:
        return []
