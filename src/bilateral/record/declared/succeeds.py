"""What the first entry of a successor says of the logs that it goes on for (spec/entry.md, Successor).

Here: its form, which one log can show. Not here: whether the others accept it, which is the dialogue's rules
(spec/fold.md), and whether those roots are right, which who holds those logs can compare.
"""

from typing import Any

from bilateral.record.declared.fields import need
from bilateral.record.entry import Entry
from bilateral.record.faults import EntryFault
from bilateral.record.shape import Seen, items, seen
from bilateral.values.ref import origin_at, turn_of


def read_succeeds(value: Any, entry: Entry, where: str, code: str) -> tuple[Seen, ...]:
    """How much of each log before it goes on for: every one of the line, the first first, just as `seen` names them."""
    need(type(value) is list, where, code)
    try:
        found = items(value, where, seen)
    except EntryFault as fault:
        need(False, fault.where, code)
    dialogue, party, _ = entry.log.split("/")
    before = [origin_at(dialogue, party, turn) for turn in range(1, turn_of(entry.log))]
    need([cut.log for cut in found] == before and set(found) <= set(entry.seen), where, code)
    return found
