"""From an imported plan to what is proposed: built-in words where it is that plan, a translation elsewhere, faults."""

import pytest

from bilateral.dialogue.compose import ActDraft, Draft, compose
from bilateral.dialogue.faults import Faults
from bilateral.dialogue.kinds import KINDS
from bilateral.dialogue.plan_import import PlanTree, read_plan
from bilateral.dialogue.plan_packages import as_paper, office_documents, packages
from bilateral.files import read_document
from bilateral.record import canonical
from bilateral.values import BadInput, Lang
from tests.helpers import shared_data

OTHER_EN = """A plan for rivers

Pillar 1: Clean water
Both sides look after the river.

- Measure the water every month.
- Plant trees on both banks.

Pillar 2: Fish
- Count the salmon.
"""
OTHER_ES = """Un plan para los ríos

Pilar 1: Agua limpia
Ambas partes cuidan el río.

- Medir el agua cada mes.
- Plantar árboles en ambas orillas.

Pilar 2: Peces
- Contar los salmones.
"""


def tree(words: str | bytes, lang: Lang | None = None) -> PlanTree:
    data = words if isinstance(words, bytes) else words.encode()
    return read_plan(read_document("plan.md" if words[:1] in ("#", b"#") else "plan.txt", data), lang)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_built_in_plan_comes_back_whole_from_its_own_paper(lang: Lang) -> None:
    found = packages(tree(as_paper(lang)), lang, None, "hled/us", ["mx", "us"])
    assert [len(package) for package in found] == [9, 6, 2, 2, 4]
    names = [document["name"] for package in found for document in package]
    assert len(set(names)) == len(names)
    action = next(d for d in found[1] if d["name"].endswith("i-5-crossings-ports"))
    assert action["content"]["leads"] == {"mx": "hled/mx:sat", "us": "hled/us:cbp"}


def test_the_published_text_is_proposed_in_the_built_in_words() -> None:
    published = tree(shared_data("hled-work-plan.txt").read_bytes())
    found = packages(published, "en", None, "hled/us", ["mx", "us"])
    assert [len(package) for package in found] == [9, 6, 2, 2, 4]


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_package_passes_the_checks_and_fits_into_one_entry(lang: Lang) -> None:
    for package in packages(tree(as_paper(lang)), lang, None, "hled/us", ["mx", "us"]):
        drafts = tuple(Draft(d["kind"], d["name"], d["content"], ("mx", "us")) for d in package)
        salts = iter(n.to_bytes(32, "big") for n in range(10_000))
        composed = compose(ActDraft("propose", drafts), KINDS, lambda salts=salts: next(salts), lambda name: None)
        size = len(canonical.encode({"changes": list(composed.changes)}, limit=None)) + 200 * len(composed.items)
        assert size < canonical.MAX_ENTRY


def test_another_plan_needs_its_other_language() -> None:
    with pytest.raises(Faults) as caught:
        packages(tree(OTHER_EN), "en", None, "t/a", ["a", "b"])
    places = [fault.where for fault in caught.value.all]
    assert any("Measure the water" in place for place in places)
    assert all(fault.do.complete for fault in caught.value.all)


def test_a_translation_gives_the_other_language() -> None:
    frame, first, second = packages(tree(OTHER_EN), "en", tree(OTHER_ES), "t/a", ["a", "b"])
    assert [d["kind"] for d in frame] == ["plan", "pillar", "pillar"]
    texts = [d["content"]["text"] for d in (*first, *second)]
    assert texts[0] == {"en": "Measure the water every month.", "es": "Medir el agua cada mes."}
    assert texts[2] == {"en": "Count the salmon.", "es": "Contar los salmones."}


def test_offices_are_those_of_one_government() -> None:
    assert {d["kind"] for d in office_documents("us")} == {"office"}
    with pytest.raises(BadInput):
        office_documents("ca")
