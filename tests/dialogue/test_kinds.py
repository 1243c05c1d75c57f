"""The table of kinds: a row declares what every surface needs, and its schema takes what sealing makes of a text."""

import pytest
from pydantic import ValidationError

from bilateral.dialogue.compose import template
from bilateral.dialogue.kind import Body, FieldSpec, Kind, Part, body_fault, body_faults, field, specs_of, split_tag
from bilateral.dialogue.kinds import KINDS
from bilateral.dialogue.sealing import Sealer, seal_content
from bilateral.dialogue.value_types import VALUE_TYPES, Number
from bilateral.values import Text

SAMPLES = {
    "title": {"en": "Words", "es": "Palabras"},
    "prose": {"en": "Words.", "es": "Palabras."},
    "date": "2026-03-01",
    "due": "ongoing",
    "number": 1,
    "id": "m1",
    "party": "us",
    "name": "t/us:x",
    "entry": "t/us#12@" + "0" * 64,
    "office_by_party": {"us": "t/us:o"},
    "places": ["MX-BCN", "US-CA"],
    "items": ["ab" * 32],
    "digest": "ab" * 32,
    "sectors": ["48-49"],
    "link": "https://example.org/",
    "flag": True,
}


def sample(spec: FieldSpec) -> object:
    if spec.type == "parts":
        return [{part.name: sample(part) for part in spec.parts or ()}]
    if spec.type == "choice":
        return (spec.choices or ())[0][0]
    return SAMPLES[spec.type]


def walk(fields: tuple[FieldSpec, ...]) -> list[FieldSpec]:
    return [inner for spec in fields for inner in (spec, *walk(spec.parts or ()))]


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_a_row_is_whole(kind: Kind) -> None:
    assert KINDS[kind.name] is kind
    assert split_tag(kind.tag) == (kind.name, kind.version)
    for text in (kind.title, kind.plural, kind.about):
        assert text.complete
    names = [spec.name for spec in kind.fields]
    assert "title" in names, "every document has something to be called by"
    for named in (kind.parent, kind.order):
        assert named is None or named in names
    for spec in walk(kind.fields):
        assert spec.type in VALUE_TYPES
        assert spec.label.complete
        assert bool(spec.hint.en) == bool(spec.hint.es)
        assert all(text.complete for _, text in spec.choices or ())
        assert all(name in KINDS for name in spec.kinds)
    for version, body in kind.bodies.items():
        assert kind.fields_of(version) == specs_of(body)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_its_schema_takes_a_full_text_and_a_bare_one(kind: Kind) -> None:
    full = {spec.name: sample(spec) for spec in kind.fields}
    bare = {name: value for name, value in full.items() if next(s for s in kind.fields if s.name == name).required}
    for content in (full, bare):
        body = seal_content(kind.fields, content, Sealer(lambda: bytes(32)), "0")
        assert body_fault(kind.body, body) is None
        assert list(body) == [spec.name for spec in kind.fields], "every field is always present"
    for name in full:
        assert body_fault(kind.body, {k: v for k, v in body.items() if k != name}) is not None
    assert body_fault(kind.body, {**body, "more": 1}) is not None
    assert list(template(kind, ["us"])) == [spec.name for spec in kind.fields]


@pytest.mark.parametrize(
    ("spoil", "place"),
    [
        ({"number": True}, ("number",)),
        ({"number": 2**60}, ("number",)),
        ({"start": "2026-02-30"}, ("start",)),
        ({"start": "٢٠٢٦-01-01"}, ("start",)),
        ({"start": "2026-01-01\n"}, ("start",)),
        ({"places": ["US-CA", "MX-BCN"]}, ("places",)),
        ({"places": ["MX", "MX"]}, ("places",)),
        ({"title": {"en": "0" * 64}}, ("title", "es")),
        ({"title": {"en": "0" * 64, "es": "Z" * 64}}, ("title", "es")),
        ({"under": "x"}, ("under",)),
        ({"leads": {"US": "t/us:o"}}, ("leads", "US", "[key]")),
        ({"milestones": [{"id": "m1"}]}, ("milestones", 0, "party")),
    ],
)
def test_a_body_of_another_form_is_placed(spoil: dict[str, object], place: tuple[int | str, ...]) -> None:
    kind = KINDS["action"]
    content = {spec.name: sample(spec) for spec in kind.fields}
    body = {**seal_content(kind.fields, content, Sealer(lambda: bytes(32)), "0"), **spoil}
    assert body_faults(kind.body, body)[0][0] == place
    assert str(body_fault(kind.body, body)).startswith(".".join(map(str, place)))


@pytest.mark.parametrize("tag", ["", "action", "action/", "/1", "action/01", "action/x", "action/1/2"])
def test_what_is_not_a_tag(tag: str) -> None:
    assert split_tag(tag) is None


def test_a_field_without_a_value_type_is_a_mistake_of_the_programmer() -> None:
    class Odd(Body):
        what: float

    with pytest.raises(TypeError, match="'what' has no value type"):
        specs_of(Odd)


def test_bodies_are_frozen_and_strict() -> None:
    class Small(Part):
        number: Number = field(Text("N", "N"))

    whole = Small(number=3)
    with pytest.raises(ValidationError):
        whole.number = 4
    with pytest.raises(ValidationError):
        Small(number="3")  # type: ignore[arg-type]
