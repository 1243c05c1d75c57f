"""The rules one by one, as short stories (spec/fold.md)."""

import pytest

from tests.dialogue.fold.worlds import Table

X = "t/a:x"
Y = "t/a:y"


def agreed_pair() -> tuple[Table, str]:
    """Two parties with document X agreed; returns its version."""
    table = Table("a", "b")
    proposal = table.propose("a", table.change(X))
    table.see_all("b")
    table.append("b", "concur", target=proposal)
    table.see_all("a")
    return table, f"{proposal.leaf}/0"


def test_agreement_is_final_at_the_last_partys_concurrence() -> None:
    table = Table("a", "b", "c")
    proposal = table.propose("a", table.change(X))
    for who in ("b", "c"):
        assert table.state(proposal) == "open"
        table.see_all(who)
        table.append(who, "concur", target=proposal)
    assert table.state(proposal) == "agreed"
    assert table.world().documents()[X]["number"] == 1


def test_a_document_of_one_party_needs_no_one_else() -> None:
    table = Table("a", "b")
    body = {"link": None, "title": {"en": "0" * 64, "es": "1" * 64}}
    change = {"base": "", "body": body, "kind": "office/1", "name": "t/a:o", "parties": ["a"]}
    assert table.state(table.propose("a", change)) == "agreed"
    other = {**change, "name": "t/b:o", "parties": ["a", "b"]}
    assert table.verdict(table.propose("b", other)) == ("void", "not-its-own")


def test_a_decline_ends_a_proposal_and_frees_the_text() -> None:
    table = Table("a", "b")
    first = table.propose("a", table.change(X))
    table.see_all("b")
    table.append("b", "decline", target=first)
    assert table.state(first) == "declined"
    assert table.verdict(table.propose("a", table.change(X, number=2))) == ("void", "endorses-another"), "not seen yet"
    table.see_all("a")
    assert table.verdict(table.propose("a", table.change(X, number=2))) == ("valid", "")


def test_who_has_agreed_cannot_decline() -> None:
    table = Table("a", "b", "c")
    proposal = table.propose("a", table.change(X))
    table.see_all("b")
    table.append("b", "concur", target=proposal)
    assert table.verdict(table.append("b", "decline", target=proposal)) == ("void", "already-endorsed")


def test_a_withdrawal_takes_effect_when_the_other_side_has_noted_it() -> None:
    table = Table("a", "b")
    proposal = table.propose("a", table.change(X))
    table.append("a", "withdraw", target=proposal)
    assert table.state(proposal) == "withdrawing"
    assert table.verdict(table.propose("a", table.change(X, number=2))) == ("void", "endorses-another")
    table.see_all("b")
    table.append("b", "ack")
    assert table.state(proposal) == "withdrawn"
    table.see_all("a")
    assert table.verdict(table.propose("a", table.change(X, number=3))) == ("valid", "")


def test_a_concurrence_that_had_not_seen_the_withdrawal_wins() -> None:
    table = Table("a", "b")
    proposal = table.propose("a", table.change(X))
    table.see_all("b")
    table.append("a", "withdraw", target=proposal)
    table.append("b", "concur", target=proposal)
    assert table.state(proposal) == "agreed"


def test_a_concurrence_that_had_seen_the_withdrawal_is_void() -> None:
    table = Table("a", "b")
    proposal = table.propose("a", table.change(X))
    table.append("a", "withdraw", target=proposal)
    table.see_all("b")
    assert table.verdict(table.append("b", "concur", target=proposal)) == ("void", "already-withdrawn")
    assert table.state(proposal) == "withdrawn"


def test_two_rivals_cannot_both_be_agreed() -> None:
    table, version = agreed_pair()
    ours = table.propose("a", table.change(X, version, 2))
    theirs = table.propose("b", table.change(X, version, 3))
    table.see_all("a")
    table.see_all("b")
    assert table.verdict(table.append("a", "concur", target=theirs)) == ("void", "endorses-another")
    assert table.verdict(table.append("b", "concur", target=ours)) == ("void", "endorses-another")


def test_a_package_is_taken_whole() -> None:
    table = Table("a", "b")
    proposal = table.propose("a", table.change(X), table.change(Y))
    assert table.world().documents() == {}
    table.see_all("b")
    table.append("b", "concur", target=proposal)
    assert set(table.world().documents()) == {X, Y}


def test_a_stale_base_is_void_and_a_rival_left_behind_is_overtaken() -> None:
    table, version = agreed_pair()
    rival = table.propose("b", table.change(X, version, 5))
    table.append("b", "withdraw", target=rival)
    table.see_all("a")
    mine = table.propose("a", table.change(X, version, 2))
    table.see_all("b")
    table.append("b", "concur", target=mine)
    assert table.state(mine) == "agreed"
    table.see_all("a")
    assert table.verdict(table.propose("a", table.change(X, version, 9))) == ("void", "base-not-current")


