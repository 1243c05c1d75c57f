"""LibreOffice as the other editor: it opens what we write, and what it saves is read with nothing lost."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bilateral.files.redline import Remark, Returned, Row, read_redline, write_redline
from bilateral.values import Text
from tests.files.redline.editor import redline, words
from tests.files.redline.office import edited

pytestmark = pytest.mark.office
Edit = Callable[..., Returned]
DUE = Row("due", Text("Due", "Fecha"), Text.same("2028-12-31"), Text.same("2029-06-30"), shared=True)
REMARKS = (
    Remark("Ana", "2026-11-25T10:00:00Z", "Is June right?", 0, "text", "en", "by June"),
    Remark("Luis", "2026-11-25T11:00:00Z", "¿Y el resto?", 0, "text", "es"),
)
ROWS = (
    words("title", Text("Shorter lines", "Filas más cortas"), Text("Shorter lines now", "Filas más cortas ya")),
    words(
        "text",
        Text("Open 2 lanes.\nThen report.", "Abrir 2 carriles.\nLuego informar."),
        Text("Open 3 lanes by June.\nThen report.", "Abrir 3 carriles para junio.\nLuego informar."),
    ),
    DUE,
)


@pytest.fixture
def edit(tmp_path: Path) -> Edit:
    """Have LibreOffice do steps on our redline and save it; what we then read."""

    def done(*steps: list[Any]) -> Returned:
        return read_redline("back.docx", edited(tmp_path, write_redline(redline(*ROWS, remarks=REMARKS)), *steps))

    return done


def test_saved_untouched_it_comes_back_as_it_went(edit: Edit) -> None:
    found, sent = edit(), read_redline("a.docx", write_redline(redline(*ROWS, remarks=REMARKS)))
    assert found.sheets == sent.sheets
    assert found.outside == ()
    assert set(found.remarks) == set(sent.remarks)


def test_accepted_rejected_edited_and_commented(edit: Edit) -> None:
    found = edit(
        ["accept", 0],  # the title's in English
        ["reject", 0],  # and then its in Spanish
        ["track", False],
        ["type", "B3", " Typed plainly."],
        ["track", True],
        ["type", "B3", " Typed tracked."],
        ["cut", "C3", "Luego "],
        ["comment", "C3", "carriles", "¿Cuántos?"],
    )
    cells = found.sheets[0].cells
    assert (cells["title", "en"].text, cells["title", "en"].open) == ("Shorter lines now", ())
    assert (cells["title", "es"].text, cells["title", "es"].open) == ("Filas más cortas", ())
    english, spanish = cells["text", "en"], cells["text", "es"]
    assert english.text == "Open 3 lanes by June.\nThen report. Typed plainly. Typed tracked."
    assert english.rejected == "Open 2 lanes.\nThen report. Typed plainly."
    assert spanish.text == "Abrir 3 carriles para junio.\ninformar."
    assert spanish.rejected == "Abrir 2 carriles.\nLuego informar."
    assert [(each.kind, each.text) for each in english.open if each.author != "Ana"] == [("added", " Typed tracked.")]
    assert [(each.kind, each.text) for each in spanish.open if each.author != "Ana"] == [("removed", "Luego ")]
    assert (cells["due", ""].text, cells["due", ""].rejected) == ("2029-06-30", "2028-12-31")
    assert found.outside == ()
    assert set(found.remarks) == {
        *REMARKS,
        Remark("Otra oficina", "2026-11-27T09:30:00Z", "¿Cuántos?", 0, "text", "es", "carriles"),
    }
