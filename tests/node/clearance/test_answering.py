"""Answering: by the link of a letter and on the page; once, by who may, for the words that were asked about."""

from datetime import timedelta
from typing import Any

import pytest

from bilateral.node import papers
from bilateral.node.clearance import answering, listing
from bilateral.node.clearance.answering import Given, Meanwhile
from bilateral.node.clearance.asking import ends
from bilateral.node.clearance.models import ClearanceAnswer
from bilateral.node.clearance.readers import Wanted
from bilateral.node.people import members
from bilateral.node.people.models import Person
from bilateral.node.people.permissions import Forbidden
from bilateral.node.people.roles import ROLES
from bilateral.node.read.base import NotFound
from bilateral.node.viewer import Viewer
from bilateral.values import BadInput
from tests.node.clearance.scenes import DUE, NOW, Scene, scene
from tests.node.homes import World
from tests.node.papers.people import person
from tests.node.test_processes import start

ANSWER = """
import sys
import django; django.setup()
from datetime import datetime
from django.conf import settings
from bilateral.node.clearance import answering
from bilateral.node.viewer import PUBLIC
token, words, name, now = sys.argv[1:]
given = answering.Given("comments", words, name, 1, 0)
print("ready", flush=True)
sys.stdin.readline()
try:
    answering.answer_by_link(settings.HOME, PUBLIC, token, given, datetime.fromisoformat(now))
    print("kept")
except answering.Meanwhile:
    print("meanwhile")
"""


def two_at_once(it: Scene, *sent: tuple[str, str, str]) -> list[str]:
    """Processes that send their forms at the same moment; what became of each."""
    running = [start(it.node, ANSWER, *each, NOW.isoformat()) for each in sent]
    for process in running:
        assert process.stdout and process.stdin and process.stdout.readline() == "ready\n"
    for process in running:
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()
    told = [process.communicate() for process in running]
    assert not any(process.returncode for process in running), told
    return sorted(out.strip() for out, _ in told)


def test_two_of_an_office_answer_at_once_and_neither_overwrites_the_other_unseen(world: World) -> None:
    us, _ = world.dialogue("us", "mx")
    it = scene(us)
    it.ask(Wanted("desk", "chief@us.example"))
    one, two = it.tokens()
    assert two_at_once(it, (one, "Say more.", "A"), (two, "Say less.", "B")) == ["kept", "meanwhile"]
    assert us.run(ClearanceAnswer.objects.count) == 1


def test_a_form_posted_twice_at_once_is_one_answer(world: World) -> None:
    us, _ = world.dialogue("us", "mx")
    it = scene(us)
    it.ask()
    [token] = it.tokens()
    assert two_at_once(it, (token, "Say more.", "A"), (token, "Say more.", "A")) == ["kept", "kept"]
    assert us.run(ClearanceAnswer.objects.count) == 1


def test_reading_answers_nothing_and_an_answer_can_be_changed_until_the_day_is_over(world: World) -> None:
    us, _ = world.dialogue("us", "mx")
    it = scene(us)
    it.ask()
    [token] = it.tokens()
    page = it.by_link(token)
    assert (page.title, page.asked_by, page.due, page.why) == ("Trade", "drafter", DUE, "")
    assert [text.name for text in page.texts] == ["t/us:trade"] and page.now == ()
    assert it.list().now[0].state == "waiting"
    assert it.answer(token, "comments", " Name the border. ").turn == 1
    last = ends(DUE) - timedelta(seconds=1)
    assert it.answer(token, "clear", now=last).turn == 2
    assert [(each.answer, each.text) for each in it.list().now[0].answers] == [
        ("comments", "Name the border."),
        ("clear", ""),
    ], "what was said before stays on the list"
    assert it.list().clear
    assert it.by_link(token, ends(DUE)).why == "over"
    with pytest.raises(BadInput, match="time to answer is over"):
        it.answer(token, "comments", "Too late.", sent=ends(DUE))
    assert us.run(ClearanceAnswer.objects.count) == 2


