"""The fold's facts about sealed items, loaded from the tables on demand."""

from typing import Any

from bilateral.dialogue.fold.item_facts import ItemFact, ItemFacts, Key, Listed, Redaction
from bilateral.dialogue.fold.outcome import Outcome
from bilateral.node.models import Act, ItemState, LogEntry
from bilateral.record.entry import Entry


def act_facts(entry: Entry, outcome: Outcome) -> dict[str, Any] | None:
    """What an act's row keeps of an act on items that has its effect, or will have it once it can be assessed."""
    act = outcome.items
    if act is not None:
        said = {"items": list(act.items), "ground": act.ground, "review": act.review, "backups": act.backups}
        return {**said, "by": dict(act.by or {})}
    if entry.act == "erased" and outcome.verdict == "valid":
        return {"items": entry.body["items"], "backups": entry.body["backups"]}
    return None


class StoredItems(ItemFacts):
    """Over the tables, cached for one transaction."""

    def __init__(self) -> None:
        super().__init__()
        self._read: set[Key] = set()
        self._looked: set[Key] = set()

    def listed(self, key: Key) -> Listed | None:
        if key not in self._listed:
            raw = LogEntry.objects.filter(log=key[0], seq=key[1]).values_list("raw", flat=True).first()
            if raw is not None:
                self._listed[key] = Listed.of(Entry.parse(bytes(raw)))
        return super().listed(key)

    def item(self, key: Key, digest: str) -> ItemFact | None:
        if key not in self._read:
            self._read.add(key)
            for row in ItemState.objects.filter(log=key[0], seq=key[1]):
                fact = ItemFact(row.log, row.seq, row.digest, row.state, row.act, row.by)
                self._items.setdefault((*key, row.digest), fact)
        return super().item(key, digest)

    def redaction(self, key: Key) -> Redaction | None:
        self._look(key)
        return super().redaction(key)

    def erasure(self, key: Key) -> frozenset[str] | None:
        self._look(key)
        return super().erasure(key)

    def _look(self, key: Key) -> None:
        if key in self._looked:
            return
        self._looked.add(key)
        row = Act.objects.filter(log=key[0], seq=key[1], act__in=("redact", "erase"), verdict="valid").first()
        if row is None or row.target_log is None or row.target_seq is None:
            return
        kept = row.facts or {}
        if row.act == "erase":
            self._erasures.setdefault(key, frozenset(kept["items"]))
        else:
            by = {new: old for old, new in kept["by"].items()}
            self._redactions.setdefault(key, Redaction((row.target_log, row.target_seq), by))

    def confirmed(self, erasure: Key, log: str) -> bool:
        rows = Act.objects.filter(act="erased", verdict="valid", log=log, target_log=erasure[0], target_seq=erasure[1])
        return super().confirmed(erasure, log) or rows.exists()
