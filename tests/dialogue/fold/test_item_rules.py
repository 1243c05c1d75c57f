"""The acts on sealed items, rule by rule, as short stories (spec/fold.md), and the example of spec/seal.md."""

import re
from typing import Any

import pytest

from bilateral.dialogue.kinds import KINDS
from bilateral.record.entry import Entry
from tests.dialogue.fold.worlds import Table, digest
from tests.helpers import ROOT

X = "t/a:x"
ONE, TWO = sorted((digest("one"), digest("two")))


def proposed(*codes: str) -> tuple[Table, Entry]:
    table = Table(*(codes or ("a", "b")))
    return table, table.propose("a", table.change(X), sealed=[ONE, TWO])


def agreed(*codes: str) -> tuple[Table, Entry]:
    """A joint text, agreed."""
    table, proposal = proposed(*codes)
    for who in list(table.parties)[1:]:
        table.see_all(who)
        table.append(who, "concur", target=proposal)
    table.see_all("a")
    return table, proposal


def removal(table: Table, act: str, target: Entry, *items: str, concur: bool = True, **named: Any) -> Entry:
    """A removal proposed by a and, unless said otherwise, agreed by all whom it names."""
    name = f"t/a:r{len(table.parties['a'].entries)}"
    made = table.propose("a", table.removal(name, act, target, *items, **named))
    for who in list(named.get("parties", table.parties))[1:] if concur else ():
        table.see_all(who)
        table.append(who, "concur", target=made)
    table.see_all("a")
    return made


def test_the_example_of_the_spec() -> None:
    spec = (ROOT / "spec" / "seal.md").read_text(encoding="utf-8")
    rows = [[c.strip() for c in m[0].split("|")[1:-1]] for m in re.finditer(r"^\| `t/us#\d` \|.*$", spec, re.MULTILINE)]
    assert len(rows) == 8
    table = Table("us", "mx")
    proposal = table.propose("mx", table.change("t/mx:x"))
    table.see_all("us")
    said: Entry | None = None
    for place, act, _, _, became, stands in rows:
        if said is None:
            said = entry = table.append("us", act, target=proposal, sealed=[ONE, TWO])
        else:
            entry = table.name_items("us", act, said, ONE)
        assert entry.ref.short == place.strip("`")
        facts = table.world().facts.items
        state, _, verdict = became.partition(": ")
        key = (said.log, said.seq)
        assert facts.state(key, ONE) == state.split(":")[0]
        item = facts.item(key, ONE)
        assert bool(item and item.by) == bool(stands)
        assert table.verdict(entry)[0] == ("void" if "void" in verdict else "valid")


@pytest.mark.parametrize(
    ("act", "spoil", "reason"),
    [
        ("withhold", {"ground": "because"}, "body"),
        ("withhold", {"items": []}, "body"),
        ("withhold", {"review": "2027-02-30"}, "body"),
        ("erase", {"backups": ""}, "body"),
        ("release", {"text": "words"}, "body"),
        ("redact", {"replacements": []}, "body"),
        ("erased", {"ground": "safety"}, "body"),
        ("withhold", {"office": ""}, "office-needed"),
        ("redact", {"office": ""}, "office-needed"),
        ("erase", {"office": ""}, "office-needed"),
        ("withhold", {"items": [digest("three")]}, "item-not-there"),
        ("redact", {"sealed": []}, "item-not-there"),
        ("withhold", {"sealed": []}, "item-not-there"),
        ("erase", {"sealed": [digest("three")]}, "item-not-there"),
        ("release", {}, "item-state"),
    ],
)
def test_what_is_void(act: str, spoil: dict[str, Any], reason: str) -> None:
    table, said = proposed()
    assert table.verdict(table.name_items("a", act, said, ONE, **spoil)) == ("void", reason)


