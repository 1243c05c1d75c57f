"""The shapes: frozen, in both languages, without queries."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bilateral.values import Text

if TYPE_CHECKING:
    from bilateral.node.read.shapes import DocumentLink, Party


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report on an action: whose, up to which day it speaks, the state of each milestone that it names (by id), and
    where it can be verified.
    """

    link: "DocumentLink"
    party: "Party"
    as_of: date
    states: tuple[tuple[str, Text], ...]
    evidence: str | None
