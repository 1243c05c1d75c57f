"""Small worlds for the fold's tests: parties that append signed entries, with as much or as little of the others' logs
seen as a test says. A log goes by its origin without the dialogue: ``a``, and ``a/2`` for the one that goes on for it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from bilateral.dialogue.fold import World
from bilateral.dialogue.kinds import KINDS
from bilateral.record import tree
from bilateral.record.entry import Entry, sign
from bilateral.record.keys import PrivateKey
from bilateral.values import is_leaf

DIGESTS = {"en": "0" * 64, "es": "1" * 64}


def key(name: str) -> PrivateKey:
    return PrivateKey.generate(sha256(name.encode()).digest())


def digest(words: str) -> str:
    """The digest of some sealed item: the fold never sees more of it."""
    return sha256(words.encode()).hexdigest()


def body_of(act: str, items: Iterable[str], new: Iterable[str] = ()) -> dict[str, Any]:
    """The body of an act on sealed items, as spec/seal.md gives it."""
    items = sorted(items)
    body: dict[str, Any] = {"items": items, "visibility": "public"}
    if act != "erased":
        body["text"] = None if act == "release" else DIGESTS
    if act in ("withhold", "redact", "erase"):
        body["ground"] = "safety"
    if act in ("withhold", "redact"):
        body |= {"appeal": DIGESTS, "review": "2027-06-30"}
    if act in ("erase", "erased"):
        body["backups"] = "2027-01-31"
    if act == "redact":
        body["replacements"] = [{"by": by, "item": item} for by, item in zip(new, items, strict=True)]
    return body


def promises(body: dict[str, Any]) -> list[str]:
    """The digests that such a body gives: what its entry seals."""
    pairs = [body[name] for name in ("text", "appeal") if isinstance(body.get(name), dict)]
    rows = body["replacements"] if isinstance(body.get("replacements"), list) else []
    found = [digest for pair in pairs for digest in pair.values()] + [r.get("by") for r in rows if isinstance(r, dict)]
    return sorted({digest for digest in found if is_leaf(digest)})


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

    def join(self, code: str) -> None:
        """Another party opens its log, having seen nothing yet."""
        self.parties[code] = Party(f"t/{code}")
        self.append(code, "genesis", body={})

    def succeed(self, code: str, *sizes: int, sees: dict[str, int] | None = None, lie: bool = False) -> Entry:
        """``code`` founds its next log, which goes on for the ones before at these sizes (default: all of them)."""
        before = [p for p in self.parties.values() if p.code == code]
        cuts = [
            {"log": p.origin, "root": p.root(size), "size": size}
            for p, size in zip(before, sizes or [len(p.entries) for p in before], strict=True)
        ]
        after = f"{code}/{len(before) + 1}"
        self.parties[after] = Party(f"t/{after}", seen={c["log"]: c["size"] for c in cuts})
        for whom, size in (sees or {}).items():
            self.see(after, whom, size)
        return self.append(after, "genesis", body={"succeeds": cuts}, lie=lie)

    def agree(self, who: str, *others: str, proposal: Entry) -> None:
        """Each takes in what the one before has, and concurs."""
        for before, whom in zip((who, *others), others, strict=False):
            self.see(whom, before)
            self.append(whom, "concur", target=proposal)

    def annul(self, who: str, name: str, target: Entry, parties: tuple[str, ...] | None = None, **more: Any) -> Entry:
        """Propose to undo an agreed proposal."""
        body = {"reason": DIGESTS, "target": target.ref.full, "title": DIGESTS}
        return self.propose(who, {**self.change(name, kind="annulment/1", parties=parties), "body": body, **more})

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
        sealed: Iterable[str] = (),
        office: str = "",
        refs: Iterable[tuple[str, Entry]] = (),
    ) -> Entry:
        """``sealed`` are digests new in the entry, ``refs`` relations and the entries related to."""
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
            "time": "2026-01-01T00:00:00Z", "office": office, "seen": seen,
            "refs": [{"rel": rel, **ref.ref.to_json()} for rel, ref in refs],
            "body": body or ({"visibility": "public"} if sealed else {}),
            "sealed": [{"digest": digest, "id": f"t.{n}"} for n, digest in enumerate(sealed)],
            "attachments": [], "approvals": [],
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
            "parties": sorted(parties if parties is not None else {p.code for p in self.parties.values()}),
        }

    def propose(self, who: str, *changes: dict[str, Any], sealed: Iterable[str] = ()) -> Entry:
        return self.append(who, "propose", changes=list(changes), sealed=tuple(sealed))

    def name_items(self, who: str, act: str, target: Entry, *items: str, **changes: Any) -> Entry:
        """An act on items of an earlier entry. ``changes`` replace fields of its body; ``office``, ``refs`` its own."""
        own = {key: changes.pop(key) for key in ("office", "refs", "sealed") if key in changes}
        new = [digest(f"{who} {len(self.parties[who].entries)} {item}") for item in items] if act == "redact" else []
        body = body_of(act, items, new) | changes
        sealed = own.pop("sealed", promises(body) if act != "erased" else ())
        return self.append(who, act, target=target, body=body, **({"office": "o", "sealed": sealed} | own))

    def removal(self, name: str, act: str, target: Entry, *items: str, parties: Iterable[str] = (), **body: Any) -> Any:
        """A change that proposes to remove items."""
        said = {
            "ground": "safety",
            "items": sorted(items),
            "reason": DIGESTS,
            "target": target.ref.full,
            "title": DIGESTS,
            "what": act,
            **body,
        }
        parties = sorted(parties or {p.code for p in self.parties.values()})
        return {"base": "", "body": said, "kind": "removal/1", "name": name, "parties": parties}

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