def test_an_act_without_target_or_on_something_not_seen() -> None:
    table, said = proposed()
    body = table.name_items("a", "withhold", said, ONE).body
    entry = table.append("a", "withhold", office="o", body=body)
    assert table.verdict(entry) == ("void", "no-target")
    assert table.verdict(table.name_items("b", "withhold", said, ONE)) == ("void", "target-outside-past")
    table.see_all("b")
    assert table.verdict(table.name_items("b", "withhold", said, ONE)) == ("void", "not-its-log")


def test_a_text_that_is_not_agreed_is_its_authors_own() -> None:
    table, proposal = proposed()
    assert table.verdict(table.name_items("a", "withhold", proposal, ONE)) == ("valid", "")
    table.see_all("b")
    table.append("b", "concur", target=proposal)
    table.see_all("a")
    # agreed by now, so that the next act takes all
    assert table.verdict(table.name_items("a", "erase", proposal, ONE)) == ("void", "removal-needed")
    assert table.verdict(table.name_items("a", "release", proposal, ONE)) == ("valid", "")


def test_an_act_that_had_not_seen_the_agreement_stands() -> None:
    table, proposal = proposed()
    table.see_all("b")
    table.append("b", "concur", target=proposal)
    assert table.verdict(table.name_items("a", "withhold", proposal, ONE)) == ("valid", "")


@pytest.mark.parametrize("act", ["withhold", "redact", "erase"])
def test_an_agreed_text_takes_an_agreed_removal_of_just_that(act: str) -> None:
    table, proposal = agreed()
    other = "erase" if act == "withhold" else "withhold"

    def tried(made: Entry | None, *items: str, **fields: Any) -> tuple[str, str]:
        refs = [("authorised-by", made)] if made else []
        return table.verdict(table.name_items("a", act, proposal, *(items or (ONE,)), **({"refs": refs} | fields)))

    needed = ("void", "removal-needed")
    assert tried(None) == needed
    assert tried(proposal) == needed, "agreed, and no removal"
    assert tried(removal(table, act, proposal, ONE, concur=False)) == needed
    assert tried(removal(table, other, proposal, ONE)) == needed
    assert tried(removal(table, act, proposal, ONE, ground="mistake")) == needed
    assert tried(removal(table, act, table.parties["a"].entries[0], ONE)) == needed
    made = removal(table, act, proposal, ONE)
    assert tried(made, TWO) == needed
    assert tried(made, ONE, TWO) == needed
    assert tried(made, refs=[("answers", made)]) == needed
    assert tried(made) == ("valid", "")


def test_a_removal_names_all_that_the_text_names() -> None:
    table, proposal = agreed("a", "b", "c")
    two = removal(table, "withhold", proposal, ONE, parties=("a", "b"))
    three = removal(table, "withhold", proposal, ONE)
    for made, verdict in ((two, ("void", "removal-needed")), (three, ("valid", ""))):
        entry = table.name_items("a", "withhold", proposal, ONE, refs=[("authorised-by", made)])
        assert table.verdict(entry) == verdict


def test_redacted_released_and_withheld_again() -> None:
    """One removal carries each of them; what was shown in its place can't be taken away alone."""
    table, proposal = agreed()
    allowed = removal(table, "redact", proposal, ONE)
    redact = table.name_items("a", "redact", proposal, ONE, refs=[("authorised-by", allowed)])
    by = redact.body["replacements"][0]["by"]
    assert table.verdict(table.name_items("a", "withhold", redact, by)) == ("void", "removal-needed")
    again = table.name_items("a", "redact", redact, by)
    assert table.verdict(again) == ("void", "removal-needed")
    assert table.verdict(table.name_items("a", "release", proposal, ONE)) == ("valid", "")
    assert table.verdict(table.name_items("a", "withhold", proposal, ONE)) == ("void", "removal-needed")
    entry = table.name_items("a", "redact", proposal, ONE, refs=[("authorised-by", allowed)])
    assert table.verdict(entry) == ("valid", "")
    made = removal(table, "redact", redact, by)
    second = table.name_items("a", "redact", redact, by, refs=[("authorised-by", made)])
    assert table.verdict(second) == ("valid", "")
    deeper = second.body["replacements"][0]["by"]
    assert table.verdict(table.name_items("a", "erase", second, deeper)) == ("void", "removal-needed")


