"""The interface's words are found in code and pages, and the catalogue keeps what was written."""

from pathlib import Path

import pytest

from tools import check_languages, messages
from tools.report import Report

PAGE = """{% load i18n %}<h1>{% translate "The plan" %}</h1>
<p>{% blocktranslate count n=n %}{{ n }} act{% plural %}{{ n }} acts{% endblocktranslate %}</p>
<p>{% translate "May" context "month" %}</p>"""


def found(name: str, text: str) -> list[tuple[str | None, tuple[str, ...]]]:
    return [(use.context, use.words) for use in messages.uses_in(Path(name), text)]


def test_words_of_a_page_are_found() -> None:
    assert found("page.html", PAGE) == [
        (None, ("The plan",)),
        (None, ("%(n)s act", "%(n)s acts")),
        ("month", ("May",)),
    ]


def test_words_of_code_are_found_and_variables_are_not() -> None:
    source = (
        'a = _("One")\nb = ngettext("%(n)s act", "%(n)s acts", n)\nc = pgettext("verb", "May")\nd = gettext(words)\n'
    )
    assert found("code.py", source) == [
        (None, ("One",)),
        (None, ("%(n)s act", "%(n)s acts")),
        ("verb", ("May",)),
    ]


@pytest.fixture
def uses(monkeypatch: pytest.MonkeyPatch) -> list[messages.Use]:
    page = list(messages.uses_in(Path("page.html"), PAGE))
    monkeypatch.setattr(messages, "uses", lambda: page)
    return page


def test_an_update_keeps_the_spanish_and_drops_what_no_page_says(tmp_path: Path, uses: list[messages.Use]) -> None:
    path = tmp_path / "es" / "LC_MESSAGES" / "django.po"
    assert messages.update(path) == (3, 0)
    path.write_text(path.read_text().replace('msgid "The plan"\nmsgstr ""', 'msgid "The plan"\nmsgstr "El plan"'))
    uses[:] = uses[:1]
    assert messages.update(path) == (0, 2)
    assert messages.read(path)["The plan"].string == "El plan"
    before = path.read_bytes()
    messages.update(path)
    assert path.read_bytes() == before


def test_missing_fuzzy_and_wrongly_filled_spanish_is_a_fault(tmp_path: Path, uses: list[messages.Use]) -> None:
    path = tmp_path / "es" / "LC_MESSAGES" / "django.po"
    messages.update(path)
    catalogue = messages.read(path)
    catalogue["The plan"].string = "El plan"
    catalogue["The plan"].flags.add("fuzzy")
    catalogue["%(n)s act"].string = ("%(n)s acto", "%(total)s actos")
    report = Report("test")
    for use in uses:
        check_languages.check_use(use, catalogue, report)
    words = "\n".join(report.faults)
    assert len(report.faults) == 3
    assert "fuzzy" in words
    assert "%(total)s" in words
    assert "no Spanish for 'May'" in words
