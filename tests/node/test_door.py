"""The door: what gets in, what is refused with which words, and that nothing half-done stays."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from bilateral.dialogue.compose import ActDraft, Draft
from bilateral.dialogue.faults import Faults
from bilateral.node import door, drafting, projection, read
from bilateral.node.models import Act, Document, Log, LogEntry, SealedText
from bilateral.node.read import PUBLIC
from bilateral.record.entry import Entry
from bilateral.values import BadInput, Fault
from tests.node.homes import Databases, Node, World, both

WHEN = datetime(2026, 3, 1, tzinfo=UTC)


def counts(node: Node) -> tuple[int, ...]:
    models = (LogEntry, SealedText, Act, Document)
    return (*(node.run(model.objects.count) for model in models), node.run(Log.objects.get, pk="t/us").size)


def entry_at(node: Node, place: str) -> Entry:
    log, seq = place.split("#")
    return Entry.parse(bytes(node.run(LogEntry.objects.get, log=log, seq=int(seq)).raw))


def test_an_act_enters_with_its_words_and_shows(pair: list[Node]) -> None:
    us, _ = pair
    place = us.propose(us.line("x", "Border crossings"))
    entry = entry_at(us, place)
    assert [item.id for item in entry.sealed] == ["0.title.en", "0.title.es"]
    assert [seen.log for seen in entry.seen] == ["t/mx"], "what was seen of the others is in it"
    found = us.run(read.document, PUBLIC, "t/us:x")
    assert found.link.status == "proposed"
    assert found.link.title.en == "Border crossings"
    assert us.run(projection.rebuild, check=True) == ()


def test_a_repeated_key_gives_the_same_receipt(pair: list[Node]) -> None:
    us, _ = pair
    draft = ActDraft("propose", (us.line("x"),))
    first = us.commit(draft, idem="once")
    before = counts(us)
    again = us.run(door.commit, us.home, draft, door.Actor("us"), WHEN, "once")
    assert (again.ref.short, again.repeated, counts(us)) == (first, True, before)
    with pytest.raises(BadInput, match="used for another act") as caught:
        us.commit(ActDraft("ack"), idem="once")
    assert caught.value.where == f"idem: {first}"


def test_a_refusal_leaves_nothing_behind(pair: list[Node]) -> None:
    us, mx = pair
    place = us.propose(us.line("x"))
    before = counts(us)
    with pytest.raises(door.Refused, match="already agreed") as caught:
        us.act("concur", place)
    assert caught.value.do.es == "Espera a los demás gobiernos."
    assert counts(us) == before
    with pytest.raises(door.Refused, match="another open proposal") as caught:
        us.propose(us.line("x", "again"))
    assert caught.value.where == place
    assert counts(us) == before
    assert us.run(projection.rebuild, check=True) == ()
    mx.pull(us)
    mx.act("decline", place, "Too early")
    us.pull(mx)
    assert us.propose(us.line("x", "again")), "and the door is open as before"


ACTION: dict[str, Any] = {
    "under": "t/us:p",
    "number": 1,
    "title": both("Ports", "Puertos"),
    "text": both("We will", "Haremos"),
    "end": both("Done", "Hecho"),
    "leads": {"us": "t/us:cbp"},
    "start": "2026-01-01",
    "due": "2026-12-31",
    "milestones": [{"id": "m1", "party": "us", "title": both("Step", "Paso"), "due": "ongoing"}],
    "places": ["MX-BCN"],
    "sectors": ["48-49"],
}


@pytest.mark.parametrize(
    ("spoil", "where", "what", "do"),
    [
        ({"title": {"en": "Only"}}, "0.title", "needs English and Spanish", "Write both"),
        ({"title": both("One\nTwo", "Uno")}, "0.title.en", "single line", "line breaks"),
        ({"text": both("A\u202eB", "B")}, "0.text.en", "U+202E", ""),
        ({"text": both("Fill", " ")}, "0.text.es", "empty in one language", "this language too"),
        ({"end": both("x" * 20_001, "y")}, "0.end.en", "longer than 20000", "Shorten"),
        ({"text": both("By 2026", "Para 2027")}, "0.text", "2026", "waiver"),
        ({"number": "one"}, "0.number", "form expected", "whole number from 1"),
        ({"number": 0}, "0.number", "form expected", "whole number from 1"),
        ({"due": None}, "0.due", "missing", "Fill it in"),
        ({"due": "soon"}, "0.due", "form expected", "a day such as 2026-03-01, or ongoing"),
        ({"due": "2025-01-01"}, "due", "due before it starts", "Correct one"),
        ({"start": "2026-02-30"}, "0.start", "form expected", "a day such as"),
        ({"places": "MX-BCN"}, "0.places", "form expected", "codes of places"),
        ({"places": ["MX-XXX"]}, "0.places", "not a known place", "table of codes"),
        ({"under": "nowhere"}, "0.under", "form expected", "full name"),
        ({"under": "t/us:none"}, "0.under", "no document called", "Check the name"),
        ({"under": "t/us:plan"}, "0.under", "of another kind", "line, pillar"),
        ({"leads": {"ca": "t/us:cbp"}}, "0.leads", "ca is not a party", "mx, us"),
        ({"leads": ["cbp"]}, "0.leads", "form expected", "office's full name"),
        ({"milestones": "m1"}, "0.milestones", "form expected", "a list"),
        (
            {"milestones": [{**ACTION["milestones"][0], "party": None}]},
            "0.milestones.m1.party",
            "missing",
            "Fill it in",
        ),
        ({"milestones": ACTION["milestones"] * 2}, "milestones", "have the id m1", "another id"),
        (
            {"milestones": [{**ACTION["milestones"][0], "due": "later"}]},
            "0.milestones.m1.due",
            "form expected",
            "or ongoing",
        ),
        ({"colour": "red"}, "0.colour", "no field called colour", "The fields are"),
    ],
)
def test_every_fault_says_what_where_and_what_to_do(
    ready: Node, spoil: dict[str, Any], where: str, what: str, do: str
) -> None:
    with pytest.raises(BadInput) as caught:
        ready.propose(ready.draft("action", "a", {**ACTION, **spoil}, ("us", "mx")))
    fault = caught.value
    assert fault.where.endswith(where), fault
    assert what in fault.what.en
    assert do in fault.do.en
    assert fault.what.es != fault.what.en


def test_without_a_fault_it_passes(lone: World) -> None:
    us = _plain_home(lone)
    assert us.propose(us.draft("action", "a", ACTION, ("us", "mx")))


def _plain_home(world: World) -> Node:
    us = world.dialogue("us", "mx")[0]
    us.propose(us.office("cbp"))
    return us


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory, _sqlite: Databases) -> Iterator[Node]:
    """One home for all the faults: none of them leaves anything behind."""
    node = _plain_home(World(tmp_path_factory.mktemp("faults"), _sqlite))
    before = counts(node)
    yield node
    assert counts(node) == before


def test_all_faults_are_told_at_once(ready: Node) -> None:
    us = ready
    spoiled = {**ACTION, "number": -1, "due": "x", "title": both("", "")}
    with pytest.raises(Faults) as caught:
        us.propose(
            us.draft("action", "a", spoiled),
            us.draft("line", "y", {"pillar": "t/us:p", "number": 2, "title": both("In 2026", "En 2027")}),
            us.line("z"),
        )
    told = {fault.where: fault for fault in caught.value.all}
    assert set(told) == {"t/us:a.title.en", "t/us:a.number", "t/us:a.due", "t/us:y.title"}
    assert caught.value.in_("es").count("\n") == 4, "each on a line of its own"


def test_unknown_party_kind_office_and_government(lone: World) -> None:
    us = _plain_home(lone)
    with pytest.raises(BadInput, match="no government called ca") as caught:
        us.propose(us.line("x", among=("us", "ca")))
    assert "mx, us" in caught.value.do.en
    with pytest.raises(BadInput, match="no kind called treaty"):
        us.propose(Draft("treaty", "t/us:x", {}, ("us", "mx")))
    with pytest.raises(BadInput, match="no office called dot"):
        us.commit(ActDraft("ack"), office="dot")
    with pytest.raises(BadInput, match="does not sign for mx"):
        us.commit(ActDraft("ack"), party="mx")
    with pytest.raises(Fault, match="does not hold that entry"):
        us.act("concur", "t/mx#99")
    assert us.commit(ActDraft("ack"), office="cbp")


def test_a_package_is_taken_whole(world: World) -> None:
    us, mx = world.dialogue("us", "mx")
    new = us.draft(
        "pillar", "p2", {"plan": "t/us:plan", "number": 2, "title": both("Two", "Dos"), "summary": both("S")}
    )
    place = us.propose(new, us.line("x"), us.line("y"))
    mx.pull(us)
    mx.act("concur", place)
    us.pull(mx)
    for node in (us, mx):
        assert {node.run(read.document, PUBLIC, f"t/us:{name}").link.status for name in ("p2", "x", "y")} == {"agreed"}
        assert node.run(projection.rebuild, check=True) == ()


def test_an_amendment_keeps_what_does_not_change(pair: list[Node]) -> None:
    us, mx = pair
    us.propose(us.office("cbp"))
    steps = [
        {"id": "m1", "party": "us", "title": both("Same", "Igual"), "due": "ongoing"},
        {"id": "m2", "party": "mx", "title": both("Same", "Igual"), "due": "ongoing"},
    ]
    place = us.propose(us.draft("action", "a", {**ACTION, "milestones": steps}))
    mx.pull(us)
    mx.act("concur", place)
    us.pull(mx)
    before = us.run(Document.objects.get, pk="t/us:a").body
    content = us.run(drafting.content_of, "t/us:a", PUBLIC)
    changed = {**content, "end": both("Done twice", "Hecho"), "milestones": list(reversed(content["milestones"]))}
    amended = us.propose(us.draft("action", "t/us:a", changed))
    entry = entry_at(us, amended)
    assert [item.id for item in entry.sealed] == ["0.end.en"], "only the words that changed are sealed anew"
    after = entry.changes[0]["body"]
    assert after["end"]["es"] == before["end"]["es"]
    assert after["milestones"] == list(reversed(before["milestones"])), (
        "equal words in two places keep their own digests"
    )
    diffs = us.run(read.document, PUBLIC, "t/us:a").proposals[0].changes[0].diffs
    assert [diff.name for diff in diffs] == ["end"]


def test_too_much_for_one_entry_is_told_plainly(lone: World) -> None:
    us = _plain_home(lone)
    drafts = [us.line(f"x{n}", f"Line {n}") for n in range(140)]
    before = counts(us)
    with pytest.raises(BadInput, match="too much for one entry") as caught:
        us.propose(*drafts)
    assert (caught.value.code, caught.value.do.en) == ("too-long", "Divide it into several proposals.")
    assert counts(us) == before
    assert us.propose(*drafts[:60])


def test_a_swapped_key_signs_nothing(lone: World) -> None:
    us = _plain_home(lone)
    (us.home.keys / "us.cosigner.key").replace(us.home.keys / "us.entry.key")
    before = counts(us)
    with pytest.raises(Fault, match="key"):
        us.run(door.commit, us.home, ActDraft("ack"), door.Actor("us"), WHEN)
    assert counts(us) == before
