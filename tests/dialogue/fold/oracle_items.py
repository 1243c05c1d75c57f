"""The slow reading of the acts on sealed items: an item's state is found by replaying its log from the start.

Written from spec/seal.md and spec/fold.md, not from the fold's code.
"""

from typing import Any

Place = tuple[str, int]
FIELDS = {
    "release": {"items", "text", "visibility"},
    "withhold": {"items", "ground", "review", "appeal", "text", "visibility"},
    "redact": {"items", "ground", "review", "appeal", "text", "visibility", "replacements"},
    "erase": {"items", "ground", "backups", "text", "visibility"},
    "erased": {"items", "backups", "visibility"},
}


class Items:
    """One act, at its place, on items that its target lists."""

    def __init__(self, oracle: Any, place: Place, past: frozenset[Place], target: Place) -> None:
        self.oracle, self.place, self.past, self.target = oracle, place, past, target
        self.entry = oracle.at[place]
        self.items = self.entry.body.get("items") or []

    def allowed(self) -> bool:
        if self.entry.body.keys() != FIELDS[self.entry.act] or self.items != sorted(set(self.items)):
            return False
        if self.entry.body.get("ground", "safety") != "safety":  # the only ground that these worlds give
            return False
        if self.entry.act == "erased":
            return self._confirms()
        if self.target[0] != self.place[0] or not (self.entry.office or self.entry.act == "release"):
            return False
        if not self._lists(self.target, self.items) or self._own() != {item.digest for item in self.entry.sealed}:
            return False
        if self.entry.act == "release" and self.entry.refs:
            return False
        states = {self.state(item) for item in self.items}
        if states & {"erased"} or (self.entry.act == "release" and "public" in states):
            return False
        return self.entry.act == "release" or self._agreed_to()

    def _own(self) -> set[str]:
        """What the body promises of the entry's own: reasons, how to appeal, what stands in a place."""
        own = {row["by"] for row in self.entry.body.get("replacements", [])}
        for name in ("text", "appeal"):
            own |= set((self.entry.body.get(name) or {}).values())
        return own

    def _lists(self, place: Place, items: list[str]) -> bool:
        return set(items) <= {item.digest for item in self.oracle.at[place].sealed}

    def _earlier(self) -> list[Place]:
        """The valid acts on the same entry's items, in their order."""
        places = [(self.place[0], seq) for seq in range(self.place[1])]
        return [p for p in places if self._on(p) == self.target and self.oracle.verdict(p)]

    def _on(self, place: Place) -> Place | None:
        entry = self.oracle.at[place]
        return (entry.target.log, entry.target.seq) if entry.act in FIELDS and entry.target else None

    def state(self, item: str) -> str:
        state = "public" if self.oracle.at[self.target].public else "sealed"
        for place in self._earlier():
            entry = self.oracle.at[place]
            if item in entry.body["items"]:
                state = {"release": "public", "erase": "erased"}.get(entry.act, "withheld")
        return state

    def _agreed_to(self) -> bool:
        """Whether the text is one government's own, or all that it takes agreed to this."""
        joint = self._source(self.target, set(self.items))
        at = self.oracle.at[joint]
        if at.act != "propose" or not self.oracle.verdict(joint):
            return True
        needed = self.oracle.named(joint)
        if len(needed) < 2 or not self.oracle.agreed(joint, self.past):
            return True
        return any(self._allows((ref.log, ref.seq), needed) for ref in self.entry.refs if ref.rel == "authorised-by")

    def _source(self, place: Place, items: set[str]) -> Place:
        entry = self.oracle.at[place]
        if entry.act == "redact" and self.oracle.verdict(place):
            old = {row["item"] for row in entry.body["replacements"] if row["by"] in items}
            if old:
                return self._source((entry.target.log, entry.target.seq), old)
        return place

    def _allows(self, removal: Place, needed: set[str]) -> bool:
        entry = self.oracle.at[removal]
        if entry.act != "propose" or not self.oracle.verdict(removal) or not self.oracle.agreed(removal, self.past):
            return False
        if self.oracle.annulled(removal, self.past):
            return False
        wanted = (self.entry.act, self.entry.body["ground"], self.oracle.at[self.target].ref.full)
        return needed <= self.oracle.named(removal) and any(
            change["kind"] == "removal/1"
            and wanted == (change["body"]["what"], change["body"]["ground"], change["body"]["target"])
            and set(self.items) <= set(change["body"]["items"])
            for change in entry.changes
        )

    def _confirms(self) -> bool:
        erase = self.oracle.at[self.target]
        if erase.act != "erase" or not self.oracle.verdict(self.target) or self.target[0] == self.place[0]:
            return False
        said = [p for p in self._earlier() if self.oracle.at[p].act == "erased"]
        return set(self.items) <= set(erase.body["items"]) and not said
