"""What a text may say of what it binds to: a law is named exactly where it binds."""

import pytest

from bilateral.dialogue.effects import EFFECTS, NOT_STATED, OWN, UNDOES, names_its_basis
from bilateral.dialogue.kinds import KINDS

WORDS = {"en": "Treaty, article 3", "es": "Tratado, artículo 3"}


@pytest.mark.parametrize("row", [*EFFECTS.values(), NOT_STATED, OWN, UNDOES], ids=lambda row: row.name.en)
def test_a_row_is_whole(row: object) -> None:
    assert row.name.complete  # type: ignore[attr-defined]
    assert row.about.complete  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", ["plan", "action"])
def test_the_form_offers_what_the_table_has(kind: str) -> None:
    (spec,) = [spec for spec in KINDS[kind].fields if spec.name == "effect"]
    assert dict(spec.choices or ()) == {code: row.name for code, row in EFFECTS.items()}
    assert not spec.required
    assert names_its_basis in KINDS[kind].checks


@pytest.mark.parametrize(
    ("effect", "basis", "where"),
    [
        (None, None, None),
        ("political", None, None),
        ("exploratory", None, None),
        ("binding", WORDS, None),
        ("binding", None, "basis"),
        ("political", WORDS, "effect"),
        (None, WORDS, "effect"),
    ],
)
def test_a_law_is_named_where_it_binds(effect: str | None, basis: object, where: str | None) -> None:
    found = [fault.where for fault in names_its_basis({"effect": effect, "basis": basis})]
    assert found == ([where] if where else [])
