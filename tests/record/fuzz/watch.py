"""Running a parser under watch: nothing but a Fault may come out, and room and work are held to the input's size."""

import sys
import tracemalloc
from collections.abc import Callable
from types import FrameType
from typing import Any

from bilateral.values import Fault
from tests.record.fuzz.targets import Target

# A JSON value can be a list of empty lists: two bytes each, some 150 in memory. Audit reads the other files as well.
ROOM, ROOM_PER_BYTE = 4 << 20, 300
CALLS, CALLS_PER_BYTE = 100_000, 30


class Crash(AssertionError):
    """A parser raised what is no Fault, or needed too much."""


def outcome(target: Target, data: bytes) -> str:
    """The code of the fault, those of an audit's findings, or "read"."""
    try:
        result = target.run(data)
    except Fault as fault:
        if len(fault.code) == 0 or not fault.what.en or not fault.what.es:
            raise Crash(f"a fault without words: {fault!r}") from fault
        return fault.code
    return "+".join(sorted({finding.code for finding in getattr(result, "findings", ())})) or "read"


def room(target: Target, data: bytes) -> int:
    """The most memory that was held at once."""
    tracemalloc.start()
    try:
        outcome(target, data)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def calls(run: Callable[[], Any]) -> int:
    """How many functions were called, Python's own included: work that no neighbour on the machine changes."""
    count = 0

    def seen(_frame: FrameType, event: str, _arg: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        run()
    finally:
        sys.setprofile(before)
    return count


def check(target: Target, data: bytes, measured: bool = False) -> str:
    found = outcome(target, data)
    if measured:
        size = len(data)
        if (held := room(target, data)) > ROOM + ROOM_PER_BYTE * size:
            raise Crash(f"{held} bytes held for an input of {size}")
        if (work := calls(lambda: outcome(target, data))) > CALLS + CALLS_PER_BYTE * size:
            raise Crash(f"{work} calls for an input of {size}")
    return found
