"""`bilateral clearance`, as an operator types it: asked, listed, the rules of a side, what is refused."""

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Journey, Node

UNTIL = (datetime.now(UTC) + timedelta(days=9)).date().isoformat()
PAPER = """
import django; django.setup()
from datetime import UTC, datetime
from bilateral.node import drafting, papers
from bilateral.node.people import members
from django.conf import settings
who = members.viewer_of(members.by_email("writes@us.example"))
title = {"en": "Office of bridges", "es": "Oficina de puentes"}
draft = drafting.draft(settings.HOME, "us", drafting.kind_named("office"), {"title": title}, "bridges")
text = papers.Working(draft.kind, draft.name, draft.content, draft.base, draft.parties)
print(papers.start(who, "Bridges", (text,), datetime.now(UTC)))
"""


@pytest.fixture
def us(journey: Journey, tmp_path: Path) -> Node:
    """A copy of one government's node, with an office and somebody who writes."""
    shutil.copytree(journey.us.path, tmp_path / "us")
    node = Node(journey.us.forker, tmp_path / "us", "us")
    node("act", "propose", "office", "--name", "desk", "--set", "title=en: The desk | es: El escritorio")
    node("user", "invite", "writes@us.example", "--name", "Ana", "--role", "drafter")
    node("user", "invite", "desk@us.example", "--name", "Luz", "--role", "reporter", "--office", "desk")
    return node


@pytest.fixture
def paper(us: Node) -> str:
    env = {**os.environ, "BILATERAL_HOME": str(us.path), "DJANGO_SETTINGS_MODULE": "bilateral.node.settings"}
    return subprocess.run(
        [sys.executable, "-c", PAPER], env=env, text=True, check=True, capture_output=True
    ).stdout.strip()


def test_asked_and_listed(us: Node, paper: str) -> None:
    assert "No office has been asked." in us("clearance", "list", paper).out
    made = us("clearance", "ask", paper, "--office", "desk=chief@us.example", "--until", UNTIL, "--json").json
    assert made["round"] == 1 and made["asked"] == {"desk": ["desk@us.example", "chief@us.example"]}
    told = us("clearance", "list", paper, "--json").json
    assert (told["clear"], told["now"][0]["state"], told["now"][0]["asked_by"]) == (False, "waiting", "Ana")
    assert "The desk: asked, no answer yet (revision 1)" in us("clearance", "list", paper).out
    assert "El escritorio: en consulta" in us("clearance", "list", paper, lang="es").out
    assert "On: silence counts" in us("clearance", "silence", "on").out
    assert "Activada: nada se propone ni se acepta" in us("clearance", "required", "on", lang="es").out
    us("clearance", "ask", paper, "--office", "desk", "--until", UNTIL)
    assert us("clearance", "list", paper, "--json").json["now"][0]["silence"] is True
    assert "Off: silence counts" in us("clearance", "silence", "off").out


@pytest.mark.parametrize(
    ("arguments", "en", "es"),
    [
        (("ask", "999", "--office", "desk", "--until", UNTIL), "no such paper", "No existe ese documento"),
        (("list", "999"), "no such paper", "No existe ese documento"),
        (("ask", "P", "--office", "nowhere", "--until", UNTIL), "no such office", "no tiene esa dependencia"),
        (("ask", "P", "--office", "desk=", "--until", UNTIL), "names no office", "no nombra ninguna dependencia"),
        (("ask", "P", "--office", "desk", "--until", "soon"), "not a date", "no es una fecha"),
        (("ask", "P", "--office", "desk", "--until", "2020-01-01"), "last day", "último día"),
        (("ask", "P", "--office", "desk", "--until", UNTIL, "--by", "x@us.example"), "this address", "esa dirección"),
        (("ask", "P", "--office", "desk", "--until", UNTIL, "--by", "desk@us.example"), "roles", "funciones"),
        (("ask", "P", "--until", UNTIL), "--office", "--office"),
        (("silence", "maybe"), "on or off", "on o en off"),
        (("silence", "on", "--as", "fr"), "no government called fr", "No existe el gobierno fr"),
    ],
)
def test_refused_plainly(us: Node, paper: str, arguments: tuple[str, ...], en: str, es: str) -> None:
    given = tuple(paper if each == "P" else each for each in arguments)
    for lang, words in (("en", en), ("es", es)):
        done = us("clearance", *given, code=2, lang=lang)
        assert words in done.err, done
    assert us("clearance", "list", paper, "--json").json["now"] == []
