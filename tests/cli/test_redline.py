"""`bilateral redline`: out, edited by somebody else, back in, and proposed; and what is refused."""

import json
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tests.cli.conftest import Journey
from tests.files.redline.editor import W, cell, changes, edited, packed, parts_of, run, settle, tracked

NAME = "talks/us:crossings"


@pytest.fixture
def draft(journey: Journey, tmp_path: Path) -> Path:
    """A draft as the form writes it: the whole text, with one more lane and another day."""
    content = journey.us("act", "template", "action", "--name", NAME, "--json").json
    content["text"] = {"en": "Open 4 lanes more.", "es": "Abrir 4 carriles más."}
    content["due"] = "2029-06-30"
    file = tmp_path / "draft.json"
    file.write_text(json.dumps({"documents": [{"kind": "action", "name": NAME, "content": content}]}))
    return file


@pytest.fixture
def written(journey: Journey, draft: Path, tmp_path: Path) -> Path:
    out = tmp_path / "out.docx"
    journey.us("redline", "write", "--draft", draft, "--author", "Ana Ruiz", "--out", out)
    return out


def change(file: Path, *how: Any) -> Path:
    data = file.read_bytes()
    for each in how:
        data = edited(data, each)
    back = file.with_name("back.docx")
    back.write_bytes(data)
    return back


def reject_the_day(root: Any) -> None:
    for node in changes(cell(root, "1.due", 1)):
        settle(node, accept=False)


def type_more(root: Any) -> None:
    cell(root, "1.text", 1).find(f"{W}p").append(tracked("ins", run(" And report."), author="Luis"))


def test_what_came_back_is_told_in_words_and_is_fit_to_propose(journey: Journey, written: Path, tmp_path: Path) -> None:
    back, out = change(written, reject_the_day, type_more), tmp_path / "new.json"
    told = journey.us("redline", "read", back, "--out", out).out
    assert "text (English): other words" in told
    assert "text (Spanish): as proposed" in told
    assert "due: back to the text it starts from" in told
    assert "still open, Luis: added “ And report.”" in told
    content = json.loads(out.read_text())["documents"][0]["content"]
    assert content["text"] == {"en": "Open 4 lanes more. And report.", "es": "Abrir 4 carriles más."}
    assert content["due"] == "2028-12-31"
    before = journey.us("act", "template", "action", "--name", NAME, "--json").json
    assert {key for key in content if content[key] != before[key]} == {"text"}
    # Checked and composed, it is stopped by the rules alone: this government has another proposal open on the text.
    refused = journey.us("act", "propose", "--file", out, code=2)
    assert "is over when the other side has taken note" in refused.err


def test_open_changes_can_be_rejected_instead(journey: Journey, written: Path) -> None:
    read = journey.us("redline", "read", written, "--open", "reject", "--json").json
    before = journey.us("act", "template", "action", "--name", NAME, "--json").json
    assert read["documents"][0]["content"] == before
    assert {row["outcome"] for row in read["fields"]} == {"untouched", "rejected"}
    assert {row["author"] for row in read["open"]} == {"Ana Ruiz"}


def test_comments_go_into_the_next_file(journey: Journey, written: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    rows = {
        "comments": [{"author": "Luis", "text": "¿4?", "document": NAME, "place": "text", "lang": "es", "quote": "4"}]
    }
    report.write_text(json.dumps(rows))
    second, again = tmp_path / "second.docx", tmp_path / "again.json"
    journey.us("redline", "write", "--document", NAME, "--comments", report, "--out", second)
    told = journey.us("redline", "read", second, "--report", again, lang="es").out
    assert "Comentario, Luis, sobre text (español)" in told
    kept = json.loads(again.read_text())["comments"][0]
    assert (kept["author"], kept["text"], kept["place"], kept["lang"]) == ("Luis", "¿4?", "text", "es")


def test_a_form_file_and_a_new_text(journey: Journey, tmp_path: Path) -> None:
    file, out = tmp_path / "office.yaml", tmp_path / "office.docx"
    file.write_text("title: {en: Ports, es: Puertos}\nlink:\n")
    journey.us("redline", "write", "--draft", file, "--kind", "office", "--document", "ports", "--out", out)
    read = journey.us("redline", "read", out, "--json").json
    assert read["documents"] == [
        {
            "kind": "office",
            "name": "talks/us:ports",
            "content": {"title": {"en": "Ports", "es": "Puertos"}, "link": None, "ended": None, "moved_to": None},
        }
    ]


def test_a_package_of_several_documents(journey: Journey, tmp_path: Path) -> None:
    out = tmp_path / "two.docx"
    made = journey.us(
        "redline", "write", "--document", NAME, "--document", "talks/us:trade", "--out", out, "--json"
    ).json
    assert made["documents"] == [NAME, "talks/us:trade"]
    assert [each["name"] for each in journey.us("redline", "read", out, "--json").json["documents"]] == made[
        "documents"
    ]


def test_a_file_from_another_base_is_refused_and_nothing_is_written(
    journey: Journey, written: Path, tmp_path: Path
) -> None:
    parts, out = parts_of(written.read_bytes()), tmp_path / "new.json"
    base = json.loads(etree.fromstring(parts["docProps/custom.xml"])[2][0].text)["base"]
    other = ("0" if base[0] != "0" else "1") + base[1:]
    parts["docProps/custom.xml"] = parts["docProps/custom.xml"].replace(base.encode(), other.encode())
    back = tmp_path / "back.docx"
    back.write_bytes(packed(parts))
    done = journey.us("redline", "read", back, "--out", out, code=2)
    assert "has changed since this file was written" in done.err
    assert not out.exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("write", "--out", "x.docx"), "Nothing was named"),
        (("write", "--document", "talks/us:nothing", "--out", "x.docx"), "no kind"),
        (("read", "{out}", "--document", "talks/us:trade"), "not of talks/us:trade"),
        (("read", "{out}", "--open", "maybe"), "accepted or rejected"),
        (("read", "{out}", "--out", "draft.docx"), ".json or .yaml"),
        (("read", "{draft}"), "can't be read"),
        (("write", "--document", NAME, "--out", "{out}"), "already"),
        (("write", "--document", NAME, "--comments", "{draft}", "--out", "x.docx"), "no comments"),
    ],
)
def test_what_is_refused_and_how(
    journey: Journey, written: Path, draft: Path, arguments: tuple[str, ...], said: str
) -> None:
    filled = [each.format(out=written, draft=draft) for each in arguments]
    assert said in journey.us("redline", *filled, code=2).err
    assert journey.us("redline", *filled, code=2, lang="es").err.startswith("Error: ")
