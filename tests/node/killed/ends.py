"""When a process is killed from within: at the n-th call of anything, or before the n-th call that leaves Python.

The same seed gives the same moment, however fast the machine is.
"""

import os
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

CHANGING = frozenset({"write", "fsync", "replace", "link", "unlink", "mkdir", "rmdir", "chmod", "commit"})
"""What leaves something behind. Between two of these, a kill leaves what one before the second leaves."""


def at_call(number: int) -> None:
    """SIGKILL to this process at its n-th call or return from now on, whatever that is."""
    _count(number, lambda event, called: True)


def before_outside(number: int) -> None:
    """SIGKILL to this process before its n-th call that may change a file or the database: this one is not done."""
    _count(number, lambda event, called: event == "c_call" and called.__name__ in CHANGING)


def _count(number: int, counts: Callable[[str, Any], bool]) -> None:
    left = number

    def look(frame: FrameType, event: str, called: Any) -> None:
        nonlocal left
        if counts(event, called):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(look)
