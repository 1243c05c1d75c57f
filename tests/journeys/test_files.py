"""A paper goes out as a .docx, another office edits it in LibreOffice, and it comes back: by keyboard."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.files.redline.office import edited
from tests.journeys.aftermath import copy_of
from tests.journeys.conftest import Command, served
from tests.journeys.test_agreeing import first_line, press, signer
from tests.journeys.test_people import fit

pytestmark = [pytest.mark.browser, pytest.mark.office]


@pytest.fixture(scope="module")
def home(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first government's, in a copy of the demonstration."""
    return copy_of(demo, tmp_path_factory.mktemp("files") / "demo") / "us"


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    with served(home) as url:
        yield url


def begun(page: Any, address: str) -> str:
    """A paper that changes a line's title in both languages."""
    name, kind = first_line(address)
    page.goto(f"{address}/en/work/new/{kind}/?from={name}")
    page.fill("#f-title-en", "Faster crossings for trusted traders")
    page.fill("#f-title-es", "Cruces más ágiles para operadores confiables")
    press(page, "Save")
    return str(page.url)


def test_another_office_edits_a_paper_in_libreoffice(
    address: str, home: Path, browser: Any, run: Command, tmp_path: Path
) -> None:
    page, _ = signer(browser, run, home, address, "files@us.example", "en")
    work = begun(page, address)
    link = page.locator("main a:text-is('Download (.docx)')")
    link.focus()
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    out = Path(download.value.path()).read_bytes()
    steps = [["type", "B4", " and carriers"], ["comment", "C4", "confiables", "¿Quién los certifica?"]]
    (tmp_path / "edited.docx").write_bytes(edited(tmp_path, out, *steps))

    page.set_input_files("#file", tmp_path / "edited.docx")
    press(page, "Compare it")
    told = page.text_content("main")
    assert "and carriers" in told
    assert "¿Quién los certifica?" in told
    problems = fit(page)
    page.goto(page.url.replace("/en/", "/es/"))
    problems += fit(page)
    press(page, "Incorporarlo")
    page.goto(work)
    assert "trusted traders and carriers" in page.text_content("main")
    assert "¿Quién los certifica?" in page.text_content("main")
    assert "edited.docx" in page.text_content("#files")
    problems += fit(page)

    # What is no such document is said plainly on the paper's own page, and nothing changes.
    (tmp_path / "letter.docx").write_bytes(b"not a document")
    page.set_input_files("#file", tmp_path / "letter.docx")
    press(page, "Compare it")
    assert "Nothing was done" in page.text_content("main")
    problems += fit(page)
    page.goto(work)
    assert "letter.docx" not in page.text_content("#files")
    assert not problems
    page.context.close()
