"""A paper as a .docx and back: out with what it changes, in after a look, nothing of it for the other side."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bilateral.files.redline import OtherText, Redline, Remark, read_redline, write_redline
from bilateral.node import papers
from bilateral.node.files.redlines import sheets
from bilateral.node.papers import Changed, Working
from bilateral.node.papers.models import Brought
from bilateral.node.people.permissions import Forbidden
from bilateral.node.people.roles import ROLES
from bilateral.node.read.base import NotFound
from bilateral.node.viewer import PUBLIC, Viewer
from bilateral.values import BadInput
from tests.node.homes import START, Node, World, both
from tests.node.papers.people import person
from tests.node.papers.test_papers import begun, office

EDITED = both("Office of trade and ports", "Oficina de comercio y puertos")


@pytest.fixture
def us(world: World) -> Node:
    return world.dialogue("us", "mx")[0]


def out(node: Node, who: Viewer, pk: int, **more: Any) -> bytes:
    return node.run(papers.as_docx, who, pk, START, **more)[1]  # type: ignore[no-any-return]


def edited(node: Node, text: Working, words: dict[str, str], *remarks: Remark) -> bytes:
    """The file as somebody would send it back: other words in the title, and comments."""
    draft = {"kind": text.kind, "name": text.name, "content": {**text.content, "title": words}}
    (sheet,) = node.run(sheets, node.home, node.party, [draft])
    return write_redline(Redline((sheet,), "Ana", START, remarks))


def test_out_and_back_unchanged_changes_nothing(us: Node) -> None:
    who = person(us, "drafter")
    pk = begun(us, who, office(us), office(us, "farms", "Office of farms"))
    data = out(us, who, pk)
    number = us.run(papers.bring, who, pk, "back.docx", data, START)
    found = us.run(papers.reading, who, pk, number, "accept")
    assert [text.content for text in found.texts] == [t.content for t in us.run(papers.paper, who, pk).texts]
    assert us.run(papers.take_over, who, pk, number, "accept", 1, START) == 1, "nothing differs, so no revision is made"
    assert us.run(papers.bring, who, pk, "back.docx", data, START) == number + 1, "taken over, so another"
    assert us.run(papers.bring, who, pk, "back.docx", data, START) == number + 1, "the same form sent twice"


def test_what_was_edited_is_looked_at_then_taken_over_with_its_comments(us: Node) -> None:
    who = person(us, "drafter", "Ana Torres")
    pk = begun(us, who)
    said = Remark("Luis", "2026-03-01T10:00:00Z", "Shorter?", 0, "title", "en", "trade")
    done = Remark("Luis", "2026-03-01T10:00:00Z", "Fine now.", 0, "", done=True)
    number = us.run(papers.bring, who, pk, "luis.docx", edited(us, office(us), EDITED, said, done), START)
    assert us.run(papers.paper, who, pk).texts[0].content["title"] == both("Office of trade"), "only looked at so far"
    assert us.run(papers.take_over, who, pk, number, "accept", 1, START) == 2
    assert us.run(papers.paper, who, pk).texts[0].content["title"] == EDITED
    (mine, settled) = us.run(papers.remarks, who, pk)
    assert (mine.where, mine.text, mine.settled) == ("0.title", "Luis “trade”: Shorter?", None)
    assert (settled.where, settled.settled) == ("0", START)
    assert [each.taken for each in us.run(papers.brought, who, pk)] == [2]
    again = us.run(papers.take_over, who, pk, number, "accept", 2, START)
    assert (again, len(us.run(papers.remarks, who, pk))) == (2, 3), "the open remark stands once; the settled one anew"


def test_one_language_edited_marks_the_other(us: Node) -> None:
    who = person(us, "drafter")
    pk = begun(us, who)
    only = {"en": "Office of ports", "es": both("Office of trade")["es"]}
    number = us.run(papers.bring, who, pk, "x.docx", edited(us, office(us), only), START)
    assert us.run(papers.reading, who, pk, number, "accept").texts[0].stale == {"title": "es"}


def test_a_paper_that_changed_meanwhile_is_compared_anew(us: Node) -> None:
    who, other = person(us, "drafter"), person(us, "coordinator")
    pk = begun(us, who)
    number = us.run(papers.bring, who, pk, "x.docx", edited(us, office(us), EDITED), START)
    us.run(papers.save, other, pk, 1, (office(us, words="Office of everything"),), START)
    with pytest.raises(Changed):
        us.run(papers.take_over, who, pk, number, "accept", 1, START)
    assert us.run(papers.paper, who, pk).texts[0].content["title"] == both("Office of everything")
    assert us.run(papers.remarks, who, pk) == ()
    assert us.run(papers.brought, who, pk)[0].taken == 0


def test_remarks_go_out_only_when_asked(us: Node) -> None:
    who = person(us, "drafter")
    pk = begun(us, who)
    us.run(papers.remark, who, pk, "0.title", "Ask the Treasury", START)
    assert read_redline("x", out(us, who, pk)).remarks == ()
    (found,) = read_redline("x", out(us, who, pk, with_remarks=True)).remarks
    assert (found.text, found.author, found.place) == ("Ask the Treasury", "drafter", "title")


@pytest.mark.parametrize(
    ("file", "fault"),
    [
        (lambda _: b"not a document", "read"),
        (lambda us: edited(us, office(us, "farms", "Farms"), EDITED), "not of t/us:trade"),
    ],
)
def test_a_file_that_is_not_of_this_paper_is_refused_and_not_kept(
    us: Node, file: Callable[[Node], bytes], fault: str
) -> None:
    who = person(us, "drafter")
    pk = begun(us, who)
    data = file(us)
    with pytest.raises(BadInput) as caught:
        us.run(papers.bring, who, pk, "x.docx", data, START)
    assert isinstance(caught.value, (papers.BadFile, OtherText))
    assert fault in caught.value.what.en
    assert us.run(Brought.objects.count) == 0


def test_an_unfinished_text_and_an_outdated_one_don_t_go_out(us: Node) -> None:
    who = person(us, "drafter")
    unfinished = replace(office(us), sent={"title.en": ["x"]})
    pk = begun(us, who, unfinished)
    with pytest.raises(BadInput, match="not finished"):
        out(us, who, pk)
    us.propose(us.office("trade", "Office of trade"))
    pk = begun(us, who, office(us))
    us.propose(us.office("t/us:trade", "Office of trade, renamed"))
    with pytest.raises(BadInput, match="changed meanwhile"):
        out(us, who, pk)


@pytest.mark.parametrize("role", [*ROLES, "other side", "public"])
def test_who_may_take_files_out_and_bring_them_back(us: Node, role: str) -> None:
    drafter = person(us, "drafter", "first")
    pk = begun(us, drafter)
    data = out(us, drafter, pk)
    number = us.run(papers.bring, drafter, pk, "x.docx", data, START)
    if role == "public":
        who = PUBLIC
    elif role == "other side":
        who = replace(person(us, "coordinator"), party="mx")
    else:
        who = person(us, role)
    calls = [
        lambda: us.run(papers.as_docx, who, pk, START),
        lambda: us.run(papers.bring, who, pk, "x.docx", data, START),
        lambda: us.run(papers.reading, who, pk, number, "accept"),
        lambda: us.run(papers.take_over, who, pk, number, "accept", 1, START),
    ]
    for call in calls:
        if role in ("coordinator", "drafter"):
            call()
        else:
            with pytest.raises((Forbidden, NotFound)):
                call()
