"""Composing and sealing: words out of bodies and back, what doesn't change keeps its digest, every fault in one go."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilateral.dialogue.compose import ActDraft, Composed, Draft, InForce, check, check_draft, compose, tidy
from bilateral.dialogue.faults import Faults
from bilateral.dialogue.kinds import KINDS
from bilateral.dialogue.sealing import digests_in, is_hidden, open_content, texts_in
from bilateral.record import canonical, seal
from bilateral.values import BadInput, EntryRef
from tests.dialogue.test_kinds import sample

ACTION = KINDS["action"]
PARTIES = ("mx", "us")


def salts() -> Iterator[bytes]:
    return (n.to_bytes(32, "big") for n in range(1, 10_000))


def content(**changes: Any) -> dict[str, Any]:
    """A whole action: one that was completed, so not given up, and binds under no law."""
    whole = {spec.name: sample(spec) for spec in ACTION.fields}
    return whole | {"retired": None, "reason": None, "effect": "political", "basis": None} | changes


def composed(draft: Draft, known: InForce | None = None, **named: Any) -> Composed:
    fresh = salts()
    return compose(ActDraft("propose", (draft,), **named), KINDS, lambda: next(fresh), lambda name: known or InForce())


def opened(items: tuple[tuple[str, seal.Sealed], ...]) -> dict[str, str]:
    return {sealed.digest: seal.unseal_text(sealed.opening, sealed.digest)[1] for _, sealed in items}


def test_words_go_out_and_come_back() -> None:
    made = composed(Draft("action", "t/us:a", content(), PARTIES))
    (change,) = made.changes
    assert change["kind"] == "action/2"
    assert [item for item, _ in made.items][:2] == ["0.title.en", "0.title.es"]
    assert "0.milestones.m1.title.en" in dict(made.items)
    assert b"Words" not in canonical.encode({"changes": list(made.changes), "body": made.body}), "no prose in an entry"
    assert set(digests_in(change["body"])) == set(opened(made.items))
    assert open_content(ACTION.fields, change["body"], opened(made.items)) == content()


def test_what_is_not_held_comes_back_as_nothing() -> None:
    body = composed(Draft("action", "t/us:a", content(), PARTIES)).changes[0]["body"]
    back = open_content(ACTION.fields, body, {})
    assert back["title"] is None
    assert back["milestones"][0]["title"] is None
    assert back["number"] == 1


def test_only_what_changed_is_sealed_anew() -> None:
    first = composed(Draft("action", "t/us:a", content(), PARTIES))
    held = InForce(first.changes[0]["body"], opened(first.items))
    amended = content(end={"en": "Words.", "es": "Otras palabras."})
    second = composed(Draft("action", "t/us:a", amended, PARTIES, "0" * 64 + "/0"), held)
    assert [item for item, _ in second.items] == ["0.end.es"]
    before, after = first.changes[0]["body"], second.changes[0]["body"]
    assert after["end"]["en"] == before["end"]["en"]
    assert {k: v for k, v in after.items() if k != "end"} == {k: v for k, v in before.items() if k != "end"}


def test_a_digest_belongs_to_its_place() -> None:
    """The same words in two fields have two digests, and an amendment mixes them up in neither."""
    same = {"en": "Same", "es": "Igual"}
    first = composed(Draft("action", "t/us:a", content(text=same, end=same, title=same), PARTIES))
    body = first.changes[0]["body"]
    assert len({body["text"]["en"], body["end"]["en"], body["title"]["en"]}) == 3
    held = InForce(body, opened(first.items))
    again = composed(Draft("action", "t/us:a", content(text=same, end=same, title=same), PARTIES, "x"), held)
    assert (again.items, again.changes[0]["body"]) == ((), body)


def test_words_that_are_no_longer_held_are_sealed_anew() -> None:
    first = composed(Draft("action", "t/us:a", content(), PARTIES))
    second = composed(Draft("action", "t/us:a", content(), PARTIES, "x"), InForce(first.changes[0]["body"], {}))
    assert len(second.items) == len(first.items)


def test_parties_codes_and_words_are_put_in_order() -> None:
    given_ = content(places=["US-CA", "MX-BCN", "MX-BCN"], text={"en": " A\r\nB\t ", "es": "A\nB"})
    made = composed(Draft("action", "t/us:a", given_, ("us", "mx", "us")))
    assert made.changes[0]["parties"] == ["mx", "us"]
    assert made.changes[0]["body"]["places"] == ["MX-BCN", "US-CA"]
    assert opened(made.items)[made.changes[0]["body"]["text"]["en"]] == "A\nB"


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8))
def test_tidying_twice_changes_nothing(value: Any) -> None:
    assert tidy(tidy(value)) == tidy(value)


@given(st.text(max_size=30).map(tidy))
def test_what_is_sealed_shows_as_it_was_written(words: str) -> None:
    draft = Draft("action", "t/us:a", content(text={"en": words, "es": words}), PARTIES)
    try:
        made = composed(draft, waiver={"en": "Test", "es": "Prueba"})
    except BadInput:
        assert not words.strip() or any(is_hidden(c) for c in words)
    else:
        assert opened(made.items)[made.changes[0]["body"]["text"]["en"]] == words


@pytest.mark.parametrize("hidden", ["\u202e", "\u2066", "\x00", "\x1b", "\ufeff", "\u2028", "\ue000"])
def test_hidden_characters_are_refused_by_name(hidden: str) -> None:
    faults = list(
        check_draft(Draft("action", "t/us:a", content(end={"en": f"a{hidden}b", "es": "ab"}), PARTIES), KINDS, "0")
    )
    (fault,) = faults
    assert (fault.where, f"U+{ord(hidden):04X}" in fault.what.es) == ("0.end.en", True)


@pytest.mark.parametrize("fine", ["ñ", "—", "\u00a0", "\u00ad", "👩\u200d🌾", "中", "\n"])
def test_characters_of_writing_are_not(fine: str) -> None:
    words = {"en": f"a{fine}b", "es": f"a{fine}b"}
    assert list(check_draft(Draft("action", "t/us:a", content(end=words), PARTIES), KINDS, "0")) == []


def test_every_fault_is_told_at_once() -> None:
    bad = content(title={"en": "x"}, number="1", due="x", under="t/us:x", places=["ZZ"], extra=1, text=None)
    faults = list(check_draft(Draft("action", "t/us:a", bad, PARTIES), KINDS, "0"))
    assert {fault.where for fault in faults} == {"0.title", "0.number", "0.due", "0.places", "0.extra", "0.text"}
    assert all(fault.what.complete and fault.do.complete for fault in faults)
    several = Faults.of(faults)
    assert isinstance(several, Faults)
    assert several.to_dict("es")["all"][0]["what"]
    assert Faults.of(faults[:1]) is faults[0]


def test_discord_between_the_languages_needs_mending_or_a_reason() -> None:
    draft = Draft("action", "t/us:a", content(text={"en": "Within 30 days", "es": "En 60 días"}), PARTIES)
    with pytest.raises(BadInput) as caught:
        composed(draft)
    faults = caught.value.all if isinstance(caught.value, Faults) else (caught.value,)
    assert {(fault.code, fault.where) for fault in faults} == {("concordance", "0.text")}
    made = composed(draft, waiver={"en": "Working days", "es": "Días hábiles"})
    assert set(made.body) == {"visibility", "waiver"}
    assert [item for item, _ in made.items][-2:] == ["waiver.en", "waiver.es"]


def test_answers_carry_their_reasons() -> None:
    fresh = salts()
    target = EntryRef("t/us", 1, "0" * 64)

    def answer(act: str, text: dict[str, str] | None) -> Composed:
        return compose(ActDraft(act, target=target, text=text), KINDS, lambda: next(fresh), lambda name: InForce())

    assert answer("concur", None).body == {"visibility": "public"}
    made = answer("decline", {"en": "No", "es": "No"})
    assert [item for item, _ in made.items] == ["text.en", "text.es"]
    for act in ("decline", "position"):
        with pytest.raises(BadInput, match="needs its reason"):
            answer(act, None)
    with pytest.raises(BadInput, match="English and Spanish"):
        answer("position", {"en": "Only"})


def test_names_and_parties_are_looked_up_where_that_is_possible() -> None:
    draft = Draft("line", "t/us:l", {"pillar": "t/us:p", "number": 1, "title": sample(ACTION.fields[2])}, PARTIES)
    pillar = Draft("pillar", "t/us:p", {}, PARTIES)
    act, package = ActDraft("propose", (draft,)), ActDraft("propose", (draft, pillar))
    assert list(check(act, KINDS)) == []
    (fault,) = check(act, KINDS, {}.get)
    assert "t/us:p" in fault.what.es
    (fault,) = check(act, KINDS, {"t/us:p": "plan"}.get)
    assert "another kind" in fault.what.en
    assert list(check(act, KINDS, {"t/us:p": "pillar"}.get, {"us", "mx"})) == []
    assert not [f for f in check(package, KINDS, {}.get) if f.where.endswith("l.pillar")], "the package creates it"
    (fault,) = check(act, KINDS, None, {"us"})
    assert (fault.where, "mx" in fault.what.es) == ("0.parties", True)


def test_texts_have_their_places() -> None:
    assert [place for place, _ in texts_in(ACTION.fields, content())] == ["title", "text", "end", "milestones.m1.title"]
