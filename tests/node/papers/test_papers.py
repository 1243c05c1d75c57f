"""A side's papers: kept, seen by nobody else, saved under a lock, and proposed once, whole."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bilateral.node import papers, read
from bilateral.node.models import LogEntry
from bilateral.node.papers import Changed, Working
from bilateral.node.papers.models import Paper
from bilateral.node.people.models import Signing
from bilateral.node.people.permissions import Forbidden
from bilateral.node.people.roles import ROLES
from bilateral.node.read.base import NotFound
from bilateral.node.viewer import PUBLIC, Viewer
from bilateral.values import BadInput, Fault
from tests.node.homes import START, Node, World, both
from tests.node.papers.people import person


def office(node: Node, name: str = "trade", words: str = "Office of trade") -> Working:
    draft = node.draft("office", name, {"title": both(words)})
    return Working(draft.kind, draft.name, draft.content, draft.base, draft.parties)


def begun(node: Node, who: Viewer, *texts: Working) -> int:
    pk: int = node.run(papers.start, who, "Trade", texts or (office(node),), START)
    return pk


def proposed(node: Node, who: Viewer, pk: int, seen: int = 1, attempt: str = "a") -> Any:
    return node.run(papers.propose, node.home, who, pk, seen, "", None, attempt, START)


def test_a_paper_becomes_one_proposal_once_and_only_by_who_signs(world: World) -> None:
    us, mx = world.dialogue("us", "mx")
    drafter, signer = person(us, "drafter"), person(us, "coordinator")
    pk = begun(us, drafter, office(us), office(us, "farms", "Office of farms"))
    before = us.run(LogEntry.objects.count)
    with pytest.raises(Forbidden):
        proposed(us, drafter, pk)
    first = proposed(us, signer, pk)
    assert us.run(LogEntry.objects.count) == before + 1
    again = proposed(us, signer, pk)
    assert (again.ref, again.repeated) == (first.ref, True), "the same form sent twice is done once"
    with pytest.raises(BadInput, match="no longer open"):
        proposed(us, signer, pk, attempt="b")
    found = us.run(papers.paper, drafter, pk)
    assert (found.state, found.place) == ("proposed", f"{first.ref.log}#{first.ref.seq}")
    assert us.run(lambda: Signing.objects.get(seq=first.ref.seq).person_id) == signer.person
    assert b"coordinator" not in us.run(lambda: bytes(LogEntry.objects.get(leaf=first.ref.leaf).raw)), (
        "no name is on it"
    )
    mx.pull(us)
    assert mx.run(read.document, PUBLIC, "t/us:farms").link.title.en == "Office of farms"


@pytest.mark.parametrize("role", [*ROLES, "other side", "public"])
def test_only_the_own_side_learns_that_a_paper_exists(world: World, role: str) -> None:
    us, _ = world.dialogue("us", "mx")
    pk = begun(us, person(us, "drafter", "author"))
    if role in ("other side", "public"):
        who = Viewer("mx", 1, frozenset(ROLES)) if role == "other side" else PUBLIC
    else:
        who = person(us, role)
    sees = role in ("coordinator", "drafter", "reporter", "analyst", "observer")
    for call in (papers.paper, papers.revisions, papers.remarks):
        if sees:
            assert us.run(call, who, pk) is not None
            continue
        told = [fault_of(us, call, who, number) for number in (pk, pk + 1)]
        assert told[0][0] is told[1][0] is NotFound
        assert told[0][1].replace(str(pk), "N") == told[1][1].replace(str(pk + 1), "N"), "as if there were none"


def fault_of(node: Node, call: Callable[..., Any], who: Viewer, number: int) -> tuple[type, str]:
    with pytest.raises(Fault) as caught:
        node.run(call, who, number)
    return caught.type, str(caught.value)


def test_nothing_is_overwritten_unseen(world: World) -> None:
    us, _ = world.dialogue("us", "mx")
    one, two = person(us, "drafter", "one"), person(us, "drafter", "two")
    pk = begun(us, one)
    assert us.run(papers.save, one, pk, 1, (office(us, words="First"),), START) == 2
    with pytest.raises(Changed):
        us.run(papers.save, two, pk, 1, (office(us, words="Second"),), START)
    assert us.run(papers.paper, one, pk).texts[0].content["title"]["en"] == "First"
    assert us.run(papers.save, two, pk, 2, (office(us, words="Second"),), START) == 3
    assert us.run(papers.save, two, pk, 3, (office(us, words="Third"),), START + timedelta(minutes=1)) == 4
    assert us.run(papers.save, two, pk, 4, (office(us, words="Third"),), START) == 4, "nothing changed, nothing is kept"
    told = [(each.number, each.person) for each in us.run(papers.revisions, one, pk)]
    assert told == [(4, "two"), (2, "one"), (1, "one")], "what one person changes within minutes is one revision"
    with pytest.raises(Changed):
        proposed(us, person(us, "coordinator"), pk, seen=3)


def test_a_text_that_was_overtaken_is_proposed_anew_in_one_step(world: World) -> None:
    us, mx = world.dialogue("us", "mx")
    us_signs, mx_signs = person(us, "coordinator"), person(mx, "coordinator")
    place = us.propose(us.line("x", "First words"))
    mx.pull(us)
    pk = mx.run(papers.from_proposal, mx_signs, "t/us", int(place.rpartition("#")[2]), "Counter", START)
    counter = mx.run(papers.paper, mx_signs, pk)
    assert counter.texts[0].content["title"]["en"] == "First words"
    mx.act("concur", place)
    assert mx.run(papers.outdated, counter.texts) == {"t/us:x"}, "agreed meanwhile: there is a text in force now"
    with pytest.raises(BadInput, match="changed meanwhile"):
        proposed(mx, mx_signs, pk)
    mx.run(papers.save, mx_signs, pk, 1, mx.run(papers.rebase, counter.texts), START)
    receipt = proposed(mx, mx_signs, pk, seen=2)
    us.pull(mx)
    assert us.run(papers.from_proposal, us_signs, receipt.ref.log, receipt.ref.seq, "Again", START)


def test_what_is_not_finished_is_kept_and_not_proposed(world: World) -> None:
    us, _ = world.dialogue("us", "mx")
    signer = person(us, "coordinator")
    text = office(us)
    half = Working(text.kind, text.name, {"title": None}, "", text.parties, {"title.en": ["Only English"]})
    pk = begun(us, signer, half)
    assert us.run(papers.paper, signer, pk).texts[0].sent == {"title.en": ["Only English"]}
    with pytest.raises(BadInput, match="not finished"):
        proposed(us, signer, pk)
    us.run(papers.drop, signer, pk, START)
    assert us.run(papers.papers, signer) == ()
    assert [each.id for each in us.run(papers.papers, signer, "dropped")] == [pk]


def test_a_form_sent_twice_begins_one_paper_and_says_one_thing(world: World) -> None:
    us, _ = world.dialogue("us", "mx")
    drafter = person(us, "drafter")
    first = us.run(papers.start, drafter, "Trade", (office(us),), START, attempt="f")
    assert us.run(papers.start, drafter, "Trade", (office(us),), START, attempt="f") == first
    assert us.run(papers.start, drafter, "Trade", (office(us),), START, attempt="g") != first
    said = us.run(papers.remark, drafter, first, "", "Say more.", START)
    assert us.run(papers.remark, drafter, first, "", "Say more. ", START) == said
    us.run(papers.settle, drafter, first, said, START)
    assert us.run(papers.remark, drafter, first, "", "Say more.", START) != said, "it may be said again later"


def test_remarks_stay_with_the_paper(world: World) -> None:
    us, _ = world.dialogue("us", "mx")
    drafter, analyst = person(us, "drafter"), person(us, "analyst")
    pk = begun(us, drafter)
    number = us.run(papers.remark, analyst, pk, "0.title", "  Say which trade.  ", START)
    us.run(papers.settle, drafter, pk, number, START)
    (told,) = us.run(papers.remarks, analyst, pk)
    assert (told.where, told.text, told.person, told.settled_by) == (
        "0.title",
        "Say which trade.",
        "analyst",
        "drafter",
    )
    for words in ("", "   ", "x" * 20_001):
        with pytest.raises(BadInput, match="characters"):
            us.run(papers.remark, analyst, pk, "", words, START)
    with pytest.raises(Forbidden):
        us.run(papers.remark, person(us, "observer"), pk, "", "I only look", START)


def test_a_paper_that_fails_at_the_door_stays_open(world: World) -> None:
    us, _ = world.dialogue("us", "mx")
    signer = person(us, "coordinator")
    text = office(us)
    differs = Working(text.kind, text.name, {"title": {"en": "Office 1", "es": "Oficina 2"}}, "", text.parties)
    pk = begun(us, signer, differs)
    with pytest.raises(Fault):
        proposed(us, signer, pk)
    assert us.run(papers.paper, signer, pk).state == "open"
    assert us.run(Signing.objects.count) == 0
    assert us.run(lambda: Paper.objects.get(pk=pk).place) == ""