def test_changing_the_parties_takes_all_old_and_new() -> None:
    table = Table("a", "b", "c")
    first = table.propose("a", table.change(X, parties=("a", "b")))
    table.see_all("b")
    table.append("b", "concur", target=first)
    table.see_all("a")
    wider = table.propose("a", table.change(X, f"{first.leaf}/0", 2, parties=("a", "c")))
    table.see_all("c")
    table.append("c", "concur", target=wider)
    assert table.state(wider) == "open", "b leaves the document only with b's own agreement"
    table.see_all("b")
    table.append("b", "concur", target=wider)
    assert table.state(wider) == "agreed"


def test_a_view_blocks_nothing() -> None:
    table = Table("a", "b")
    proposal = table.propose("a", table.change(X))
    table.see_all("b")
    assert table.verdict(table.append("b", "position", target=proposal)) == ("valid", "")
    table.append("b", "concur", target=proposal)
    assert table.state(proposal) == "agreed"


def test_a_revoke_contests_its_own_entries_and_what_rests_on_them_and_changes_no_verdict() -> None:
    table, version = agreed_pair()
    other = table.propose("b", table.change("t/b:y"))
    before = table.world().state()
    revoke = table.revoke("b", 1)
    state = table.world().state()
    assert set(state["contested"]) == {"t/b#1", other.ref.short}, "from its position up to the revoke, of its own log"
    assert state["resting"] == {"t/a#1": [revoke.ref.short], other.ref.short: [revoke.ref.short]}
    marked = {X: before["documents"][X] | {"contested": [revoke.ref.short]}}
    assert state["documents"] == marked, "the agreement stands"
    assert (state["documents"][X]["version"], state["proposals"]) == (version, before["proposals"])
    after = table.append("b", "ack")
    assert after.ref.short not in table.world().state()["contested"]


def test_a_second_revoke_is_named_beside_the_first() -> None:
    table = Table("a", "b")
    table.append("a", "ack")
    first, second = table.revoke("a", 1), table.revoke("a", 1)
    assert table.world().state()["contested"] == {
        "t/a#1": [first.ref.short, second.ref.short],
        first.ref.short: [second.ref.short],
    }


def test_what_is_not_understood_is_never_void_and_what_depends_on_it_is_not_assessed() -> None:
    table = Table("a", "b")
    unknown = table.propose("a", table.change(X, kind="treaty/1"))
    table.see_all("b")
    answer = table.append("b", "concur", target=unknown)
    after = table.propose("a", table.change(X))
    apart = table.propose("a", table.change(Y))
    assert table.verdict(unknown) == ("not_understood", "unknown-kind")
    assert table.verdict(answer) == ("not_assessed", "depends-on-unknown")
    assert table.verdict(after) == ("not_assessed", "depends-on-unknown")
    assert table.verdict(apart) == ("valid", "")
    assert table.verdict(table.append("b", "ratify"))[0] == "not_understood"


def test_a_lie_about_what_was_seen_voids_the_entry() -> None:
    table = Table("a", "b")
    proposal = table.propose("a", table.change(X))
    table.see_all("b")
    assert table.verdict(table.append("b", "concur", target=proposal, lie=True)) == ("void", "seen-mismatch")
    assert table.state(proposal) == "open"


def test_an_answer_to_something_not_seen_is_void() -> None:
    table = Table("a", "b")
    proposal = table.propose("a", table.change(X))
    assert table.verdict(table.append("b", "concur", target=proposal)) == ("void", "target-outside-past")


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        ({"parties": ["a"]}, "joint-needs-two"),
        ({"parties": ["b", "a"]}, "parties-malformed"),
        ({"name": "t/b:x"}, "created-elsewhere"),
        ({"body": {"number": 1}}, "body"),
        ({"base": "0" * 64 + "/0"}, "base-not-current"),
        ({"parties": ["b", "c"]}, "author-not-named"),
    ],
)
def test_a_malformed_change_is_void(spoil: dict[str, object], reason: str) -> None:
    table = Table("a", "b", "c")
    assert table.verdict(table.propose("a", {**table.change(X), **spoil})) == ("void", reason)


def test_entries_wait_for_their_past() -> None:
    table = Table("a", "b")
    proposal = table.propose("a", table.change(X))
    table.see_all("b")
    table.append("b", "concur", target=proposal)
    world = table.world(table.parties["b"].entries)
    assert world.waiting == 1
    for entry in table.parties["a"].entries:
        world.add(entry)
    assert world.waiting == 0
    assert world.state_hash() == table.world().state_hash()