def test_a_link_that_opens_nothing_says_no_more_than_none(world: World) -> None:
    us, _ = world.dialogue("us", "mx")
    it = scene(us)
    it.ask()
    [token] = it.tokens()
    told = set()
    for wrong in ("", "x", token[:-1], token.swapcase(), f"{token}x", "\udcff"):
        with pytest.raises(NotFound) as caught:
            us.run(answering.by_link, Viewer(), wrong, NOW)
        told.add(str(caught.value))
        with pytest.raises(NotFound):
            us.run(answering.answer_by_link, us.home, Viewer(), wrong, Given("clear", "", "A", 1, 0), NOW)
    with pytest.raises(NotFound) as caught:  # somebody of the other side who signed in on the same node
        it.by_link(token, viewer=Viewer("mx", 1, frozenset(ROLES)))
    assert told == {str(caught.value)}
    us.run(members.leave, None, us.run(members.by_email, "reporter@us.example"), NOW)
    with pytest.raises(NotFound):
        it.by_link(token)


def test_who_drafted_cannot_answer_by_any_way(world: World) -> None:
    us, _ = world.dialogue("us", "mx")
    it = scene(us)
    it.offices("trade")
    both = it.someone("both", "reporter", "desk")
    it.ask(Wanted("desk"), Wanted("trade", "new@us.example"))
    by_address = it.tokens("new@")[0]
    # They write in the paper only after they were asked.
    us.run(members.give, None, us.run(members.known, both.person), "us", "drafter", "", NOW)
    it.change("Other words", us.run(members.viewer_of, us.run(members.known, both.person)))
    us.run(lambda: Person.objects.create_user("NEW@us.example", name="new"))
    new = us.run(members.by_email, "new@us.example")
    us.run(members.give, None, new, "us", "drafter", "", NOW)
    it.change("Words again", us.run(members.viewer_of, new))
    us.run(lambda: type(new).objects.filter(pk=new.pk).update(email="New@US.example"))
    for token in (it.tokens("both@")[0], by_address):
        assert it.by_link(token).why == "drafted" and not it.by_link(token).texts
        with pytest.raises(BadInput, match="drafted can't clear"):
            it.answer(token)
    reporter = it.tokens("reporter@")[0]
    with pytest.raises(BadInput, match="drafted can't clear"):
        it.answer(reporter, viewer=it.drafter)  # a colleague's link, opened by who drafted and has signed in
    [request] = [each.id for each in it.list().now if each.office == "desk"]
    now_both = us.run(members.viewer_of, us.run(members.known, both.person))
    with pytest.raises(BadInput, match="drafted can't clear"):
        us.run(answering.answer_here, us.home, now_both, it.paper, request, Given("clear", "", "", it.revision, 0), NOW)
    assert not any(each.mine for each in it.list(viewer=now_both).now)
    assert it.answer(reporter).turn == 1


def test_a_text_that_changes_under_the_reader_is_shown_and_nothing_is_lost(world: World) -> None:
    us, _ = world.dialogue("us", "mx")
    it = scene(us)
    it.ask()
    [token] = it.tokens()
    seen = it.by_link(token).seen
    it.change("Office of trade and transport")
    with pytest.raises(Meanwhile, match="changed while you read"):
        it.answer(token, seen=seen)
    page = it.by_link(token)
    assert page.texts[0].content["title"]["en"] == "Office of trade", "what was asked about is kept to the word"
    assert page.now[0].content["title"]["en"] == "Office of trade and transport"
    it.answer(token)
    assert not it.list().now[0].same and not it.list().clear, "it counts for what was asked about"
    it.change("Office of trade")
    assert it.list().now[0].same and it.list().clear, "the same words are the same words"
    us.run(
        papers.save,
        it.drafter,
        it.paper,
        it.revision,
        us.run(papers.paper, it.drafter, it.paper).texts,
        NOW,
        "New name",
    )
    assert it.list().clear, "a new name changes no words"


