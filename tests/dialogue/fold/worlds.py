"""Small worlds for the fold's tests: parties that append signed entries, with as much or as little of the others' logs
seen as a test says.
"""

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from bilateral.dialogue.fold import World
from bilateral.dialogue.kinds import KINDS
from bilateral.record import tree
from bilateral.record.entry import Entry, sign
from bilateral.record.keys import PrivateKey

DIGESTS = {"en": "0" * 64, "es": "1" * 64}


def key(name: str) -> PrivateKey:
    return PrivateKey.generate(sha256(name.encode()).digest())


def note_body(number: int) -> dict[str, Any]:
    """The body of a line of work: the smallest joint kind."""
    return {"number": max(1, number), "pillar": "t/a:p", "title": DIGESTS}


@dataclass
class Party:
    """One log. ``seen`` is what its next entry says it saw of the others: it only grows."""

    origin: str
    entries: list[Entry] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)

    @property
    def code(self) -> str:
        return self.origin.split("/")[1]

    def root(self, size: int) -> str:
        return tree.root_of([bytes.fromhex(e.leaf) for e in self.entries[:size]]).hex()


class Table:
    """Several parties around one table."""

    def __init__(self, *codes: str) -> None:
        self.parties = {code: Party(f"t/{code}") for code in codes}
        for code in codes:
            self.append(code, "genesis", body={})

    def see(self, who: str, whom: str, size: int | None = None) -> None:
        """``who`` takes in ``whom``'s log up to ``size`` (default: all)."""
        mine, theirs = self.parties[who], self.parties[whom]
        upto = len(theirs.entries) if size is None else min(size, len(theirs.entries))
        mine.seen[theirs.origin] = max(mine.seen.get(theirs.origin, 0), upto)

    def see_all(self, who: str) -> None:
        for other in self.parties:
            if other != who:
                self.see(who, other)

    def append(
        self,
        who: str,
        act: str,
        *,
        changes: list[dict[str, Any]] | None = None,
        target: Entry | None = None,
        body: dict[str, Any] | None = None,
        lie: bool = False,
    ) -> Entry:
        party = self.parties[who]
        by_origin = {p.origin: p for p in self.parties.values()}
        seen = [
            {"log": log, "root": "f" * 64 if lie else by_origin[log].root(size), "size": size}
            for log, size in sorted(party.seen.items())
            if size
        ]
        fields = {
            "v": 1, "log": party.origin, "seq": len(party.entries),
            "prev": party.entries[-1].leaf if party.entries else "",
            "act": act, "changes": changes or [], "target": target.ref.to_json() if target else None,
            "time": "2026-01-01T00:00:00Z", "office": "", "seen": seen, "refs": [], "body": body or {},
            "sealed": [], "attachments": [], "approvals": [],
        }  # fmt: skip
        entry = sign(fields, key(party.origin))
        party.entries.append(entry)
        return entry

    def change(
        self, name: str, base: str = "", number: int = 1, parties: tuple[str, ...] | None = None, kind: str = "line/1"
    ) -> dict[str, Any]:
        return {
            "base": base,
            "body": note_body(number),
            "kind": kind,
            "name": name,
            "parties": sorted(parties if parties is not None else self.parties),
        }

    def propose(self, who: str, *changes: dict[str, Any]) -> Entry:
        return self.append(who, "propose", changes=list(changes))

    def revoke(self, who: str, start: int) -> Entry:
        """``who`` calls its own entries from ``start`` on into doubt."""
        return self.append(who, "revoke", body={"suspect": {"from": start}})

    def all_entries(self) -> list[Entry]:
        return [entry for party in self.parties.values() for entry in party.entries]

    def world(self, entries: list[Entry] | None = None) -> World:
        world = World(KINDS)
        for entry in self.all_entries() if entries is None else entries:
            world.add(entry)
        return world

    def verdict(self, entry: Entry) -> tuple[str, str]:
        outcome = self.world().outcomes[(entry.log, entry.seq)]
        return outcome.verdict, outcome.reason

    def state(self, entry: Entry) -> str:
        state: str = self.world().state()["proposals"][entry.ref.short]
        return state
