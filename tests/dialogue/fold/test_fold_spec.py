"""The example of spec/fold.md, played as it stands there."""

import re

from bilateral.record.entry import Entry
from tests.dialogue.fold.worlds import Table
from tests.helpers import ROOT

ROW = re.compile(r"^\| `(t/[a-z]+(?:/2)?#\d)` \|.*$", re.MULTILINE)
STATES = {"withdrawn, not yet noted": "withdrawing", "**agreed**": "agreed"}


def rows() -> list[list[str]]:
    spec = (ROOT / "spec" / "fold.md").read_text(encoding="utf-8")
    return [[cell.strip() for cell in match[0].split("|")[1:-1]] for match in ROW.finditer(spec)]


def play(upto: int) -> tuple[Table, dict[str, Entry]]:
    """The table's rows in order; each entry by its place. What a row sees is added to what was seen before."""
    table, said = Table("us", "mx"), dict[str, Entry]()
    for place, act, sees, says, verdict, became in rows()[:upto]:
        who = place.strip("`")[2:].partition("#")[0]
        target = re.search(r"`(t/[a-z]+(?:/2)?#\d)`", says)
        about = said[target[1]] if target else None
        if act == "genesis":
            entry = table.succeed("us", 6, sees={"mx": 5})
        else:
            for whom, size in (part.split(": ") for part in sees.split(", ") if part):
                table.see(who, whom, int(size))
            entry = append(table, who, act, says, said, about)
        said[entry.ref.short] = entry
        assert entry.ref.short == place.strip("`")
        told, reason = table.verdict(entry)
        assert verdict.startswith(told), place
        assert reason in verdict, place
        if became in STATES or became in ("open", "declined"):
            assert table.state(about if about and act != "propose" else entry) == STATES.get(became, became), place
    return table, said


def append(table: Table, who: str, act: str, says: str, said: dict[str, Entry], about: Entry | None) -> Entry:
    if "annulment" in says and about:
        return table.annul(who, f"t/{who}:undo", about)
    if act == "propose":
        base = f"{said['t/us#1'].leaf}/0" if "<leaf of" in says else ""
        return table.propose(who, table.change("t/us:x", base, 2))
    return table.append(who, act, target=about)


def test_the_example_of_the_spec() -> None:
    assert len(rows()) == 15
    play(7)


def test_it_goes_on_with_an_annulment_and_a_successor() -> None:
    table, said = play(9)
    undone = said["t/us#1"]
    assert table.state(undone) == "annulled"
    document = table.world().documents()["t/us:x"]
    assert document["annulled"]
    assert document["tip"] == f"{undone.leaf}/0"
    play(15)


def test_had_it_seen_the_withdrawal() -> None:
    table = Table("us", "mx")
    table.see("us", "mx", 1)
    first = table.propose("us", table.change("t/us:x"))
    table.append("us", "withdraw", target=first)
    table.see("mx", "us", 3)
    assert table.verdict(table.append("mx", "concur", target=first)) == ("void", "already-withdrawn")
    assert table.state(first) == "withdrawn"