def test_confirming_an_erasure() -> None:
    table, said = proposed("a", "b", "c")
    erase = table.name_items("a", "erase", said, ONE)
    hide = table.name_items("a", "withhold", said, TWO)
    for who in ("b", "c"):
        table.see_all(who)
        assert table.verdict(table.name_items(who, "erased", erase, TWO)) == ("void", "item-not-there")
        assert table.verdict(table.name_items(who, "erased", hide, TWO)) == ("void", "target-not-an-erasure")
        assert table.verdict(table.name_items(who, "erased", erase, ONE)) == ("valid", "")
        assert table.verdict(table.name_items(who, "erased", erase, ONE)) == ("void", "already-confirmed")
    assert table.verdict(table.name_items("a", "erased", erase, ONE)) == ("void", "not-its-log")


def test_what_is_not_understood_leaves_items_dark() -> None:
    table = Table("a", "b")
    unknown = table.propose("a", table.change(X, kind="treaty/1"), sealed=[ONE, TWO])
    waits = ("not_assessed", "depends-on-unknown")
    hidden = table.name_items("a", "withhold", unknown, ONE)
    assert table.verdict(hidden) == waits
    assert table.verdict(table.name_items("a", "release", unknown, ONE)) == waits, "whether it is withheld isn't known"
    assert table.verdict(table.name_items("a", "release", unknown, TWO)) == ("void", "item-state")
    assert table.world().facts.items.state((unknown.log, unknown.seq), ONE) == "dark"
    erase = table.name_items("a", "erase", unknown, TWO)
    table.see_all("b")
    assert table.verdict(table.name_items("b", "erased", erase, TWO)) == waits


def test_a_removal_that_is_not_understood_leaves_it_open_whether_it_allows() -> None:
    table, proposal = agreed()
    later = {**table.removal("t/a:r", "withhold", proposal, ONE), "kind": "removal/2"}
    made = table.propose("a", later)
    entry = table.name_items("a", "withhold", proposal, ONE, refs=[("authorised-by", made)])
    assert table.verdict(entry) == ("not_assessed", "depends-on-unknown")


def test_an_agreement_to_a_removal_that_is_not_understood_leaves_open_what_it_allows() -> None:
    table, proposal = agreed()
    made = removal(table, "withhold", proposal, ONE, concur=False)
    table.see_all("b")
    table.propose("b", table.change(made.changes[0]["name"], kind="treaty/1"))
    assert table.verdict(table.append("b", "concur", target=made))[0] == "not_assessed"
    table.see_all("a")
    waits = ("not_assessed", "depends-on-unknown")
    entry = table.name_items("a", "withhold", proposal, ONE, refs=[("authorised-by", made)])
    assert table.verdict(entry) == waits
    assert table.verdict(table.name_items("a", "erase", proposal, ONE)) == waits, "and every later act on that item"
    assert table.verdict(table.name_items("a", "erase", proposal, TWO)) == ("void", "removal-needed")


def test_a_release_points_at_nothing() -> None:
    table = Table("a", "b")
    said = table.append("a", "ack", body={"visibility": "sealed"}, sealed=[ONE])
    refs = [("answers", said)]
    assert table.verdict(table.name_items("a", "release", said, ONE, refs=refs)) == ("void", "body")


def test_an_answer_not_understood_may_have_agreed() -> None:
    """Whether the text is joint by then isn't known: whoever knows the kind may see that the answer was valid."""
    table, proposal = proposed()
    table.see_all("b")
    table.propose("b", table.change(X, kind="treaty/1"))
    concur = table.append("b", "concur", target=proposal)
    assert table.verdict(concur)[0] == "not_assessed"
    table.see_all("a")
    assert table.verdict(table.name_items("a", "withhold", proposal, ONE)) == ("not_assessed", "depends-on-unknown")


def test_the_kind_is_there() -> None:
    assert KINDS["removal"].joint
