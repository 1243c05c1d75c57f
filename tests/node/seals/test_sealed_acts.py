"""What may not be done with words sealed between governments, and what goes on as with any other."""

import pytest

from bilateral.dialogue.compose import ActDraft
from bilateral.node import drafting
from bilateral.node.models import LogEntry
from bilateral.node.seals.drafting import release_sealed
from bilateral.node.viewer import PUBLIC
from bilateral.record.entry import Entry
from bilateral.values import BadInput
from tests.node.homes import World, both
from tests.node.papers.people import person
from tests.node.rooms.scenes import meet
from tests.node.seals.test_between import NAME, SECRET, place_of, sealed, told, two


def test_nobody_agrees_to_what_has_not_arrived(lone: World) -> None:
    _, mx, ways, place = two(lone)
    with pytest.raises(BadInput, match="not arrived"):
        mx.act("concur", place)
    meet(ways)
    mx.act("concur", place)


def test_a_public_act_cannot_repeat_what_the_other_side_sealed(lone: World) -> None:
    us, mx, ways, _ = two(lone)
    lone.agree(us.propose(us.line("hours", "Hours")), us, mx)
    place = sealed(us, us.line("hours", SECRET))
    mx.pull(us)
    meet(ways)
    [change] = mx.run(drafting.changes_of, *place_of(place), person(mx, "drafter"))
    with pytest.raises(BadInput, match="would make them public") as raised:
        mx.commit(ActDraft("propose", (change,)))
    assert place in raised.value.where and raised.value.do.es
    mx.commit(ActDraft("propose", (change,), sealed=True))


def test_long_words_are_not_repeated_in_another_document_either(lone: World) -> None:
    us, mx, ways, _ = two(lone)
    words = "The inspection points work together until eleven at night on every day of the week"
    place = sealed(us, us.line("long", words))
    mx.pull(us)
    meet(ways)
    mx.propose(mx.line("short", SECRET))  # few words, in another document: that may be chance
    with pytest.raises(BadInput, match="would make them public"):
        mx.propose(mx.line("ours", words))
    us.commit(us.run(release_sealed, place))
    mx.pull(us)
    mx.propose(mx.line("ours", words))


def test_an_amendment_carries_sealed_words_on_without_showing_them(lone: World) -> None:
    us, mx, ways, place = two(lone)
    meet(ways)
    mx.act("concur", place)
    us.pull(mx)
    who = person(us, "drafter")
    content = us.run(drafting.content_of, NAME, who)
    later = us.run(drafting.draft, us.home, "us", drafting.kind_named("line"), {**content, "number": 7}, NAME)
    second = us.propose(later)
    entry = Entry.parse(bytes(us.run(LogEntry.objects.get, log="t/us", seq=place_of(second)[1]).raw))
    assert entry.public and entry.sealed == ()
    assert SECRET not in told(us, PUBLIC, second) and SECRET in told(us, who, second)


def test_what_cannot_be_sealed_is_refused_and_nothing_stays(lone: World) -> None:
    us, mx = lone.dialogue("us", "mx")
    public = us.propose(us.line("open", "Open"))
    mx.pull(us)
    before = us.run(LogEntry.objects.count), mx.run(LogEntry.objects.count)
    with pytest.raises(BadInput, match="one government alone"):
        sealed(us, us.office("o"))
    with pytest.raises(BadInput, match="is public"):
        mx.commit(mx.run(drafting.answer, "decline", public, both("No"), sealed=True))
    with pytest.raises(BadInput, match="of this act are public"):
        mx.commit(mx.run(drafting.answer, "concur", public, None, sealed=True))
    assert before == (us.run(LogEntry.objects.count), mx.run(LogEntry.objects.count))
