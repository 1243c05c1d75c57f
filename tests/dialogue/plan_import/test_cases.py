"""Plans that differ in language, lists, headings and noise, each with the tree that a careful reader would draw.

To add one: put the text into cases/ and the tree beside it as JSON, written or checked by hand, never just recorded.
"""

import json
from pathlib import Path

import pytest

from bilateral.dialogue.plan_import import read_plan
from bilateral.files import read_document
from tests.dialogue.plan_import.reading import shape, words_in, words_out

CASES = sorted(path for path in (Path(__file__).parent / "cases").iterdir() if path.suffix != ".json")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_plan_is_read_as_a_careful_reader_would(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert shape(read_plan(read_document(path.name, path.read_bytes()))) == expected


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_no_word_is_lost_or_doubled(path: Path) -> None:
    document = read_document(path.name, path.read_bytes())
    assert words_out(read_plan(document)) == words_in(document)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_windows_line_ends_change_nothing(path: Path) -> None:
    data = path.read_bytes()
    mended = data.replace(b"\r\n", b"\n")
    plain, other = (read_plan(read_document(path.name, d)) for d in (mended, mended.replace(b"\n", b"\r\n")))
    assert plain == other


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 25
