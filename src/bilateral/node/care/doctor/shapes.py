"""What is examined, what a check is, and what it finds."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bilateral.node.home import Home
from bilateral.record.sources import Source
from bilateral.values import Text

Severity = Literal["warning", "fault"]
State = Literal["ok", "warning", "fault", "unknown", "skipped"]
GIB = 1 << 30


@dataclass(frozen=True, slots=True)
class Patient:
    """The node to examine. ``source_of`` opens a folder or an address; ``least_free``: bytes of disk to be left."""

    home: Home
    now: datetime
    source_of: Callable[[str], AbstractContextManager[Source]]
    least_free: int = GIB


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be: what, where, what to do."""

    severity: Severity
    what: Text
    where: str
    do: Text


@dataclass(frozen=True, slots=True)
class Check:
    """One row of the table. ``slow``: it reads all there is, so a quick look leaves it out."""

    name: str
    title: Text
    look: Callable[[Patient], Iterable[Finding]]
    slow: bool = False


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What one check came to. ``unknown``: it could not be made, which is never as good as fine."""

    check: Check
    state: State
    findings: tuple[Finding, ...] = ()


def fault(what: Text, where: object, do: Text) -> Finding:
    return Finding("fault", what, str(where), do)


def warning(what: Text, where: object, do: Text) -> Finding:
    return Finding("warning", what, str(where), do)
