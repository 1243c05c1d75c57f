"""The checks find what they are for, and leave alone what only looks like it."""

import ast
from pathlib import Path

import pytest

from tools import check_budgets, check_clean, check_docs, check_languages, check_licences, check_pure
from tools.report import Report


@pytest.mark.parametrize(
    "source",
    [
        "import time",
        "import random as r",
        "from secrets import token_bytes",
        "from os import environ",
        "import os\nos.getenv('X')",
        "import datetime\ndatetime.datetime.now()",
        "from datetime import date\ndate.today()",
        "from django.utils import timezone",
        "import os\nf(os.urandom(3))",
    ],
)
def test_what_is_not_pure_is_found(source: str) -> None:
    assert list(check_pure.impurities(ast.parse(source)))


@pytest.mark.parametrize(
    "source", ["def f(clock): return clock.now()", "import datetime", "from .time import day", "x = y.environ"]
)
def test_what_comes_in_as_an_argument_is_pure(source: str) -> None:
    assert not list(check_pure.impurities(ast.parse(source)))


def test_a_function_of_51_lines_is_too_long_and_one_of_50_is_not() -> None:
    body = "    x = 1\n"
    assert not list(check_budgets.long_functions("def f():\n" + body * 49))
    assert list(check_budgets.long_functions("async def f():\n" + body * 50)) == [(1, "f", 51)]


def test_files_and_functions_over_the_budget_are_faults(tmp_path: Path) -> None:
    path = tmp_path / "long.py"
    path.write_text("def f():\n" + "    x = 1\n" * 300)
    report = Report("test")
    check_budgets.check_file(path, report)
    assert len(report.faults) == 2
    assert report.finish("") == 1


def texts(source: str) -> Report:
    report = Report("test")
    path = Path(__file__).with_name("sample.py")
    for line, en, es in check_languages.text_literals(ast.parse(source)):
        check_languages.check_text(f"{path.name}:{line}", en, es, report)
    return report


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("Text('Only English')", "one language"),
        ("Text('English', '')", "empty in one"),
        ("Text(en='English', es=' ')", "empty in one"),
        ("values.Text('{n} acts', 'actos')", "different things"),
        ("Text(f'{n} acts', f'actos')", "different things"),
    ],
)
def test_a_text_that_lacks_a_language_is_a_fault(source: str, words: str) -> None:
    report = texts(source)
    assert len(report.faults) == 1
    assert words in report.faults[0]


@pytest.mark.parametrize(
    "source",
    [
        "Text('', '')",
        "Text('{n} acts', 'actos: {n}')",
        "Text(f'{a} of {b}', f'{b} tiene {a}')",
        "Text(*parts)",
        "Text(**words)",
        "Text(one, other)",
        "Text(f'in {place}', words)",
    ],
)
def test_a_whole_text_is_fine(source: str) -> None:
    assert not texts(source).faults


def test_placeholders_are_compared_whatever_their_order() -> None:
    same = check_languages.placeholders
    assert same("%(a)s of %(b)d, 100%%") == same("%(b)d tiene %(a)s")
    assert same("{a} and {{braces}}") == same("{a}")
    assert same("%(a)s") != same("%(b)s")


@pytest.mark.parametrize("expression", ["MIT", "MIT OR GPL-3.0-only", "Apache-2.0 AND (MIT OR BSD-3-Clause)", "(MIT)"])
def test_a_licence_that_can_be_kept(expression: str) -> None:
    assert check_licences.allowed(expression)


@pytest.mark.parametrize(
    "expression", ["", "GPL-3.0-only", "MIT AND GPL-2.0-or-later", "AGPL-3.0", "nothing", "MIT GPL-3.0-only", "("]
)
def test_a_licence_that_cannot(expression: str) -> None:
    assert not check_licences.allowed(expression)


def test_a_package_of_the_list_must_still_declare_what_the_list_says() -> None:
    report = Report("test")
    check_licences.check("lock", "certifi", "MPL-2.0", report)
    assert not report.faults
    check_licences.check("lock", "certifi", "GPL-3.0-only", report)
    assert len(report.faults) == 1


def test_hosts_and_paths_of_one_machine_are_found() -> None:
    host, disk = "pypi" + ".org", "/" + "work" + "/main/x"
    found = check_clean.impurities(f"fine\nsee {host}\nin {disk}\n")
    assert [(line, what) for line, what, _words in found] == [(2, "a registry's host"), (3, "a path of one machine")]


@pytest.mark.parametrize(
    "text", ["src/work/x.py", "the /work-plan page", "https://example.org/home/about", "$(HOME)/root/x"]
)
def test_addresses_that_only_look_like_paths_are_left_alone(text: str) -> None:
    assert not check_clean.impurities(text)


def test_the_glossary_must_name_everything(tmp_path: Path) -> None:
    path = tmp_path / "GLOSSARY.md"
    rows = ("| code | a | b | c |", "| `plan` | plan | plan | x |", "| `act` | act |", "| `plan` | a | b | c |")
    path.write_text("\n".join(rows))
    report = Report("test")
    check_docs.check_glossary(path, [("kind", "plan"), ("act", "concur")], report)
    words = "\n".join(report.faults)
    assert len(report.faults) == 3
    assert "`concur`" in words
    assert "twice" in words
    assert "4 cells" in words
