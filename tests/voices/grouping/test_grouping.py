"""Grouping against a slow oracle, its invariants under any order, and what must never be grouped."""

import datetime as dt
import multiprocessing
import random
import threading

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilateral.values import BadInput
from bilateral.voices.grouping import threads
from bilateral.voices.grouping.gathering import Gathered, Gatherer
from bilateral.voices.grouping.members import campaigns
from bilateral.voices.grouping.params import SIZE, Grouping
from bilateral.voices.grouping.tiers import gather, group, grouped
from bilateral.voices.texts import ALONE, Ids, Texts
from tests.voices.grouping import oracle

LETTER = (
    "We ask both governments to open the freight bridge before dawn, because growers in the valley load at night and "
    "every hour that a refrigerated truck waits costs fruit, wages and the trust of the shops that we supply."
)


def column(texts: list[str]) -> pa.Array:
    return pa.array(texts, pa.large_string())


def sets(groups: Ids) -> set[frozenset[int]]:
    return {frozenset(np.flatnonzero(groups == g).tolist()) for g in np.unique(groups[groups != ALONE])}


def invented(seed: int, letters: int, copies: int) -> list[str]:
    """Letters of words that nobody uses, each in copies with some words changed: far above or far below every limit."""
    chance = random.Random(seed)
    vocabulary = [f"palabra{n}" for n in range(5_000)]
    made = []
    for _ in range(letters):
        body = chance.choices(vocabulary, k=80)
        for _ in range(copies):
            copy = list(body)
            for _ in range(chance.randrange(4)):
                copy[chance.randrange(80)] = chance.choice(vocabulary)
            made.append(" ".join(copy))
    chance.shuffle(made)
    return made


def test_groups_are_those_of_the_oracle_where_likeness_is_clear() -> None:
    texts = invented(7, letters=12, copies=9)
    variant, campaign, family = group(column(texts), Grouping())[1]
    expected = oracle.partition(texts, 0.45)
    assert sets(variant) == sets(campaign) == expected
    assert sets(family) == set(), "letters that have nothing in common are no families"


def test_signatures_estimate_likeness_within_four_standard_errors() -> None:
    chance = random.Random(3)
    words = LETTER.split()
    texts = [LETTER]
    for changed in range(1, 20):
        copy = list(words)
        for place in chance.sample(range(len(words)), changed):
            copy[place] = f"x{changed}y{place}"
        texts.append(" ".join(copy))
    signatures = gather(column(texts), Grouping()).signatures
    for n in range(1, len(texts)):
        true = oracle.likeness(LETTER, texts[n])
        seen = float(np.mean(signatures[0] == signatures[n]))
        assert abs(seen - true) <= 4 * (true * (1 - true) / SIZE) ** 0.5 + 1 / SIZE


@settings(max_examples=20)
@given(st.lists(st.text(alphabet="aAáÁñÑ eE.,!’'\u0301ß中", max_size=12), max_size=20))
def test_short_texts_are_grouped_only_when_their_words_are_equal(texts: list[str]) -> None:
    variant, campaign, family = group(column(texts), Grouping())[1]
    assert sets(variant) == oracle.partition([_spaced(t) for t in texts], 2.0)
    assert set(campaign.tolist()) | set(family.tolist()) <= {ALONE}


def _spaced(text: str) -> str:
    return text.replace("中", " 中 ")


def test_empty_texts_and_mere_punctuation_are_no_campaign() -> None:
    gathered, (variant, campaign, family) = group(column(["", "   ", "¡¿?!", "…", ""] * 100), Grouping())
    assert set(gathered.distinct.tolist()) == {-1}
    assert {*variant.tolist(), *campaign.tolist(), *family.tolist()} == {ALONE}


def test_any_order_and_any_batches_give_the_same_groups() -> None:
    texts = [*invented(11, letters=20, copies=5), LETTER, LETTER.upper(), "Yes", "yes!"]
    order = list(range(len(texts)))
    random.Random(5).shuffle(order)
    one = group(column(texts), Grouping())[1]
    shuffled = group(pa.chunked_array([column([texts[i]]) for i in order]), Grouping())[1]
    for a, b in zip(one, shuffled, strict=True):
        assert sets(a) == {frozenset(order[i] for i in s) for s in sets(b)}


def test_tiers_lie_inside_each_other_and_are_numbered_by_size() -> None:
    texts = [*invented(2, letters=9, copies=6), *[LETTER] * 50, *templates(2)]
    variant, campaign, family = group(column(texts), WIDE)[1]
    assert all(any(s <= t for t in sets(campaign)) for s in sets(variant))
    assert sets(family) and all(s < t or not s & t for s in sets(campaign) for t in sets(family))
    for tier, largest in ((campaign, 50), (family, 31)):
        sizes = np.bincount(tier[tier != ALONE])
        assert sizes[0] == largest
        assert (np.diff(sizes) <= 0).all()


WIDE = Grouping(variant=0.6, campaign=0.48, family=0.15)
"""With room between a family and a campaign, so that likeness is clear."""


