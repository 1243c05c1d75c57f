"""What readers are told of hidden texts: the ledger and its filters, an entry's own page, a document's."""

from datetime import date, timedelta

import pytest

from bilateral.node import read
from bilateral.node.read.withheld import ledger as ledgers
from bilateral.node.read.withheld.shapes import WithheldView
from bilateral.values import BadInput
from tests.node.homes import Node, World
from tests.node.seals.scenes import exchange, pair, seal


def ledger(node: Node, **asked: object) -> tuple[WithheldView, ...]:
    return tuple(node.run(lambda: read.ledger(read.PUBLIC, **asked).items))


def test_the_ledger_and_its_filters(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    us, mx, place = pair(world)
    other = us.propose(us.office("other", "Other"))
    mx.propose(mx.office("o"))
    theirs = mx.propose(mx.office("theirs", "Theirs"))
    seal(us, "withhold", place)
    seal(us, "redact", other, "0.title.en", instead={"0.title.en": "Shown"})
    seal(mx, "erase", theirs, ground="safety")
    exchange(us, mx)
    for node in (us, mx):
        found = ledger(node)
        assert {(view.entry.short, view.state) for view in found} == {
            (place, "withheld"),
            (other, "redacted"),
            (theirs, "erased"),
        }
        assert [view.entry.short for view in ledger(node, party="mx")] == [theirs]
        assert [view.entry.short for view in ledger(node, ground="safety")] == [theirs]
        assert [view.entry.short for view in ledger(node, state="redacted")] == [other]
        assert ledger(node, overdue=True) == ()
        withheld = next(view for view in found if view.state == "withheld")
        assert len(withheld.texts) == 2
        assert withheld.office is not None
        assert (withheld.appeal and withheld.appeal.es, withheld.review) == ("Escríbenos.", date(2027, 6, 30))
        assert [link.name.id for link in withheld.documents] == ["secret"]
        erased = next(view for view in found if view.state == "erased")
        assert [said.party.code for said in erased.confirmed] == ["us"]
        assert erased.awaited == ()
        pages: list[str] = []
        after: str | None = ""
        while after is not None:
            page = node.run(lambda after=after: read.ledger(read.PUBLIC, after=after or None, limit=1))
            pages += [view.entry.short for view in page.items]
            after = page.after
            assert page.total == 3
        assert pages == [view.entry.short for view in found]
        assert [view.entry.short for view in node.run(lambda: list(read.lines(read.PUBLIC)))] == pages
    monkeypatch.setattr(ledgers, "today", lambda: date(2027, 6, 30))
    assert ledger(us, overdue=True) == (), "its day is not over yet"
    monkeypatch.setattr(ledgers, "today", lambda: date(2027, 6, 30) + timedelta(days=1))
    assert {view.entry.short for view in ledger(us, overdue=True)} == {place, other}
    with pytest.raises(BadInput, match="can't be found"):
        ledger(us, after="t/us:999")


def test_an_entry_says_what_became_of_its_texts_and_what_an_act_does(world: World) -> None:
    us, _, place = pair(world)

    def entry(at: str) -> object:
        log, _, seq = at.partition("#")
        return us.run(read.entry, read.PUBLIC, log, int(seq))

    acted = seal(us, "redact", place, "0.title.en", instead={"0.title.en": "Shown"})
    found = entry(place)
    states = {item.id: (item.state, item.text) for item in found.sealed}
    assert states["0.title.en"] == ("redacted", "Shown")
    assert states["0.title.es"][0] == "released"
    assert [view.state for view in found.withheld] == ["redacted"]
    said = entry(acted)
    assert (said.on_texts.act, said.on_texts.count) == ("redact", 1)
    assert said.act.reason.es == "Por qué."
    assert "withheld texts and put others in their place" in said.act.summary.en
    document = us.run(read.document, read.PUBLIC, "t/us:secret")
    assert [view.act.short for view in document.withheld] == [acted]
    seal(us, "release", place, "0.title.en")
    assert entry(place).withheld == ()
    assert entry(acted).on_texts.count == 1, "what was done stays told"


def test_a_hidden_text_is_named_by_its_own_document_alone(world: World) -> None:
    """A proposal may carry many documents: readers look for the one whose text isn't shown."""
    us, mx = world.dialogue("us", "mx")
    us.propose(us.office("o"))
    place = us.propose(*(us.office(f"o{n}") for n in range(12)))
    seal(us, "withhold", place, "11.title.en", "2.title.es")
    exchange(us, mx)
    for node in (us, mx):
        (found,) = ledger(node)
        assert [str(link.name) for link in found.documents] == ["t/us:o2", "t/us:o11"]
        assert node.run(lambda: read.document(read.PUBLIC, "t/us:o3").withheld) == ()
