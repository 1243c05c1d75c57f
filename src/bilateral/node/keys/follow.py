"""Whether a log that comes in may go on under the keys that it declares, given the one pinned here from outside."""

from collections.abc import Callable

from bilateral.node.keys import declared
from bilateral.record.declared.keys import Declared
from bilateral.record.log import Chain
from bilateral.record.note import VerifierKey
from bilateral.values import Fault, Text


class Fork(Fault):
    """A peer's record contradicts what this node holds of it. Nothing was taken."""

    code = "fork"


def fork(where: str, what: Text, evidence: str = "") -> Fork:
    """:param evidence: the file that proves it, where one could be made."""
    do = Text(
        "Nothing was taken. Keep both copies and speak with the other side before going on.",
        "No se tomó nada. Conserva ambas copias y habla con la otra parte antes de continuar.",
    )
    proof = Text(f" The proof is in {evidence}.", f" La prueba está en {evidence}.")
    return Fork(what=what, where=where, do=do + proof if evidence else do)


def in_force(chain: Chain, pinned: VerifierKey, root_at: Callable[[int], bytes | None]) -> Declared:
    """The keys in force, if the pinned one is or was the log's and every change of keys hangs from this history."""
    told = chain.declared
    if told is None or not any(each.keys.checkpoint == pinned for each in told.history):
        raise fork(
            f"{chain.origin}#0",
            Text(
                "The log declares another key than the one pinned here.",
                "El registro declara otra llave que la fijada aquí.",
            ),
        )
    change = declared.torn(told, root_at)
    if change is not None:
        raise fork(
            f"{chain.origin}#{change.seq}",
            Text(
                "The snapshot that ties this change of keys to the keys before is of another history.",
                "El corte que une este cambio de llaves con las anteriores es de otra historia.",
            ),
        )
    return told
