"""From papers into the room and back, and from a text that all are ready for to an agreement."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from bilateral.node import inbox, papers, read
from bilateral.node.models import RoomMessage
from bilateral.node.papers import Changed
from bilateral.node.people.models import Person
from bilateral.node.people.permissions import Forbidden
from bilateral.node.read.base import NotFound
from bilateral.node.rooms import drafting, keeping, saying
from bilateral.node.viewer import PUBLIC, Viewer
from bilateral.values import BadInput
from tests.node.homes import START, Node, World
from tests.node.papers.people import person
from tests.node.papers.test_papers import office, proposed
from tests.node.rooms.scenes import line, meet, opened, paper, put, reachable, seen, sent
from tests.web.conftest import PLAIN

SECRET = "Wolframite"


def test_only_the_texts_leave_a_paper(world: World) -> None:
    """Remarks, earlier wordings, the paper's title and people's names stay: the bytes are looked at."""
    us, mx = world.dialogue("us", "mx")
    ways = reachable(us, mx)
    drafter = person(us, "drafter", "Hildegarda")
    analyst = person(us, "analyst", "Ludmila")
    number = us.run(papers.start, drafter, "Titania", (line(us, SECRET),), START)
    us.run(papers.remark, analyst, number, "0.title", "Molybdenum is the fallback", START)
    us.run(papers.save, drafter, number, 1, (line(us, "Public words"),), START)
    pk = opened(us, drafter, "mx")
    sent(us, drafter, number, pk, revision=2)
    meet(ways)
    held = mx.run(lambda: b"".join(bytes(row.raw) for row in RoomMessage.objects.all()))
    assert b"Public words" in held
    for word in (SECRET, "Titania", "Molybdenum", "Hildegarda", "Ludmila", "@us.example"):
        assert word.encode() not in held, word
    theirs = person(mx, "coordinator")
    assert seen(mx, theirs, pk).authors == {}
    assert "Hildegarda" in seen(us, analyst, pk).authors.values(), "its own side knows"


def test_what_came_is_worked_on_in_a_paper_of_ones_own_and_nothing_is_overwritten_unseen(world: World) -> None:
    us, mx = world.dialogue("us", "mx")
    ways = reachable(us, mx)
    ours, theirs = person(us, "drafter"), person(mx, "drafter")
    pk = opened(us, ours, "mx")
    number = paper(us, ours, line(us, "First"))
    first = sent(us, ours, number, pk)
    meet(ways)
    begun = mx.run(drafting.work_on, theirs, pk, first, START)
    assert mx.run(papers.paper, theirs, begun).texts[0].content["title"]["en"] == "First"
    assert mx.run(drafting.work_on, theirs, pk, first, START) == begun, "one paper a room"
    mx.run(papers.save, theirs, begun, 1, (line(mx, "Second", "t/us:x"),), START)
    second = sent(mx, theirs, begun, pk, revision=2)
    meet(ways)
    us.run(papers.save, ours, number, 1, (line(us, "Meanwhile"),), START)
    with pytest.raises(Changed):
        us.run(drafting.work_on, ours, pk, second, START)
    with pytest.raises(Changed):
        us.run(drafting.work_on, ours, pk, second, START, 1)
    assert us.run(drafting.work_on, ours, pk, second, START, 2) == number
    assert us.run(papers.paper, ours, number).texts[0].content["title"]["en"] == "Second"
    kept = [us.run(papers.revision, ours, number, n)[0].content["title"]["en"] for n in (1, 2)]
    assert "Meanwhile" in kept, "what it held stays among its revisions"
    with pytest.raises(NotFound):
        us.run(drafting.work_on, ours, pk, "0" * 64, START)


def test_a_paper_that_changed_or_is_not_finished_is_not_sent(world: World) -> None:
    us, _ = world.dialogue("us", "mx")
    ours = person(us, "drafter")
    pk = opened(us, ours, "mx")
    number = paper(us, ours, line(us, "First"))
    us.run(papers.save, ours, number, 1, (line(us, "Second"),), START)
    with pytest.raises(Changed):
        sent(us, ours, number, pk)
    half = papers.Working("line", "t/us:x", {"title": None}, "", ("mx", "us"), {"title.en": ["Only English"]})
    with pytest.raises(BadInput, match="not finished"):
        sent(us, ours, paper(us, ours, half), pk)
    odd = line(us, "Right to left \u202e override")
    with pytest.raises(BadInput):
        sent(us, ours, paper(us, ours, odd), pk)
    with pytest.raises(Forbidden):
        sent(us, person(us, "analyst"), number, pk, revision=2)
    assert len(seen(us, ours, pk).state.lines) == 1
    assert drafting.digest_of((odd,)) == ""


def test_from_the_room_to_an_agreement_with_one_signature_a_side(world: World) -> None:
    us, mx = world.dialogue("us", "mx")
    ways = reachable(us, mx)
    ours, theirs = person(us, "coordinator"), person(mx, "coordinator")
    pk = opened(us, ours, "mx")
    number = paper(us, ours, line(us, "A"), line(us, "B", "y"))
    digest = sent(us, ours, number, pk)
    meet(ways)
    put(mx, theirs, pk, "ready", {"version": digest})
    meet(ways)
    assert seen(us, ours, pk).state.settled == ""
    put(us, ours, pk, "ready", {"version": digest})
    meet(ways)
    version = seen(mx, theirs, pk).state.newest
    assert version and seen(mx, theirs, pk).state.settled == digest
    assert us.run(drafting.may_propose, us.home, "us", version)
    assert not mx.run(drafting.may_propose, mx.home, "mx", version), "new documents bear names of the other record"
    receipt = proposed(us, ours, number)
    mx.pull(us)
    (same,) = mx.run(drafting.same_as_proposed, theirs, receipt.ref.log, receipt.ref.seq)
    assert (same.room.id, same.version.number) == (pk, 1)
    for who in (PUBLIC, Viewer("ca", 1, theirs.roles)):
        assert mx.run(drafting.same_as_proposed, who, receipt.ref.log, receipt.ref.seq) == ()
    mx.act("concur", receipt.ref.short)
    us.pull(mx)
    assert us.run(read.document, PUBLIC, "t/us:y").link.title.en == "B"


def test_a_proposal_of_other_words_is_not_taken_for_what_was_agreed(world: World) -> None:
    us, mx = world.dialogue("us", "mx")
    ours, theirs, pk, number = ready(us, mx)
    us.run(papers.save, ours, number, 1, (line(us, "First, and a comma"),), START)
    receipt = proposed(us, ours, number, seen=2)
    mx.pull(us)
    assert mx.run(drafting.same_as_proposed, theirs, receipt.ref.log, receipt.ref.seq) == ()
    assert seen(mx, theirs, pk).state.settled


def ready(us: Node, mx: Node) -> tuple[Viewer, Viewer, str, int]:
    """A room in which both are ready for one line."""
    ways = reachable(us, mx)
    ours, theirs = person(us, "coordinator"), person(mx, "coordinator")
    pk = opened(us, ours, "mx")
    number = paper(us, ours, line(us, "First"))
    digest = sent(us, ours, number, pk)
    meet(ways)
    for node, who in ((us, ours), (mx, theirs)):
        put(node, who, pk, "ready", {"version": digest})
    meet(ways)
    return ours, theirs, pk, number


def test_what_a_record_makes_of_every_kind_is_known_again(world: World) -> None:
    """A package with every field that sealing writes in another form has one digest before and after."""
    us, _mx = world.dialogue("us", "mx")
    ours = person(us, "coordinator")
    content: dict[str, Any] = {
        "title": {"en": "Act", "es": "Acción"}, "under": "t/us:x", "number": 1, "places": ["US-CA", "MX-BCN"],
        "text": {"en": "Words.\r\n\r\nMore", "es": "Palabras.\r\n\r\nMás"},
        "end": {"en": " It stands.", "es": "Está en pie. "},
    }  # fmt: skip
    from bilateral.dialogue.kinds import KINDS

    names = {spec.name for spec in KINDS["action"].fields}
    draft = us.draft(
        "action", "z", {key: value for key, value in content.items() if key in names} | _rest(names, content)
    )
    action = papers.Working("action", draft.name, draft.content, "", draft.parties)
    number = paper(us, ours, line(us, "First"), action)
    digest = us.run(lambda: drafting.digest_of(papers.paper(ours, number).texts))
    receipt = proposed(us, ours, number)
    from bilateral.node import drafting as drafts

    told = us.run(drafts.changes_of, receipt.ref.log, receipt.ref.seq, PUBLIC)
    assert digest and drafting.proposal_digest(told) == digest


def _rest(names: set[str], content: dict[str, Any]) -> dict[str, Any]:
    more = {
        "leads": {}, "sectors": ["48-49", "31-33"], "due": "ongoing", "measure": content["title"],
        "start": "2026-03-01",
        "milestones": [{"id": "m1", "party": "us", "title": content["title"], "due": "2027-01-01"}],
    }  # fmt: skip
    return {key: value for key, value in more.items() if key in names}


def test_the_inbox_says_what_waits_in_rooms(world: World) -> None:
    us, mx = world.dialogue("us", "mx")
    ways = reachable(us, mx)
    ours, theirs = person(us, "coordinator"), person(mx, "coordinator")
    drafter = person(mx, "drafter")
    pk = opened(us, ours, "mx")
    digest = sent(us, ours, paper(us, ours, line(us, "First")), pk)
    meet(ways)

    def waits(node: Node, who: Viewer) -> list[str]:
        found = node.run(inbox.waiting, who)
        return [i.what.en for i in (*found.me, *found.side) if i.place == f"room/{pk}"]

    assert waits(mx, drafter) == ["Answer in the private room"] == waits(mx, theirs)
    assert waits(us, ours) == []
    mx.run(saying.note, drafter, pk, {"us": 2})
    assert waits(mx, drafter) == [], "it needs no answer"
    put(us, ours, pk, "ready", {"version": digest})
    meet(ways)
    assert "Say whether your side is ready for version 1" in waits(mx, theirs)
    put(mx, theirs, pk, "ready", {"version": digest})
    meet(ways)
    assert waits(us, ours) == ["All are ready: sign version 1"]
    assert "Say whether your side is ready for version 1" not in waits(mx, theirs)
    upto = [tip.to_json() for tip in _tips(us, ours, pk)]
    put(us, ours, pk, "release", {"upto": upto})
    meet(ways)
    assert "Say whether this room may be made public" in waits(mx, theirs)
    put(mx, theirs, pk, "release", {"upto": upto})
    meet(ways)
    assert "Put the released room on the record" in waits(mx, theirs)


def _tips(node: Node, who: Viewer, pk: str) -> Any:
    from bilateral.dialogue.rooms.joining import tips_of

    return node.run(lambda: tips_of(keeping.chains_of([pk])[pk]))


def test_a_document_of_ones_own_can_be_talked_about_too(world: World) -> None:
    us, _ = world.dialogue("us", "mx")
    ours = person(us, "drafter")
    pk = opened(us, ours, "mx")
    assert sent(us, ours, paper(us, ours, office(us)), pk)


HOSTILE: list[dict[str, Any]] = [
    {"kind": "spell", "content": {"title": {"en": "A", "es": "B"}}},
    {"kind": "line", "content": {"title": [1, 2]}},
    {"kind": "line", "content": {"title": {"en": {"deep": 1}, "es": None}, "number": "one", "pillar": 7}},
    {"kind": "action", "content": {"milestones": [{"id": 1}, {"id": "m1", "due": "soon"}], "places": {"a": 1}}},
    {
        "kind": "pause",
        "content": {"title": {"en": "A", "es": "B"}, "start": "2026-02-30", "reason": {"en": "x", "es": "y"}},
    },
]


@pytest.mark.parametrize("odd", HOSTILE, ids=lambda each: str(each["kind"]))
def test_what_another_home_sends_may_be_anything(lone: World, odd: dict[str, Any]) -> None:
    """A version whose texts this node can't read is kept, shown as such, and never taken into a paper."""
    us, mx = lone.dialogue("us", "mx")
    ways = reachable(us, mx)
    ours, theirs = person(us, "coordinator"), person(mx, "coordinator")
    pk = opened(us, ours, "mx")
    text = {"base": "", "name": "t/us:odd", "parties": ["mx", "us"], **odd}
    put(us, ours, pk, "version", {"note": {}, "texts": [text]})
    meet(ways)
    version = seen(mx, theirs, pk).state.newest
    assert version is not None
    with pytest.raises(BadInput, match="can't be read here"):
        mx.run(drafting.work_on, theirs, pk, version.digest, START)
    before = settings.ALLOWED_HOSTS, settings.STORAGES, settings.MIDDLEWARE
    settings.ALLOWED_HOSTS, settings.STORAGES = ["testserver"], PLAIN
    settings.MIDDLEWARE = [name for name in before[2] if "whitenoise" not in name]
    client = Client()
    with mx.here():
        client.force_login(Person.objects.get(pk=theirs.person), "allauth.account.auth_backends.AuthenticationBackend")
        answer = client.get(f"/en/private/{pk}/")
    settings.ALLOWED_HOSTS, settings.STORAGES, settings.MIDDLEWARE = before
    assert answer.status_code == 200 and "This text can’t be shown." in answer.content.decode()
