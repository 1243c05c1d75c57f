"""A real home for measuring: SQLite as it is delivered (WAL, synchronous=FULL), every act through the real door.

Both governments are in one home, under joint custody, so that agreements need no exchange. `Home.grow` makes a large
record of a dialogue that goes on for years: the plan stays of one size while views, amendments and notes of having seen
pile up. One home a process.
"""

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
AT_ONCE = 500
PILLARS, LINES, ACTIONS = 4, 3, 5
"""Pillars; lines of work in each; actions in each line: 60 actions, as in the real plan."""


def both(words: str) -> dict[str, str]:
    return {"en": words, "es": f"{words} (es)"}


@contextmanager
def fresh(url: str = "") -> Iterator["Home"]:
    """A new home in a folder of its own, gone at the end; ``url`` names an empty PostgreSQL database."""
    with tempfile.TemporaryDirectory(prefix="bilateral-bench-") as folder:
        os.environ["BILATERAL_HOME"] = str(Path(folder) / "home")
        os.environ["DJANGO_SETTINGS_MODULE"] = "bilateral.web.settings"
        os.environ.pop("BILATERAL_DATABASE_URL", None)
        if url:
            os.environ["BILATERAL_DATABASE_URL"] = url
        import django
        from django.conf import settings

        django.setup()
        home = Home(Path(folder))
        settings.HOME = home.home
        settings.ALLOWED_HOSTS = ["testserver"]
        try:
            yield home
        finally:
            from django.db import connections

            connections.close_all()


class Home:
    """The home in use. All methods act through the door."""

    def __init__(self, folder: Path) -> None:
        from bilateral.node import genesis, home

        self.home = home.Home(folder / "home", "t", ("mx", "us"), custodian="secretariat", demonstration=True)
        names = {"us": both("United States"), "mx": both("Mexico")}
        founders = tuple(genesis.Founder(code, names[code], n) for n, code in enumerate(names, 1))
        genesis.found(self.home, founders, (folder / "recovery",), START)
        self.now, self.made = START, 0

    def later(self) -> datetime:
        self.now += timedelta(minutes=7)
        return self.now

    @property
    def entries(self) -> int:
        from bilateral.node.models import Log

        return sum(Log.objects.values_list("size", flat=True))

    def commit(self, party: str, act: Any, idem: str | None = None) -> Any:
        from bilateral.node import door

        return door.commit(self.home, act, door.Actor(party), self.later(), idem)

    def commit_many(self, party: str, acts: Sequence[Any], idems: Sequence[str | None] = ()) -> Any:
        from bilateral.node import door

        return door.commit_many(self.home, acts, door.Actor(party), self.later(), idems)

    # -- acts ----------------------------------------------------------------------------------------------------------

    def ack(self) -> Any:
        from bilateral.dialogue.compose import ActDraft

        return ActDraft("ack")

    def view(self, target: Any, words: str = "We see it in this way") -> Any:
        from bilateral.dialogue.compose import ActDraft

        self.made += 1
        return ActDraft("position", target=target, text=both(f"{words}, for the time being, {self.made}"))

    def concur(self, target: Any) -> Any:
        from bilateral.dialogue.compose import ActDraft

        return ActDraft("concur", target=target)

    def own(self, party: str) -> Any:
        """A government's own document of one field, new each time: an office."""
        from bilateral.dialogue.compose import ActDraft, Draft

        self.made += 1
        title = both(f"Office of the matter {self.made}")
        return ActDraft("propose", (Draft("office", f"t/{party}:o-{self.made}", {"title": title}, (party,)),))

    def draft(self, kind: str, name: str, content: dict[str, Any], base: str = "") -> Any:
        from bilateral.dialogue.compose import Draft

        return Draft(kind, f"t/us:{name}", content, ("mx", "us"), base)

    def action(self, line: str, number: int, words: str, base: str = "") -> Any:
        content = {
            "under": f"t/us:{line}",
            "number": number,
            "title": both(f"Action {line} {number}"),
            "text": both(words),
            "end": both("It is in use"),
            "leads": {},
            "start": None,
            "due": "ongoing",
            "milestones": [],
            "places": ["MX-BCN"],
            "sectors": ["48-49"],
            "completed": None,
        }
        return self.draft("action", f"{line}-{number}", content, base)

    # -- a large record ------------------------------------------------------------------------------------------------

    def plan(self) -> None:
        """A plan of the size of the real one, proposed and agreed package by package."""
        from bilateral.dialogue.compose import ActDraft

        plan = {"title": both("Plan"), "vision": both("V"), "participation": both("P"), "start": None, "source": None}
        packages = [[self.draft("plan", "plan", plan)]]
        for p in range(1, PILLARS + 1):
            pillar = {"plan": "t/us:plan", "number": p, "title": both(f"Pillar {p}"), "summary": both("Summary")}
            package = [self.draft("pillar", f"p{p}", pillar)]
            for n in range(1, LINES + 1):
                line = {"pillar": f"t/us:p{p}", "number": n, "title": both(f"Line {p} {n}")}
                package.append(self.draft("line", f"p{p}l{n}", line))
                package += [self.action(f"p{p}l{n}", a, f"Both will do {a}") for a in range(1, ACTIONS + 1)]
            packages.append(package)
        made = self.commit_many("us", [ActDraft("propose", tuple(package)) for package in packages])
        self.commit_many("mx", [self.concur(receipt.ref) for receipt in made])

    def grow(self, upto: int) -> None:
        """More of the dialogue until the record holds that many entries: of 100, 5 amendments of actions and their
        agreement, 40 views on the amendments, 4 new offices and 46 notes of having seen.
        """
        while (missing := upto - self.entries) > 0:
            self._round(min(missing, AT_ONCE))

    def _round(self, entries: int) -> None:
        amended = self._amendments(entries // 20)
        refs = [receipt.ref for receipt in self.commit_many("us", amended)] if amended else []
        if refs:
            self.commit_many("mx", [self.concur(ref) for ref in refs])
        left = entries - 2 * len(refs)
        for party, share in (("us", left // 2), ("mx", left - left // 2)):
            acts = [self.own(party) for _ in range(share * 4 // 90)]
            acts += [self.view(ref) for _ in range(4) for ref in refs]
            acts += [self.ack() for _ in range(share - len(acts))]
            if acts:
                self.commit_many(party, acts)

    def publish(self) -> None:
        """Sign and publish the heads, as the publisher's process does."""
        from bilateral.node import publisher

        publisher.publish(self.home, self.now)

    @property
    def something(self) -> Any:
        """A proposal to say something about: the plan's first package."""
        from bilateral.node.models import Act
        from bilateral.values import EntryRef

        row = Act.objects.filter(act="propose", log="t/us", data__isnull=False).order_by("seq")[0]
        return EntryRef(row.log, row.seq, row.leaf)

    def _amendments(self, count: int) -> list[Any]:
        """Actions in turn, their text changed."""
        from bilateral.dialogue.compose import ActDraft
        from bilateral.node.models import Document

        rows = list(Document.objects.filter(kind="action").order_by("number", "name")[:count])
        found = []
        for row in rows:
            line, _, number = row.name.partition(":")[2].rpartition("-")
            self.made += 1
            found.append(ActDraft("propose", (self.action(line, int(number), f"Said anew {self.made}", row.in_force),)))
        return found
