"""What messages add up to: the same on every home, whatever the order and the interruptions in which they came."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bilateral.dialogue.rooms.joining import joins, tips_of
from bilateral.dialogue.rooms.state import State, state_of, transcript, transcript_digest
from bilateral.dialogue.rooms.tips import to_json
from tests.dialogue.rooms.rooms import BODIES, Side, digest, sides, version

WORDS = ("One", "Two", "Three")


def state(*held: Side) -> State:
    found = state_of(held[0].held)
    assert found is not None
    return found


@st.composite
def talks(draw: Any) -> list[Side]:
    """A conversation of two or three sides that read each other now and then."""
    everyone = sides(*draw(st.sampled_from((("us", "mx"), ("us", "ca", "mx")))))
    steps = st.tuples(
        st.integers(0, 2), st.sampled_from((*BODIES, "version", "ready", "refuse", "release", "read", "read")),
        st.sampled_from(WORDS), st.integers(0, 59),
    )  # fmt: skip
    for number, what, words, clock in draw(st.lists(steps, max_size=25)):
        side = everyone[number % len(everyone)]
        if what == "read":
            side.read(everyone[(number + 1) % len(everyone)])
        elif what != "open":
            side.write(what, _body(side, what, words), clock)
    return everyone


def _body(side: Side, what: str, words: str) -> dict[str, Any]:
    if what == "version":
        return version(words)
    if what in ("ready", "refuse"):
        more = {"words": {"es": "No."}} if what == "refuse" else {}
        return {"version": digest(words), **more}
    return {"upto": to_json(tips_of(side.chains))} if what == "release" else BODIES[what]


@given(talks(), st.randoms())
def test_two_homes_with_the_same_messages_see_the_same_room(everyone: list[Side], chance: Any) -> None:
    for side in everyone:
        for other in everyone:
            side.read(other)
    for side in everyone[1:]:
        side.read(everyone[0])
    whole = everyone[0].held
    for side in everyone[1:]:
        assert {each.digest for each in side.held} == {each.digest for each in whole}
    mixed = whole * 2
    chance.shuffle(mixed)
    assert state_of(mixed) == state(everyone[0]) == state(everyone[-1])


@given(talks(), st.randoms())
def test_any_order_of_arrival_is_taken_in_the_end(everyone: list[Side], chance: Any) -> None:
    late, waiting = Side("late"), everyone[0].held * 2
    chance.shuffle(waiting)
    verdicts = set()
    while waiting:
        told = [(late.take(each), each) for each in waiting]
        verdicts |= {verdict for verdict, _ in told}
        assert len(waiting) > len([1 for verdict, _ in told if verdict == "early"]), "always some progress"
        waiting = [each for verdict, each in told if verdict == "early"]
    assert verdicts <= {"new", "held", "early"}
    assert state_of(late.held) == state(everyone[0])


@given(talks(), st.data())
def test_what_is_missing_hides_only_what_follows_from_it(everyone: list[Side], data: Any) -> None:
    """Of any part of the messages, the room is that of those whose whole past is among them."""
    whole = state(everyone[0])
    some = data.draw(st.lists(st.sampled_from(everyone[0].held), unique_by=lambda each: each.digest))
    part = state_of(some)
    if part is not None:
        shown = [line.message.digest for line in part.lines]
        order = [line.message.digest for line in whole.lines]
        assert set(shown) <= {each.digest for each in some}
        assert shown == sorted(shown, key=order.index) or len(shown) < len(order)


@given(talks())
def test_a_release_is_a_whole_history_that_everybody_released(everyone: list[Side]) -> None:
    found = state(everyone[0])
    if not found.released:
        return
    held = {tip.party: tip.n for tip in found.released}
    public = transcript(everyone[0].held, found.released)
    assert {(each.party, each.n) for each in public} == {(p, n) for p, count in held.items() for n in range(count)}
    for each in public:
        assert all(held.get(tip.party, 0) >= tip.n for tip in each.seen), "nothing in it follows from what is private"
    for party in found.parties:
        mine = [line.message for line in found.lines if line.message.party == party and line.counts]
        assert any(each.kind == "release" and each.body["upto"] == to_json(found.released) for each in mine)


def test_all_ready_for_the_same_words() -> None:
    us, mx = sides("us", "mx")
    us.write("version", version("One"))
    us.write("ready", {"version": digest("One")})
    mx.read(us)
    mx.write("version", version("Two"))
    mx.write("ready", {"version": digest("Two")})
    us.read(mx)
    assert not state(us).settled and [v.number for v in state(us).versions] == [1, 2]
    us.write("ready", {"version": digest("Two")})
    assert state(us).settled == digest("Two")
    assert state(us).version(digest("Two")) == state(us).newest
    us.write("refuse", {"version": digest("Two"), "words": {"en": "Not before May."}})
    assert not state(us).settled and state(us).standings["us"].said == "refuse"
    us.write("unready")
    assert state(us).standings["us"].said == ""


def test_what_refers_to_nothing_read_has_no_effect() -> None:
    us, mx = sides("us", "mx")
    us.write("version", version("One"))
    mx.write("ready", {"version": digest("One")})  # mx has not read it
    us.read(mx)
    last = state(us).lines[-1]
    assert not state(us).standings["mx"].said
    assert [line.counts for line in state(us).lines if line.message.kind == "ready"] == [False]
    assert last.message.kind in ("version", "ready")


def test_versions_that_crossed_say_so() -> None:
    us, mx = sides("us", "mx")
    us.write("version", version("One"), 1)
    mx.write("version", version("Two"), 2)
    us.read(mx)
    assert [(each.number, each.crossed) for each in state(us).versions] == [(1, False), (2, True)]


def test_nothing_but_a_release_counts_after_a_close() -> None:
    us, mx = sides("us", "mx")
    us.write("close")
    mx.write("say")  # written before it was read
    mx.read(us)
    mx.write("say")
    mx.write("release", {"upto": to_json(tips_of(mx.chains))})
    us.read(mx)
    counted = [(line.message.kind, line.counts) for line in state(us).lines if line.message.party == "mx"]
    assert counted == [("say", True), ("say", False), ("release", True)]
    assert state(us).closed is not None


def test_a_room_is_released_when_all_name_the_same_messages() -> None:
    us, mx = sides("us", "mx")
    us.write("say")
    upto = tips_of(us.chains)
    us.write("release", {"upto": to_json(upto)})
    mx.read(us)
    mx.write("say")
    mx.write("release", {"upto": to_json(tips_of(mx.chains))})
    us.read(mx)
    assert state(us).released == (), "each named something else"
    assert state(us).asked["us"] == upto
    mx.write("release", {"upto": to_json(upto)})
    us.read(mx)
    assert state(us).released == upto
    assert [each.kind for each in transcript(us.held, upto)] == ["open", "say"]
    assert transcript_digest(us.held[0].room, upto) != transcript_digest("f" * 32, upto)


def test_a_release_of_half_a_history_has_no_effect() -> None:
    us, mx = sides("us", "mx")
    mx.write("say")
    us.read(mx)
    us.write("say")
    us.write("release", {"upto": to_json((us.chains["us"][1].tip,))})  # follows mx's message, which is left out
    assert not state(us).asked


def test_a_fork_is_seen_and_strangers_are_not_let_in() -> None:
    us, mx = sides("us", "mx")
    twin = Side("us")
    twin.chains = {"us": list(us.chains["us"])}
    us.write("say")
    other = twin.write("version", version("One"))
    mx.read(us)
    assert joins(other, mx.chains) == "fork"
    assert joins(twin.write("say"), mx.chains) == "fork" or joins(twin.held[-1], mx.chains) == "early"
    stranger = Side("ca")
    stranger.read(us)
    assert joins(stranger.write("say"), mx.chains) == "wrong"
    second = Side("mx").write("open")
    assert joins(second, us.chains) == "wrong"


def test_nobody_forgets_or_invents_what_they_had_read() -> None:
    us, mx = sides("us", "mx")
    us.write("say")
    mx.read(us)
    mx.write("say")
    us.read(mx)
    forgetful = Side("mx")
    forgetful.chains = {"us": us.chains["us"][:1], "mx": list(mx.chains["mx"])}
    assert joins(forgetful.write("say"), us.chains) == "wrong"
    dreamer = Side("us")
    dreamer.chains = {"us": [us.chains["us"][0]]}
    dreamer.write("close")
    inventor = Side("mx")
    inventor.read(dreamer)
    assert joins(inventor.write("say"), {"us": us.chains["us"]}) == "wrong"


def test_there_is_no_room_without_its_opening() -> None:
    _us, mx = sides("us", "mx")
    said = mx.write("say")
    assert state_of([said]) is None and state_of([]) is None
    assert joins(said, {}) == "early"
