"""The example of spec/fold.md, played as it stands there."""

import re

from tests.dialogue.fold.worlds import Table
from tests.helpers import ROOT

ROW = re.compile(r"^\| `(t/..#\d)` \|.*$", re.MULTILINE)
STATES = {"withdrawn, not yet noted": "withdrawing", "**agreed**": "agreed"}


def test_the_example_of_the_spec() -> None:
    spec = (ROOT / "spec" / "fold.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in match[0].split("|")[1:-1]] for match in ROW.finditer(spec)]
    assert len(rows) == 7
    table, said = Table("us", "mx"), {}
    for place, act, sees, says, verdict, became in rows:
        who, (whom, size) = place[3:5], sees.split(": ")
        table.see(who, whom, int(size))
        target = re.search(r"target `(t/..#\d)`", says)
        if act == "propose":
            base = f"{said['t/us#1'].leaf}/0" if "<leaf of" in says else ""
            entry = table.propose(who, table.change("t/us:x", base, 2))
        else:
            entry = table.append(who, act, target=said[target[1]] if target else None)
        said[entry.ref.short] = entry
        assert entry.ref.short == place.strip("`")
        told, reason = table.verdict(entry)
        assert verdict.startswith(told)
        assert reason in verdict
        if became:
            about = said[target[1]] if target else entry
            assert table.state(about) == STATES.get(became, became), place


def test_had_it_seen_the_withdrawal() -> None:
    table = Table("us", "mx")
    table.see("us", "mx", 1)
    first = table.propose("us", table.change("t/us:x"))
    table.append("us", "withdraw", target=first)
    table.see("mx", "us", 3)
    assert table.verdict(table.append("mx", "concur", target=first)) == ("void", "already-withdrawn")
    assert table.state(first) == "withdrawn"