def test_what_is_asked_about_is_kept_though_the_same_revision_goes_on(world: World) -> None:
    """Changes within minutes are one revision: what an office reads must not be overwritten by them."""
    us, _ = world.dialogue("us", "mx")
    it = scene(us)
    it.change("Second words")
    it.ask()
    it.change("Third words", now=NOW + timedelta(minutes=1))
    assert us.run(papers.revision, it.drafter, it.paper, 2)[0].content["title"]["en"] == "Office of trade"
    then, now = us.run(listing.asked_about, it.drafter, it.paper, 1)
    assert (then[0].content["title"]["en"], now[0].content["title"]["en"]) == ("Second words", "Third words")


def test_an_office_asked_anew_answers_there(world: World) -> None:
    us, _ = world.dialogue("us", "mx")
    it = scene(us)
    it.ask()
    it.answer(it.tokens()[0], "comments", "Name the border.")
    it.change("Office of the border")
    it.ask()
    old, new = it.tokens()
    assert it.by_link(old).why == "superseded"
    with pytest.raises(BadInput, match="asked anew"):
        it.answer(old)
    it.answer(new)
    whole = it.list()
    assert whole.clear and [(each.round, each.superseded) for each in (*whole.now, *whole.before)] == [
        (2, False),
        (1, True),
    ]
    assert whole.before[0].answers[0].text == "Name the border."
    us.run(papers.drop, it.drafter, it.paper, NOW)
    assert it.by_link(new).why == "closed" and it.by_link(new).answers[0].answer == "clear"


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"answer": ""}, "No answer was chosen"),
        ({"answer": "yes"}, "No answer was chosen"),
        ({"answer": "comments", "text": "  "}, "what has to change"),
        ({"answer": "clear", "text": "x" * 20_001}, "too long"),
        ({"name": ""}, "name is missing"),
        ({"name": "x" * 201}, "too long"),
    ],
)
def test_a_form_that_says_too_little_or_too_much(lone: World, form: dict[str, Any], told: str) -> None:
    us, _ = lone.dialogue("us", "mx")
    it = scene(us)
    it.offices("trade")
    it.ask(Wanted("trade", "a@us.example"))
    with pytest.raises(BadInput, match=told):
        it.answer(it.tokens()[0], **form)
    assert us.run(ClearanceAnswer.objects.count) == 0


@pytest.mark.parametrize("role", [*ROLES, "other side"])
def test_who_answers_on_the_page(lone: World, role: str) -> None:
    us, _ = lone.dialogue("us", "mx")
    it = scene(us)
    it.ask()
    [request] = [each.id for each in it.list().now]
    given = Given("clear", "", "", 1, 0)
    if role == "other side":
        who = Viewer("mx", 1, frozenset(ROLES), frozenset({"desk"}))
        with pytest.raises(NotFound):
            us.run(answering.answer_here, us.home, who, it.paper, request, given, NOW)
        return
    who = person(us, role, f"another-{role}")
    if role == "reporter":
        us.run(answering.answer_here, us.home, who, it.paper, request, given, NOW)
        us.run(answering.answer_here, us.home, who, it.paper, request, given, NOW)
        [told] = it.list().now[0].answers
        assert (told.how, told.name, told.email) == ("page", "another-reporter", "another-reporter@us.example")
        with pytest.raises(NotFound):
            us.run(answering.answer_here, us.home, who, it.paper, request + 1, given, NOW)
        return
    with pytest.raises(Forbidden):
        us.run(answering.answer_here, us.home, who, it.paper, request, given, NOW)


def test_comments_are_settled_and_stay(lone: World) -> None:
    us, _ = lone.dialogue("us", "mx")
    it = scene(us)
    it.ask()
    it.answer(it.tokens()[0], "clear", "Mind the comma.")
    [answer] = it.list().now[0].answers
    us.run(listing.settle, it.signer, it.paper, answer.id, NOW)
    assert it.list().now[0].answers[0].settled_by == "coordinator"
    for who, number in ((Viewer("mx", 1, frozenset(ROLES)), answer.id), (it.signer, answer.id + 1)):
        with pytest.raises(NotFound):
            us.run(listing.settle, who, it.paper, number, NOW)
