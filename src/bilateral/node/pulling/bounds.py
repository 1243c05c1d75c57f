"""How much a source can cost. Beyond it nothing is taken, and the fault says what to do.

A snapshot signed by a key that is pinned or in force vouches for its entries. Where it is not, the entries may declare
the key that signed it; until they do, whoever writes them may be anybody, so only so many are read.
"""

from typing import Final

from bilateral.record import checkpoint
from bilateral.record.faults import SourceFault
from bilateral.record.note import MAX_NOTE, VerifierKey
from bilateral.record.sources import Source
from bilateral.record.tiles import MAX_BUNDLE, TileReader
from bilateral.values import BadInput, Fault, Text

MOST_NEW: Final = 1 << 20
UNVOUCHED: Final = 1 << 14
UNVOUCHED_BYTES: Final = 32 << 20
"""Entries that no known key vouches for yet, in number and in bytes, counted anew from each change of keys."""
MOST_TEXTS: Final = 256 << 20
"""Released texts that are held in memory at once, in bytes. What is left out comes with the next pull."""


def checkpoint_of(source: Source, origin: str) -> bytes | None:
    return source.read(f"{origin}/checkpoint", MAX_NOTE)


def reader_of(source: Source, origin: str, size: int) -> TileReader:
    return TileReader(lambda path: source.read(f"{origin}/{path}", MAX_BUNDLE), size)


def is_signed_by(note: bytes, key: VerifierKey) -> bool:
    try:
        checkpoint.open(note, (key,))
    except Fault:
        return False
    return True


def not_too_many(origin: str, new: int, vouched: bool) -> None:
    """:raises BadInput: so many new entries are not taken in at once."""
    if vouched and new > MOST_NEW:
        raise BadInput(
            what=Text(
                f"There are {new} new entries, more than are taken in at once.",
                f"Hay {new} asientos nuevos, más de los que se toman de una vez.",
            ),
            where=origin,
            do=Text(
                "Ask the other side how so many came about before you go on.",
                "Pregunta a la otra parte cómo llegaron a ser tantos antes de continuar.",
            ),
            code="too-many-new",
        )


def nobody_vouches(origin: str, seq: int) -> SourceFault:
    """So many entries were read, and the key that signed the snapshot was not declared."""
    return SourceFault(
        what=Text(
            "The snapshot is not signed by a key that is known here, and its entries declare no other key.",
            "El corte no está firmado por una llave conocida aquí y sus asientos no declaran otra.",
        ),
        where=f"{origin}#{seq}",
        do=Text(
            "If its keys were changed, pin the one in force now: bilateral peer add ORIGIN --key KEY.",
            "Si sus llaves cambiaron, fija la vigente: bilateral peer add ORIGEN --key LLAVE.",
        ),
        code="nobody-vouches",
    )
