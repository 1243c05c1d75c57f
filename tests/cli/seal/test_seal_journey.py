"""Withholding, replacing, releasing and erasing through commands, in both languages, and what they refuse."""

from pathlib import Path

import pytest

from tests.cli.conftest import NAMES, Forker, Node

GROUND = ("--ground", "personal-data", "--office", "o", "--en", "It names someone.", "--es", "Nombra a alguien.")
APPEAL = ("--review", "2099-06-30", "--appeal-en", "Write to us.", "--appeal-es", "Escríbenos.")


@pytest.fixture
def us(bilateral: Forker, tmp_path: Path) -> Node:
    node = Node(bilateral, tmp_path / "us", "us")
    party = ":".join(("us", *NAMES["us"]))
    node("init", "--dialogue", "talks", "--party", party, "--recovery", tmp_path / "safe")
    for name, en, es in (("o", "Office", "Oficina"), ("p", "Rosa Ayala", "Rosa Ayala (es)")):
        paper = tmp_path / f"{name}.yaml"
        paper.write_text(f"title: {{en: {en}, es: {es}}}\n")
        node.act("propose", "office", "--name", name, "--file", paper)
    return node


PLACE = "talks/us#2"


def test_through_commands(us: Node, bilateral: Forker) -> None:
    assert us("seal", "list").out == "Nothing is withheld.\n"
    assert us("seal", "list", lang="es").out == "No hay nada reservado.\n"
    texts = us("seal", "list", PLACE, "--json").json
    assert [(text["id"], text["state"]) for text in texts] == [("0.title.en", "released"), ("0.title.es", "released")]
    us("seal", "withhold", PLACE, "0.title", *GROUND, *APPEAL)
    english, spanish = us("seal", "list").out, us("seal", "list", lang="es").out
    for words in ("withheld: personal data", "Office, Upland, entry talks/us#3", "June 30, 2099", "Write to us."):
        assert words in english
    for words in ("reservado: datos personales", "Oficina, Tierra Alta, asiento talks/us#3", "Escríbenos."):
        assert words in spanish
    assert "Rosa" not in us("act", "show", "talks/us:p").out
    assert us("seal", "list", "--overdue", "--json").json == []
    us("seal", "redact", PLACE, "0.title.en", "--instead", "0.title.en=A person", *GROUND, *APPEAL)
    assert "A person [in place of a withheld text]" in us("act", "show", "talks/us:p").out
    assert [view["state"] for view in us("seal", "list", "--state", "redacted", "--json").json] == ["redacted"]
    us("seal", "release", PLACE, "0.title", "--en", "The person agreed.", "--es", "Dio su consentimiento.")
    assert "Rosa" in us("act", "show", "talks/us:p").out
    us("seal", "erase", PLACE, "all", *GROUND, "--for-good")
    assert "erased" in us("seal", "list", PLACE).out
    assert us("seal", "list", "--json").json[0]["backups"]
    done = bilateral("record", "audit", us.path / "public", code=None)
    assert "2 texts of entry 2 erased by entry 6: personal data" in done.out
    assert us("rebuild", "--check").code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("release", PLACE, "all"), "shown already"),
        (("release", "talks/us#9", "all"), "does not hold that entry"),
        (("withhold", PLACE, "0.name", *GROUND, *APPEAL), "no such text"),
        (("withhold", PLACE, "all", *GROUND, "--review", "2020-01-01", *APPEAL[2:]), "not ahead"),
        (("withhold", PLACE, "all", *APPEAL, "--ground", "because", *GROUND[2:]), "not on the list"),
        (("withhold", PLACE, "all", *APPEAL), "--ground"),
        (("redact", PLACE, "all", "--instead", "0.title.en=x", *GROUND, *APPEAL), "instead"),
        (("redact", PLACE, "all", "--instead", "x", *GROUND, *APPEAL), "gives no words"),
        (("erase", PLACE, "all", *GROUND), "--for-good"),
        (("list", "--ground", "because"), "Use one of"),
        (("list", "--state", "gone"), "Use one of"),
    ],
)
def test_what_is_refused(us: Node, arguments: tuple[str, ...], said: str) -> None:
    done = us("seal", *arguments, code=2)
    assert said in done.err
    assert us("seal", "list").out == "Nothing is withheld.\n"
