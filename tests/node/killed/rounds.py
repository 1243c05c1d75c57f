"""What processes said before they were killed, and what must hold of it afterwards.

Here: what was acknowledged, what was tried without an answer, what readers had been shown. Not here: which processes.
"""

import time
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import Any

from bilateral.node.models import LogEntry
from bilateral.record.entry import Entry
from tests.node.faults.whole import consistent, readable
from tests.node.homes import Node, sizes
from tests.node.killed.lives import Spec
from tests.node.killed.nursery import Life


@dataclass
class Home:
    """A home and what its processes said."""

    node: Node
    told: dict[str, str] = field(default_factory=dict)
    open: dict[str, Spec] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    least: dict[str, int] = field(default_factory=dict)

    def heed(self, heard: list[dict[str, Any]]) -> None:
        for said in heard:
            if "trying" in said:
                self.open[said["trying"]["idem"]] = said["trying"]
            elif "done" in said:
                spec = self.open.pop(said["done"])
                self.told.update(zip(idems_of(spec), said["places"], strict=True))
            elif "refused" in said:
                self.refused |= set(idems_of(self.open.pop(said["refused"])))
            else:
                for log, size in said["sizes"].items():
                    self.least[log] = max(size, self.least.get(log, 0))

    def holds(self) -> None:
        """Nothing acknowledged is lost or doubled, nothing is half-done."""
        rows = self.node.run(lambda: list(LogEntry.objects.exclude(idem=None).values_list("idem", "log", "seq")))
        there = {idem: f"{log}#{seq}" for idem, log, seq in rows}
        assert len(there) == len(rows)
        assert {idem: there.get(idem) for idem in self.told} == self.told
        assert not self.refused & set(there)
        for spec in self.open.values():
            assert sum(idem in there for idem in idems_of(spec)) in (0, len(idems_of(spec))), spec
        named = Counter(
            change["name"]
            for raw in self.node.run(lambda: list(LogEntry.objects.values_list("raw", flat=True)))
            for change in Entry.parse(bytes(raw)).changes
        )
        assert set(named.values()) == {1}, named.most_common(1)
        now = {log: size for log, (size, _) in sizes(self.node).items()}
        assert all(now[log] >= size for log, size in self.least.items()), (now, self.least)
        consistent(self.node)
        seen = readable(self.node)
        assert all(seen.get(log, 0) <= size for log, size in now.items())


def idems_of(spec: Spec) -> list[str]:
    return [f"{spec['idem']}.{n}" for n in range(3)] if spec["do"] == "several" else [spec["idem"]]


def kill(running: list[tuple[Home, Life, bool]], chance: Random) -> None:
    """Each at its own moment: those that don't kill themselves after something was said and a moment more."""
    for home, life, within in sorted(running, key=lambda each: each[2]):
        if not within:
            life.nursery.heard(chance.randrange(4))
            time.sleep(chance.random() * 0.02)
        home.heed(life.end() if within else life.kill())
