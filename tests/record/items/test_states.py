"""The states of sealed items: every act from every state, what stands in an item's place, acts of a wrong form."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilateral.record.entry import Entry
from bilateral.record.items import ACTS, ERASED, GROUNDS, PUBLIC, SEALED, STATES, WITHHELD, States, after, naming
from tests.record.builders import Party

TABLE = {
    "release": {SEALED: PUBLIC, WITHHELD: PUBLIC},
    "withhold": {SEALED: WITHHELD, PUBLIC: WITHHELD, WITHHELD: WITHHELD},
    "redact": {SEALED: WITHHELD, PUBLIC: WITHHELD, WITHHELD: WITHHELD},
    "erase": {SEALED: ERASED, PUBLIC: ERASED, WITHHELD: ERASED},
}


def states_of(party: Party) -> States:
    states = States()
    acts = [act for entry in party.entries if (act := naming(entry))]
    states.take(acts, lambda seq: party.entries[seq])
    return states


def spoken(visibility: str = "public") -> tuple[Party, Entry, str]:
    """A log with one view of two texts; the digest of the first."""
    us = Party("us").begin()
    words = {"text.en": "words", "text.es": "palabras"}
    entry = us.act("position", sealed=words, visibility=visibility)
    return us, entry, entry.sealed[0].digest


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("state", STATES)
def test_every_act_from_every_state(act: str, state: str) -> None:
    assert after(act, state) == TABLE[act].get(state)


def test_a_released_original_is_withheld_again_without_its_replacement() -> None:
    us, entry, digest = spoken()
    redact = us.name_items("redact", entry, digest)
    (item,) = states_of(us).items.values()
    assert item.state == WITHHELD
    assert item.by in {s.digest for s in redact.sealed}
    for act, state in (("release", PUBLIC), ("withhold", WITHHELD), ("withhold", WITHHELD)):
        us.name_items(act, entry, digest)
        (item,) = states_of(us).items.values()
        assert (item.state, item.by, item.act.act) == (state, "", act)


def test_what_stands_in_an_items_place_stays_when_it_is_erased() -> None:
    us, entry, digest = spoken()
    us.name_items("redact", entry, digest)
    us.name_items("erase", entry, digest)
    (item,) = states_of(us).items.values()
    assert item.state == ERASED
    assert item.by


def test_an_act_takes_all_its_items_or_none() -> None:
    us, entry, digest = spoken()
    other = entry.sealed[1].digest
    us.name_items("erase", entry, digest)
    us.name_items("withhold", entry, digest, other)
    us.name_items("withhold", entry, other, "ab" * 32)
    assert [(item.digest, item.state) for item in states_of(us).items.values()] == [(digest, ERASED)]


def test_a_replacement_is_an_item_of_its_own() -> None:
    us, entry, digest = spoken()
    redact = us.name_items("redact", entry, digest)
    (item,) = states_of(us).items.values()
    us.name_items("withhold", redact, item.by)
    assert {i.state for i in states_of(us).items.values()} == {WITHHELD}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    "spoil",
    [
        {"items": []},
        {"items": ["ab" * 32, "aa" * 32]},
        {"items": "ab" * 32},
        {"ground": "because"},
        {"ground": ["personal-data"]},
        {"review": "2026-02-30"},
        {"review": "2026-2-3"},
        {"backups": 35},
        {"text": {"en": "ab" * 32}},
        {"text": "words"},
        {"appeal": None},
        {"extra": 1},
        {"visibility": "sealed"},
        {"office": ""},
        {"replacements": []},
        {"replacements": [{"by": "ab" * 32}]},
        {"target": None},
        {"refs": [{"rel": "answers", "log": "hled/us", "seq": 0, "leaf": "ab" * 32}]},
        {"listed": []},
    ],
)
def test_what_is_not_of_the_form_names_nothing(act: str, spoil: dict[str, Any]) -> None:
    us, entry, digest = spoken()
    good = us.name_items(act, entry, digest)
    assert naming(good) is not None
    (field,) = spoil
    bad = us.name_items(act, entry, digest, **spoil)  # a field that the act doesn't have is one too many
    allowed = {
        ("release", "office"),
        ("release", "listed"),
        ("withhold", "refs"),
        ("redact", "refs"),
        ("erase", "refs"),
    }
    assert (naming(bad) is None) == ((act, field) not in allowed)


def test_a_target_with_another_leaf_is_not_taken() -> None:
    us, entry, digest = spoken()
    us.name_items("erase", entry, digest, target={**entry.ref.to_json(), "leaf": "ab" * 32})
    assert states_of(us).items == {}


def test_items_of_another_log_or_of_a_later_entry_are_not_named() -> None:
    us, entry, digest = spoken()
    mx = Party("mx").begin()
    assert naming(mx.name_items("withhold", entry, digest)) is None
    later = us.name_items("withhold", entry, digest, target={**entry.ref.to_json(), "seq": 9})
    assert naming(later) is None


@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 2)), max_size=12), st.sampled_from([PUBLIC, SEALED]))
def test_states_are_those_that_the_table_gives(steps: list[tuple[str, int]], first: str) -> None:
    """Any acts on two items: each takes effect where the table allows it for all that it names."""
    us, entry, _ = spoken("public" if first == PUBLIC else "sealed")
    digests = sorted(item.digest for item in entry.sealed)
    expected = dict.fromkeys(digests, first)
    for act, which in steps:
        named = [digests[:1], digests[1:], digests][which]
        us.name_items(act, entry, *named)
        to = [TABLE[act].get(expected[d]) for d in named]
        if None not in to:
            expected |= dict(zip(named, to, strict=True))  # type: ignore[arg-type]
    found = {digest: item.state for (_, digest), item in states_of(us).items.items()}
    assert {d: found.get(d, first) for d in digests} == expected


def test_grounds_have_words_in_both_languages() -> None:
    for code, words in GROUNDS.items():
        assert words.complete, code
        assert words.en != words.es, code