def templates(seed: int, many: int = 1, shared: int = 43) -> list[str]:
    """For each template a letter, thirty times, and a text of its own that takes words of the letter: three in ten of
    all their sets of three words are in both.
    """
    chance = random.Random(seed)
    made = []
    for n in range(many):
        letter, other = ([f"{side}{n}x{k}" for k in chance.sample(range(999), 90)] for side in "ab")
        made += [" ".join(letter)] * 30 + [" ".join(letter[:shared] + other[shared:])]
    return made


def test_a_family_is_told_only_where_it_joins_more_than_one_letter_or_text() -> None:
    """A letter by itself, in many versions, is none; nor are two texts that say the same. Any order."""
    texts = [*invented(8, letters=6, copies=7), *templates(3, many=4), *[LETTER] * 3, LETTER.upper(), *["short"] * 9]
    random.Random(4).shuffle(texts)
    _, campaign, family = group(column(texts), WIDE)[1]
    whole = oracle.partition(texts, 0.15)
    assert sets(campaign) == {s for s in oracle.partition(texts, 0.48) if texts[min(s)] != "short"}
    assert sets(family) == whole - sets(campaign) - {s for s in whole if texts[min(s)] == "short"}
    assert len(sets(family)) == 4 and all(len({*campaign[list(s)].tolist()}) == 2 for s in sets(family))


@pytest.mark.parametrize("cores", [2, 3, 7])
def test_the_number_of_cores_changes_nothing(monkeypatch: pytest.MonkeyPatch, cores: int) -> None:
    texts = column([*invented(3, letters=12, copies=8), "", "one", LETTER * 40])
    monkeypatch.setattr(threads, "WORTH", 1)
    heard: list[float] = []
    found = []
    for of in (1, cores):
        monkeypatch.setattr(threads, "_cores", lambda of=of: of)
        found.append(group(texts, Grouping(), heard.append))
    (one, forests), (several, others) = found
    for name in Gathered.__slots__:
        assert np.array_equal(getattr(one, name), getattr(several, name)), name
    for a, b in zip(forests, others, strict=True):
        assert np.array_equal(a, b)
    half = len(heard) // 2
    assert heard[:half] == heard[half:] and heard[-1] == 1, "whoever waits hears the same"


def test_whoever_is_interrupted_waits_for_nothing_that_has_not_begun() -> None:
    gate, begun = threading.Event(), list[int]()

    def work(number: int) -> None:
        begun.append(number)
        if number:
            assert gate.wait(60)

    def interrupted(share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        threads.each(40, work, interrupted, threads.WORTH, cores=2)
    gate.set()
    threads.each(2, lambda number: None, lambda share: None, threads.WORTH, cores=2)
    assert len(begun) <= 4


def test_a_forked_process_has_threads_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "WORTH", 1)
    monkeypatch.setattr(threads, "_cores", lambda: 2)
    texts = column(invented(4, letters=3, copies=4))
    here = group(texts, Grouping())[1][0].tolist()
    with multiprocessing.get_context("fork").Pool(1) as pool:
        assert pool.apply_async(_first_tier, (texts.to_pylist(),)).get(60) == here


def _first_tier(texts: list[str]) -> list[int]:
    return group(column(texts), Grouping())[1][0].tolist()


def test_many_small_batches_grow_every_table() -> None:
    gatherer = Gatherer(Grouping(shortest=3))
    for n in range(150):
        gatherer.add(column([f"uno dos tres cuatro {n} {k}" for k in range(600)]))
    gathered = gatherer.done()
    assert len(gathered.first) == 90_000
    assert gathered.distinct.tolist() == list(range(90_000))
    assert gathered.signatures.shape == (90_000, SIZE)


def test_a_group_shows_its_commonest_text_its_times_and_the_differences() -> None:
    changed = LETTER.replace("before dawn", "after midnight")
    texts = Texts.of(
        [changed, LETTER, LETTER, "Yes", "yes", "Nothing of the kind was ever asked of us."],
        time=[dt.datetime(2021, 9, 9, tzinfo=dt.UTC), None, dt.datetime(2021, 9, 8, tzinfo=dt.UTC), None, None, None],
    )
    gathered = gather(texts.text, Grouping())
    texts = grouped(texts, Grouping())
    table, names = campaigns(texts, gathered)
    rows = table.to_pylist()
    assert [(r["tier"], r["submissions"], r["texts"], r["short"]) for r in rows] == [
        ("variant", 3, 2, False),
        ("variant", 2, 1, True),
        ("campaign", 3, 2, False),
    ]
    top = rows[0]
    assert (top["text"], top["representative"], top["inside"]) == (LETTER, "2", rows[2]["group"])
    assert (top["first"].day, top["last"].day) == (8, 9)
    assert rows[1]["first"] is None
    diff = top["members"][0]["diff"]
    assert "".join(s["text"] for s in diff if s["kind"] != "added") == LETTER
    assert [s["text"] for s in diff if s["kind"] == "added"] == ["after midnight"]
    assert rows[2]["inside"] is None and not any(r["a_person_confirms"] for r in rows)
    assert names["campaign"].to_pylist() == [rows[2]["group"]] * 3 + [None] * 3


def test_a_limit_that_makes_no_sense_is_refused_in_both_languages() -> None:
    with pytest.raises(BadInput) as caught:
        Grouping(variant=0.2)
    assert "family" in caught.value.in_("en")
    assert "familia" in caught.value.in_("es")
    with pytest.raises(BadInput):
        Grouping(shortest=1)
