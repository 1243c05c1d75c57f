"""The words of acts, reasons and states: complete in both languages, and the same as the rules and their page know."""

import re

import pytest

from bilateral.dialogue import acts
from bilateral.dialogue.fold.judge import ACTS
from bilateral.dialogue.fold.state import ProposalState
from tests.helpers import ROOT

SPEC = (ROOT / "spec" / "fold.md").read_text(encoding="utf-8")
FOLD = "\n".join(
    path.read_text(encoding="utf-8") for path in sorted((ROOT / "src/bilateral/dialogue/fold").glob("*.py"))
)
GIVEN = set(re.findall(r'(?:void\(|Outcome\("not_\w+", )"([a-z-]+)"', FOLD))


def test_every_reason_that_the_rules_give_has_words_a_remedy_and_a_line_of_the_spec() -> None:
    assert len(GIVEN) > 20
    assert GIVEN == set(acts.REASONS) == set(acts.REMEDIES)
    assert [reason for reason in sorted(GIVEN) if f"`{reason}`" not in SPEC] == []


@pytest.mark.parametrize("table", ["REASONS", "REMEDIES", "STATES"])
def test_words_are_complete_sentences_of_both_languages(table: str) -> None:
    for name, text in getattr(acts, table).items():
        assert text.complete, name
        assert text.en != text.es, name
        assert table == "STATES" or (text.en.endswith(".") and text.es.endswith(".")), name


def test_the_acts_are_those_of_the_rules() -> None:
    assert set(acts.ACTS) == set(ACTS)
    for act in acts.ACTS.values():
        assert act.verb.complete
        assert act.done.complete
        assert f"**{act.name}**" in SPEC or f"`{act.name}`" in SPEC or f"### {act.name}" in SPEC


def test_the_states_are_those_of_the_rules() -> None:
    assert set(acts.STATES) == set(ProposalState.__args__)  # type: ignore[attr-defined]
