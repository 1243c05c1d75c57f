"""Undoing together and going on in another log, rule by rule (spec/fold.md)."""

import pytest

from bilateral.record.entry import Entry
from tests.dialogue.fold.worlds import Table

X = "t/a:x"


def agreed(*codes: str) -> tuple[Table, Entry]:
    """A text that all have agreed to, and all know it."""
    table = Table(*codes)
    proposal = table.propose(codes[0], table.change(X))
    for who in codes[1:]:
        table.see_all(who)
        table.append(who, "concur", target=proposal)
    for who in codes:
        table.see_all(who)
    return table, proposal


def annulled(*codes: str) -> tuple[Table, Entry, Entry]:
    table, proposal = agreed(*codes)
    undoing = table.annul(codes[0], "t/a:u", proposal)
    for who in codes[1:]:
        table.see_all(who)
        table.append(who, "concur", target=undoing)
    for who in codes:
        table.see_all(who)
    return table, proposal, undoing


def succeeded(*codes: str) -> tuple[Table, Entry]:
    """``a`` goes on in its second log, which all others have recognised and which has heard of it."""
    table, proposal = agreed(*codes)
    first = table.succeed("a", sees={who: len(table.parties[who].entries) for who in codes[1:]})
    for who in codes[1:]:
        table.see(who, "a/2")
        table.append(who, "recognise", target=first)
        table.see("a/2", who)
    return table, proposal


# -- undoing ---------------------------------------------------------------------------------------------------------


def test_an_annulment_takes_what_it_undoes_out_of_force_and_nothing_else() -> None:
    table, proposal, undoing = annulled("a", "b")
    assert table.state(proposal) == "annulled"
    assert table.state(undoing) == "agreed"
    document = table.world().documents()[X]
    assert document["annulled"]
    again = table.propose("b", table.change(X, f"{proposal.leaf}/0", 2))
    assert table.verdict(again) == ("valid", ""), "the text is proposed anew on the same line"
    table.see_all("a")
    table.append("a", "concur", target=again)
    document = table.world().documents()[X]
    assert (document["annulled"], document["version"], document["number"]) == (False, f"{again.leaf}/0", 2)


def test_what_was_in_force_before_is_in_force_again() -> None:
    table, first = agreed("a", "b")
    second = table.propose("a", table.change(X, f"{first.leaf}/0", 2))
    table.see_all("b")
    table.append("b", "concur", target=second)
    undoing = table.annul("b", "t/b:u", second)
    table.see_all("a")
    table.append("a", "concur", target=undoing)
    document = table.world().documents()[X]
    assert (document["version"], document["number"], document["tip"]) == (f"{first.leaf}/0", 1, f"{second.leaf}/0")


def test_a_later_version_built_on_what_is_undone_stays_what_it_is() -> None:
    table, first = agreed("a", "b")
    second = table.propose("a", table.change(X, f"{first.leaf}/0", 2))
    table.see_all("b")
    table.append("b", "concur", target=second)
    undoing = table.annul("b", "t/b:u", first)
    table.see_all("a")
    table.append("a", "concur", target=undoing)
    assert table.world().documents()[X]["version"] == f"{second.leaf}/0"


def test_everyone_whom_it_named_undoes_it() -> None:
    table, proposal = agreed("a", "b", "c")
    assert table.verdict(table.annul("a", "t/a:u", proposal, ("a", "b"))) == ("void", "annulment-needs-all")


def test_only_what_is_agreed_is_undone_and_no_annulment_is() -> None:
    table, proposal, undoing = annulled("a", "b")
    open_one = table.propose("a", table.change("t/a:y"))
    assert table.verdict(table.annul("a", "t/a:v", open_one)) == ("void", "target-not-agreed")
    assert table.verdict(table.annul("a", "t/a:w", undoing)) == ("void", "annulment-of-annulment")
    amended = table.annul("a", "t/a:u", proposal, base=f"{undoing.leaf}/0")
    assert table.verdict(amended) == ("void", "annulment-is-final")
    ack = table.append("b", "ack")
    assert table.verdict(table.annul("a", "t/a:z", ack)) == ("void", "target-not-agreed"), "not seen, and no proposal"


# -- going on in another log ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("codes", [("a", "b"), ("a", "b", "c")])
def test_a_successor_speaks_once_all_others_have_recognised_it(codes: tuple[str, ...]) -> None:
    table, _ = agreed(*codes)
    first = table.succeed("a", sees={who: len(table.parties[who].entries) for who in codes[1:]})
    assert table.verdict(first) == ("valid", "")
    for who in codes[1:]:
        assert table.verdict(table.propose("a/2", table.change("t/a/2:y"))) == ("void", "not-recognised")
        assert table.verdict(table.append("a/2", "ack")) == ("valid", "")
        table.see(who, "a/2", 1)
        assert table.verdict(table.append(who, "recognise", target=first)) == ("valid", "")
        table.see("a/2", who)
    proposal = table.propose("a/2", table.change("t/a/2:y"))
    for who in codes[1:]:
        table.see(who, "a/2")
        assert table.verdict(table.append(who, "concur", target=proposal)) == ("valid", "")
    assert table.state(proposal) == "agreed"
    assert table.world().documents()["t/a/2:y"]["parties"] == list(codes)


