"""Which log goes on for which, in words: on the record page beside each log, and on entries after the end of one."""

from bilateral.node.read.base import Desk
from bilateral.values import Text

_GOES_ON = Text("Goes on for {log} after its first {size} entries.", "Continúa {log} después de sus {size} asientos.")
_STANDS = Text("Recognised by {who}.", "Reconocido por {who}.")
_WAITS = Text(
    "Recognised by {who}; it does not speak for this government until all others have.",
    "Reconocido por {who}; no habla por este gobierno hasta que lo reconozcan todos los demás.",
)
_UNKNOWN = Text(
    "Nobody has recognised it: it does not speak for this government.",
    "Nadie lo ha reconocido: no habla por este gobierno.",
)
_ENDED = Text(
    "Ended after {size} entries: {log} goes on for it.", "Terminó después de {size} asientos: lo continúa {log}."
)
_BEYOND = Text(
    "Does not count: this record had ended after {size} entries, and {log} goes on for it.",
    "No cuenta: este registro terminó después de {size} asientos y lo continúa {log}.",
)


def said_of(log: str, desk: Desk) -> tuple[Text, ...]:
    """What is to be said of a log: what it goes on for, by whose recognition, and what goes on for it."""
    said: list[Text] = []
    each = desk.successors.get(log)
    if each:
        said += [_GOES_ON.format(log=cut.log, size=cut.size) for cut in each.cuts]
        who = Text.join(", ", (desk.party(code).name for code in each.recognised_by))
        said.append((_STANDS if each.stands else _WAITS).format(who=who) if each.recognised_by else _UNKNOWN)
    end = desk.ends.get(log)
    return (*said, _ENDED.format(size=end.size, log=end.by)) if end else tuple(said)


def beyond(log: str, seq: int, desk: Desk) -> Text | None:
    """What is to be said of an entry that stands after the end of its log."""
    end = desk.ends.get(log)
    return _BEYOND.format(size=end.size, log=end.by) if end and seq >= end.size else None
