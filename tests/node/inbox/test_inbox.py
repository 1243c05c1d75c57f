"""What waits for whom, and the summary that tells of it once a working day."""

from datetime import UTC, datetime, timedelta

import pytest

from bilateral.node import inbox, papers
from bilateral.node.inbox import digest
from bilateral.node.people import members
from bilateral.node.people.models import Person
from bilateral.node.people.permissions import Forbidden
from bilateral.node.post.models import Mail
from bilateral.node.viewer import PUBLIC
from tests.node.homes import START, Node, World
from tests.node.papers.people import person
from tests.node.papers.test_papers import begun

MONDAY = datetime(2026, 3, 2, 13, tzinfo=UTC)


def mails(node: Node) -> list[tuple[str, str, str]]:
    return list(node.run(lambda: list(Mail.objects.order_by("pk").values_list("to", "lang", "body"))))


def test_a_proposal_waits_where_its_answer_is_missing(world: World) -> None:
    us, mx = world.dialogue("us", "mx")
    signs, writes = person(mx, "coordinator"), person(mx, "drafter")
    place = us.propose(us.line("x", "Words"))
    mx.pull(us)
    found = mx.run(inbox.waiting, signs)
    assert [(item.place, item.about.en) for item in found.me][-1] == (place, "“Words”"), "the oldest comes first"
    assert mx.run(inbox.waiting, writes).side[-1].place == place
    ours = us.run(inbox.waiting, person(us, "coordinator"))
    assert ours.others[-1].place == place and not ours.me
    mx.act("concur", place)
    assert place not in {item.place for item in mx.run(inbox.waiting, signs).me}
    with pytest.raises(Forbidden):
        us.run(inbox.waiting, PUBLIC)


def test_a_remark_waits_for_who_began_the_paper(world: World) -> None:
    us, _ = world.dialogue("us", "mx")
    drafter, analyst = person(us, "drafter"), person(us, "analyst")
    pk = begun(us, drafter)
    number = us.run(papers.remark, analyst, pk, "", "Say more.", START)
    assert [item.place for item in us.run(inbox.waiting, drafter).me] == [f"paper/{pk}"]
    assert us.run(inbox.waiting, analyst).me == ()
    us.run(papers.settle, drafter, pk, number, START)
    assert us.run(inbox.waiting, drafter).me == ()


def test_what_waits_for_who_leaves_goes_to_who_takes_over_or_to_the_side(world: World) -> None:
    us, _ = world.dialogue("us", "mx")
    one, two, three = (person(us, "drafter", name) for name in ("one", "two", "three"))
    pk = begun(us, one)
    us.run(papers.remark, three, pk, "", "Say more.", START)
    people = {each.name: each for each in us.run(lambda: list(Person.objects.all()))}
    assert us.run(members.hand_over, None, people["one"], people["two"], START) == 2, "a role and a paper"
    assert [item.place for item in us.run(inbox.waiting, two).me] == [f"paper/{pk}"]
    us.run(members.leave, None, people["two"], START)
    assert f"paper/{pk}" not in {item.place for item in us.run(inbox.waiting, three).side}, "one's own remark"
    four = person(us, "drafter", "four")
    assert f"paper/{pk}" in {item.place for item in us.run(inbox.waiting, four).side}, "nothing waits unseen"


def test_the_summary_comes_once_a_working_day_in_ones_own_language(world: World) -> None:
    us, mx = world.dialogue("us", "mx")
    person(mx, "coordinator", "ana")
    mx.run(lambda: Person.objects.update(language="es"))
    us.propose(us.line("x", "Words"))
    mx.pull(us)
    for now, sent in (
        (MONDAY - timedelta(hours=3), 0),
        (MONDAY, 1),
        (MONDAY + timedelta(hours=2), 0),
        (MONDAY + timedelta(days=1), 1),
        (MONDAY + timedelta(days=5), 0),
    ):
        assert mx.run(digest.send, mx.home, now) == sent, now
    told = mails(mx)
    assert len(told) == 2 and told[0][:2] == ("ana@mx.example", "es")
    assert "Te espera a ti" in told[0][2] and "/es/inbox/" in told[0][2]
    mx.run(lambda: Person.objects.update(digest=False))
    assert mx.run(digest.send, mx.home, MONDAY + timedelta(days=2)) == 0