def test_it_amends_and_answers_what_the_log_before_had_agreed_or_left_open() -> None:
    table, proposal = succeeded("a", "b")
    amended = table.propose("a/2", table.change(X, f"{proposal.leaf}/0", 2))
    assert table.verdict(amended) == ("valid", "")
    table.see("b", "a/2")
    table.append("b", "concur", target=amended)
    assert table.world().documents()[X]["number"] == 2
    theirs = table.propose("b", table.change(X, f"{amended.leaf}/0", 3))
    table.see("a/2", "b")
    assert table.verdict(table.append("a/2", "concur", target=theirs)) == ("valid", "")
    assert table.state(theirs) == "agreed"


def test_what_somebody_writes_behind_the_end_counts_for_nobody_who_has_recognised_it() -> None:
    table, proposal = agreed("a", "b")
    theirs = table.propose("b", table.change(X, f"{proposal.leaf}/0", 2))
    cut = len(table.parties["a"].entries)
    table.see("a", "b")
    stolen = table.append("a", "concur", target=theirs)
    assert table.state(theirs) == "agreed", "nobody has recognised anything yet"
    first = table.succeed("a", cut, sees={"b": len(table.parties["b"].entries)})
    table.see("b", "a/2")
    table.append("b", "recognise", target=first)
    table.see("a/2", "b")
    declined = table.append("a/2", "decline", target=theirs)
    assert table.verdict(declined) == ("valid", "")
    assert table.verdict(stolen) == ("valid", ""), "a verdict stays"
    assert table.state(theirs) == "declined", "but it doesn't count any more"
    table.see("a", "b")
    assert table.verdict(table.append("a", "position", target=theirs)) == ("void", "succeeded")
    later = table.propose("a", table.change("t/a:z"))
    assert table.verdict(later) == ("void", "succeeded")


def test_a_proposal_behind_the_end_is_cut_off() -> None:
    table, _ = agreed("a", "b")
    cut = len(table.parties["a"].entries)
    ahead = table.propose("a", table.change("t/a:y"))
    first = table.succeed("a", cut, sees={"b": len(table.parties["b"].entries)})
    table.see("b", "a/2")
    table.append("b", "recognise", target=first)
    assert table.state(ahead) == "open"
    table.see("a/2", "b")
    table.append("a/2", "ack")
    assert table.state(ahead) == "cut_off"


def test_who_recognises_has_seen_exactly_that_much() -> None:
    table, _ = agreed("a", "b")
    size = len(table.parties["a"].entries)
    table.append("a", "ack")
    first = table.succeed("a", size + 1, sees={"b": 1})
    table.see("b", "a/2")
    assert table.verdict(table.append("b", "recognise", target=first)) == ("void", "cut-not-seen"), "too little"
    table.append("a", "ack")
    table.see("b", "a")
    assert table.verdict(table.append("b", "recognise", target=first)) == ("void", "cut-not-seen"), "too much"


def test_who_has_recognised_looks_no_further() -> None:
    table, proposal = succeeded("a", "b")
    table.append("a", "ack")
    table.see("b", "a")
    assert table.verdict(table.append("b", "position", target=proposal)) == ("void", "seen-beyond-cut")


def test_nobody_recognises_ones_own_or_twice_or_what_is_none() -> None:
    table, proposal = succeeded("a", "b", "c")
    first = table.parties["a/2"].entries[0]
    assert table.verdict(table.append("b", "recognise", target=first)) == ("void", "already-recognised")
    assert table.verdict(table.append("a/2", "recognise", target=first)) == ("void", "its-own-successor")
    assert table.verdict(table.append("b", "recognise", target=proposal)) == ("void", "target-not-a-successor")


def test_a_successor_says_what_it_has_seen_and_a_third_keeps_the_ends_of_the_second() -> None:
    table, _ = succeeded("a", "b")
    table.append("a/2", "ack")
    table.append("a", "ack")
    kept = table.parties["a/2"].entries[0].body["succeeds"][0]["size"]
    wrong = table.succeed("a", kept + 1, len(table.parties["a/2"].entries), sees={"b": len(table.parties["b"].entries)})
    assert table.verdict(wrong) == ("void", "cut-not-kept")
    lying = Table("a", "b")
    assert lying.verdict(lying.succeed("a", 1, lie=True)) == ("void", "seen-mismatch")
