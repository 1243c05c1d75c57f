"""Approvals by officials' passkeys, as an audit counts and checks them.

No verdict depends on one; but a record that carries one that doesn't hold, or one again, is not as it should be.
"""

from dataclasses import dataclass, field

from bilateral.record.approvals.check import Approved, of_entry
from bilateral.record.audit.report import Desk
from bilateral.record.audit.told import ApprovedOn
from bilateral.record.entry import Entry
from bilateral.record.faults import ApprovalFault


@dataclass(slots=True)
class Approvals:
    """The approvals of one log, as its entries are read in order."""

    asked: dict[bytes, int] = field(default_factory=dict)  # each challenge, and the entry that it was signed for
    sites: dict[str, tuple[set[int], set[str]]] = field(default_factory=dict)

    def take(self, entry: Entry, desk: Desk) -> None:
        """Check what the entry carries; nothing else about the entry depends on it."""
        if not entry.approvals:
            return
        for found in of_entry(entry.fields()):
            if isinstance(found, Approved):
                self._count(entry, found, desk)
            elif isinstance(found, ApprovalFault):
                desk.fault(found, entry.ref.short)
            else:
                desk.note("approval-unknown", entry.ref.short)

    def _count(self, entry: Entry, found: Approved, desk: Desk) -> None:
        first = self.asked.setdefault(found.challenge, entry.seq)
        if first != entry.seq:
            desk.find("approval-again", entry.ref.short, ref=f"{entry.log}#{first}")
            return
        acts, keys = self.sites.setdefault(found.origin, (set(), set()))
        acts.add(entry.seq)
        keys.add(found.key)

    def summary(self) -> tuple[ApprovedOn, ...]:
        return tuple(ApprovedOn(origin, len(acts), len(keys)) for origin, (acts, keys) in sorted(self.sites.items()))
