"""Words sealed between governments: read by those named and by nobody else, until their author releases them."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bilateral.dialogue.compose import ActDraft, Draft
from bilateral.dialogue.rooms.envelope import Envelope
from bilateral.node import acting, drafting, inbox, read
from bilateral.node.models import Document, SealedText
from bilateral.node.people.roles import ROLES
from bilateral.node.projection.rebuild import rebuild
from bilateral.node.rooms import exchange, keys
from bilateral.node.seals import handing
from bilateral.node.seals.drafting import release_sealed
from bilateral.node.viewer import PUBLIC, Viewer
from bilateral.values import BadInput
from tests.node.homes import Node, World, both
from tests.node.papers.people import person
from tests.node.rooms.scenes import meet, reachable, wire
from tests.node.seals.scenes import checked, forget, is_published, openings, seal, where_found

SECRET = "Quetzal-4711"
NAME = "t/us:night"


def sealed(node: Node, *drafts: Draft) -> str:
    return node.commit(ActDraft("propose", drafts, sealed=True))


def two(world: World) -> tuple[Node, Node, dict[str, Node], str]:
    """Two homes that reach one another; the first has sealed a proposal, of which the other has the entry alone."""
    us, mx = world.dialogue("us", "mx")
    ways = reachable(us, mx)
    place = sealed(us, us.line("night", SECRET))
    mx.pull(us)
    return us, mx, ways, place


def place_of(place: str) -> tuple[str, int]:
    log, seq = place.split("#")
    return log, int(seq)


def told(node: Node, who: Viewer, place: str) -> str:
    """Everything that the pages about an entry and its document are made of, for one reader."""
    log, seq = place.split("#")

    def all_of_it() -> str:
        return repr(
            (
                read.entry(who, log, int(seq)),
                read.document(who, NAME),
                read.proposals(who).items,
                read.plan(who),
                read.recent(who),
                read.acts(who).items,
                read.sealed(who),
                read.ledger(who),
                read.events(who),
                drafting.changes_of(log, int(seq), who),
                drafting.content_of(NAME, who),
            )
        )

    return str(node.run(all_of_it))


def test_the_named_read_them_and_nobody_else_does(world: World, tmp_path: Path) -> None:
    us, mx, ways, place = two(world)
    ours, theirs = person(us, "drafter"), person(mx, "observer")
    assert SECRET in told(us, ours, place)
    assert SECRET not in told(mx, theirs, place), "the words have not arrived"
    assert meet(ways) == 0
    assert SECRET in told(mx, theirs, place)
    for node in (us, mx):
        assert SECRET not in told(node, PUBLIC, place)
        node.publish()
        assert not is_published(node, place)
        checked(node, tmp_path / f"out-{node.party}")
        assert not where_found(node.home.public, SECRET.encode())
        assert not where_found(tmp_path / f"out-{node.party}", SECRET.encode())


@pytest.mark.parametrize("role", sorted(ROLES))
def test_only_those_who_see_their_sides_work_read_them(lone: World, role: str) -> None:
    _, mx, ways, place = two(lone)
    meet(ways)
    who = person(mx, role)
    assert (SECRET in told(mx, who, place)) == (role not in ("administrator", "moderator"))


def test_the_public_sees_that_it_is_there_between_whom_and_how_it_stands(lone: World) -> None:
    us, mx, ways, place = two(lone)
    log, seq = place.split("#")
    for node in (us, mx):
        [proposal] = node.run(read.sealed, PUBLIC)
        assert (proposal.ref.short, proposal.status) == (place, "open")
        assert [party.code for party in proposal.sealed] == ["us", "mx"]
        entry = node.run(read.entry, PUBLIC, log, int(seq))
        assert {each.state for each in entry.sealed} == {"sealed"} and entry.between == proposal.sealed
        assert entry.changes[0].link.title.en == "[not released]"
        assert node.run(read.document, PUBLIC, NAME).sealed == proposal.sealed
    meet(ways)
    shown = mx.run(read.entry, person(mx, "drafter"), log, int(seq))
    assert {each.state for each in shown.sealed} == {"sealed"} and shown.changes[0].link.title.en == SECRET


def test_it_comes_into_force_sealed_and_is_released_by_its_author(world: World, tmp_path: Path) -> None:
    us, mx, ways, place = two(world)
    meet(ways)
    mx.act("concur", place)
    us.pull(mx)
    row = us.run(Document.objects.get, pk=NAME)
    assert (row.status, row.title_en) == ("agreed", "")
    for node, lists in ((us, 1), (mx, 0)):
        waits = node.run(inbox.waiting, person(node, "coordinator"))
        assert [each.place for each in waits.me if "release" in each.what.en] == [place] * lists
    with pytest.raises(BadInput, match="only acts of that record"):
        mx.commit(mx.run(release_sealed, place))
    us.commit(us.run(release_sealed, place))
    with pytest.raises(BadInput, match="sealed any more"):
        us.run(release_sealed, place)
    forget()
    us.publish()
    assert is_published(us, place) and SECRET in told(us, PUBLIC, place)
    mx.pull(us)
    assert SECRET in told(mx, PUBLIC, place) and not mx.run(read.sealed, PUBLIC)
    assert mx.run(Document.objects.get, pk=NAME).title_en == SECRET
    for node in (us, mx):
        checked(node, tmp_path / f"out-{node.party}")


def test_a_third_government_gets_nothing_whatever_it_asks_for(lone: World) -> None:
    us, mx, ca = lone.dialogue("us", "mx", "ca")
    ways = reachable(us, mx, ca)
    place = sealed(us, us.line("night", SECRET, among=("us", "mx")))
    for node in (mx, ca):
        node.pull(us)
    meet(ways)
    assert len(openings(mx, place)) == 2 and not openings(ca, place)
    assert SECRET not in told(ca, person(ca, "coordinator"), place)
    digests = us.run(lambda: list(SealedText.objects.filter(public=False).values_list("digest", flat=True)))

    def asked() -> bytes:
        data, _ = exchange.ask(ca.home, "ca", "us", ca.now())
        forged = replace(Envelope.parse(data), wants=tuple(sorted(digests)))
        return forged.write(keys.private(ca.home, "ca"), "ask")

    question = ca.run(asked)
    answer = Envelope.parse(us.run(exchange.answer, us.home, question, us.now()))
    assert answer.openings == ()
    assert us.run(handing.given, "us", "mx", digests) and not us.run(handing.given, "us", "ca", digests)


def test_what_arrives_is_what_was_promised_or_is_left(lone: World) -> None:
    us, mx, _, place = two(lone)
    good = us.run(handing.given, "us", "mx", mx.run(handing.wanted, "mx", "us"))
    assert len(good) == 2
    bad = [each[:-1] + bytes([each[-1] ^ 1]) for each in good]
    assert mx.run(handing.take, "mx", "us", [*bad, b"", b"x" * 40]) == 0 and not openings(mx, place)
    assert mx.run(handing.take, "mx", "us", good) == 2 and mx.run(handing.take, "mx", "us", good) == 0
    assert sorted(openings(mx, place)) == sorted(good)


def test_a_home_put_back_from_an_older_backup_gets_its_own_words_back(lone: World) -> None:
    us, mx, ways, place = two(lone)
    meet(ways)
    us.run(lambda: SealedText.objects.filter(public=False).update(opening=None))
    assert not openings(us, place)
    meet(ways)
    assert sorted(openings(us, place)) == sorted(openings(mx, place)) != []
    assert SECRET in told(us, person(us, "drafter"), place)


def test_words_lost_on_the_way_come_the_next_time(lone: World) -> None:
    from bilateral.node.rooms import calling

    us, mx, ways, place = two(lone)
    way = next(iter(mx.run(lambda: list(calling.ways(mx.home)))))

    def losing(address: str, data: bytes) -> bytes:
        wire(ways, mx.now())(address, data)
        raise calling.Unreached(*_fault())

    with pytest.raises(calling.Unreached):
        mx.run(calling.call, mx.home, way, mx.now(), losing)
    assert not openings(mx, place)
    assert mx.run(calling.call, mx.home, way, mx.now(), wire(ways, mx.now())) == 2
    assert len(openings(mx, place)) == 2 and us.run(handing.wanted, "us", "mx") == ()


def _fault() -> tuple[Any, str]:
    from bilateral.values import Text

    return Text("lost", "perdido"), ""


def test_a_reason_can_be_sealed_where_what_it_answers_is(lone: World) -> None:
    us, mx, ways, place = two(lone)
    meet(ways)
    reason = "Axolotl-0815"
    said = both(reason, reason)
    answer = mx.commit(mx.run(drafting.answer, "decline", place, said, sealed=True))
    us.pull(mx)
    meet(ways)
    for node in (us, mx):
        assert reason in told(node, person(node, "analyst"), answer)
        assert reason not in told(node, PUBLIC, answer)
    assert reason in told(us, person(us, "observer", "Olga"), place), "the page of the proposal tells it too"
    mx.commit(mx.run(release_sealed, answer))
    us.pull(mx)
    assert reason in told(us, PUBLIC, answer) and SECRET not in told(us, PUBLIC, place)


def test_erased_and_withheld_words_are_handed_to_nobody(lone: World) -> None:
    us, mx, ways, place = two(lone)
    us.propose(us.office("o"))
    seal(us, "withhold", place)
    assert us.run(handing.given, "us", "mx", mx.run(handing.wanted, "mx", "us")) == []
    mx.pull(us)
    assert mx.run(handing.wanted, "mx", "us") == () and not openings(mx, place)
    other = sealed(us, us.line("day", "Another secret"))
    mx.pull(us)
    meet(ways)
    assert len(openings(mx, other)) == 2
    seal(us, "erase", other)
    mx.pull(us)
    assert not openings(mx, other) and not openings(us, other)


def test_tables_made_anew_seal_the_same(world: World) -> None:
    us, mx, ways, place = two(world)
    meet(ways)
    for node in (us, mx):
        who = person(node, "drafter")
        before = told(node, who, place), told(node, PUBLIC, place)
        node.run(rebuild, check=False)
        assert (told(node, who, place), told(node, PUBLIC, place)) == before
    assert len(openings(mx, place)) == 2


def test_an_official_seals_and_releases_by_their_own_hand(lone: World) -> None:
    us, mx, _, place = two(lone)
    who = person(us, "coordinator")
    act = us.run(release_sealed, place)
    done = us.run(acting.sign, us.home, who, act, "", us.now(), "once")
    again = us.run(release_sealed, place, again=True)
    repeated = us.run(acting.sign, us.home, who, again, "", us.now(), "once")
    assert (repeated.ref, repeated.repeated) == (done.ref, True)
    mx.pull(us)
    assert SECRET in told(mx, PUBLIC, place)
