"""A new kind takes one module, here this one: folded, composed, projected, read and drafted by what it declares."""

from collections.abc import Iterator
from typing import Literal

import pytest

from bilateral.dialogue.compose import template
from bilateral.dialogue.kind import Body, Kind, Part, field
from bilateral.dialogue.kinds import KINDS
from bilateral.dialogue.value_types import (
    Day,
    Due,
    Entry,
    Flag,
    Link,
    Number,
    PartId,
    Places,
    Prose,
    Title,
    name_of,
)
from bilateral.node import drafting, projection, read
from bilateral.node.read import PUBLIC
from bilateral.values import BadInput, Text
from tests.node.homes import World


class Stop1(Part):
    id: PartId = field(Text("Id", "Clave"))
    title: Title = field(Text("Stop", "Parada"))
    due: Due = field(Text("Due", "Fecha límite"))


class Corridor1(Body):
    plan: name_of("plan") = field(Text("Plan", "Plan"))  # type: ignore[valid-type]
    number: Number = field(Text("Number", "Número"))
    title: Title = field(Text("Title", "Título"))
    text: Prose | None = field(Text("About", "Acerca de"))
    mode: Literal["road", "rail"] = field(
        Text("Mode", "Modo"), choices={"road": Text("road", "carretera"), "rail": Text("rail", "ferrocarril")}
    )
    opened: Day | None = field(Text("Opened", "Inaugurado"))
    tolls: Flag | None = field(Text("Tolls", "Peaje"))
    after: Entry | None = field(Text("Follows from", "Se deriva de"))
    map: Link | None = field(Text("Map", "Mapa"))
    places: Places = field(Text("Places", "Lugares"))
    stops: tuple[Stop1, ...] = field(Text("Stops", "Paradas"))


KIND = Kind(
    name="corridor",
    bodies={1: Corridor1},
    joint=True,
    title=Text("corridor", "corredor"),
    plural=Text("corridors", "corredores"),
    about=Text("A way that goods take.", "Una ruta de mercancías."),
    parent="plan",
    order="number",
)
SETTINGS = [
    "plan=t/us:plan",
    "number=3",
    "title=en: Laredo | es: Laredo | Nuevo Laredo",
    "mode=rail",
    "opened=March 1, 2026",
    "tolls=yes",
    "after=t/mx#0",
    "places=US-TX, MX-TAM",
    "stops=[{id: s1, title: {en: Bridge, es: Puente}, due: ongoing}]",
]


@pytest.fixture
def registered() -> Iterator[Kind]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(KINDS, KIND.name, KIND)
        yield KIND


def test_it_goes_all_the_way(world: World, registered: Kind) -> None:
    us, mx = world.dialogue("us", "mx")
    blank = template(registered, ["us", "mx"])
    assert list(blank) == list(Corridor1.model_fields)
    given = {"kind": "corridor", "name": "c1", "content": None, "set": SETTINGS}
    draft = us.run(drafting.from_document, us.home, "us", given, "documents.0")
    assert draft.content["opened"] == "2026-03-01"
    assert draft.content["title"]["es"] == "Laredo | Nuevo Laredo"
    place = us.propose(draft)
    mx.pull(us)
    mx.act("concur", place)
    us.pull(mx)
    found = us.run(read.document, PUBLIC, "t/us:c1")
    assert (found.link.kind_title.es, found.link.status, found.link.title.en) == ("corredor", "agreed", "Laredo")
    shown = {view.name: view.value for view in found.fields}
    assert shown["mode"] == Text("rail", "ferrocarril")
    assert shown["plan"].title.en == "Plan"
    assert shown["stops"][0][1].value == Text("Bridge", "Puente")
    assert shown["text"] is None
    assert shown["after"].ref.short == "t/mx#0"
    assert shown["after"].summary.es.endswith("abrió su registro.")
    assert found.data["body"]["after"] == shown["after"].ref.full
    assert [link.kind for link in found.trail] == ["plan"]
    assert us.run(projection.rebuild, check=True) == ()
    amend = {"kind": "corridor", "name": "c1", "set": ["number=4", "after=t/us#1"]}
    change = us.run(drafting.from_document, us.home, "us", amend, "documents.0")
    second = us.propose(change)
    diffs = us.run(read.entry, PUBLIC, "t/us", int(second.split("#")[1])).changes[0].diffs
    assert [(diff.name, diff.before, diff.after) for diff in diffs[:1]] == [("number", 3, 4)]
    assert [(diff.name, diff.before.ref.short, diff.after.ref.short) for diff in diffs[1:]] == [
        ("after", "t/mx#0", "t/us#1")
    ]


def test_its_values_are_checked(lone: World, registered: Kind) -> None:
    us = lone.dialogue("us", "mx")[0]
    for setting, what in (
        ("mode=air", "form expected"),
        ("map=ftp://x", "form expected"),
        ("after=x", "form expected"),
        ("after=t/mx#99", "does not hold that entry"),
        ("after=t/mx#0@" + "0" * 64, "does not hold that entry"),
        ("tolls=perhaps", "neither yes nor no"),
        ("title=Laredo", "both languages"),
        ("title={en: [", "not readable YAML"),
        ("stops=[1]", "form expected"),
        ("number=3.5", "not a whole number"),
        ("lanes=2", "does not set a field"),
    ):
        given = {"kind": "corridor", "name": "c1", "content": None, "set": [*SETTINGS, setting]}
        with pytest.raises(BadInput, match=what):
            us.propose(us.run(drafting.from_document, us.home, "us", given, "documents.0"))


def test_without_it_the_document_is_not_understood(lone: World) -> None:
    """The same record, read by a release that doesn't know the kind."""
    us, mx = lone.dialogue("us", "mx")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(KINDS, KIND.name, KIND)
        given = {"kind": "corridor", "name": "c1", "content": None, "set": SETTINGS}
        place = us.propose(us.run(drafting.from_document, us.home, "us", given, ""))
    mx.pull(us)
    entry = mx.run(read.entry, PUBLIC, "t/us", int(place.split("#")[1]))
    assert entry.act.verdict == "not_understood"
    assert entry.changes[0].link.kind == "corridor"
    assert entry.changes[0].fields == ()
    assert mx.run(read.acts, PUBLIC).items[0].verdict_reason.es.startswith("Contiene un tipo")
    with pytest.raises(read.NotFound):
        mx.run(read.document, PUBLIC, "t/us:c1")
    assert mx.run(projection.rebuild, check=True) == ()
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(KINDS, KIND.name, KIND)
        assert mx.run(projection.rebuild, check=False) != ()
        assert mx.run(read.document, PUBLIC, "t/us:c1").link.status == "proposed", "a newer release reads it"
        assert mx.act("concur", place)


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ("x", "no kind"),
        ({"kind": "treaty"}, "no kind called treaty"),
        ({"kind": "line"}, "no name"),
        ({"kind": "line", "name": "A B"}, "not the name"),
        ({"kind": "line", "name": "x", "content": ["a"]}, "form expected"),
        ({"kind": "line", "name": "x", "content": {}, "set": "title=x"}, "form expected"),
        ({"kind": "line", "name": "x", "content": {}, "parties": "us"}, "form expected"),
    ],
)
def test_a_file_that_is_not_one_is_told(lone: World, given: object, what: str) -> None:
    us = lone.node("us")
    with pytest.raises(BadInput, match=what):
        us.run(drafting.from_document, us.home, "us", given, "documents.0")
