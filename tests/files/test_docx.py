"""Word documents: headings, lists by numbering or typed, tables, revisions; and files that are damaged or hostile."""

import io
import zipfile
from pathlib import Path

import docx
import pytest

from bilateral.files import BadDocx, BadFile, read_document
from bilateral.files.ooxml import MAX_PARTS
from tests.files.builders import indent, read_word, repacked, saved, word, wrap_in


def rows(document: object) -> list[tuple[str, int, str, str]]:
    return [(li.kind, li.level, li.marker, li.text) for li in document.lines if li.text]  # type: ignore[attr-defined]


def test_headings_lists_and_bold() -> None:
    document = read_word(
        ("Title", "The Plan"),
        ("Heading 2", "Pillar I"),
        ("List Bullet", "Line"),
        ("List Bullet 2", "Action"),
        ("**", "Bold heading"),
        ("", "Text."),
    )
    assert rows(document) == [
        ("heading", 1, "", "The Plan"),
        ("heading", 2, "", "Pillar I"),
        ("item", 1, "•", "Line"),
        ("item", 2, "•", "Action"),
        ("text", 0, "", "Bold heading"),
        ("text", 0, "", "Text."),
    ]
    assert document.unit == "paragraph"
    assert document.lines[0].has("title")
    assert [line.text for line in document.lines if line.has("bold")] == ["Bold heading"]


def test_numbered_lists_are_counted_as_a_word_processor_does() -> None:
    document = read_word(("List Number", "one"), ("List Number", "two"), ("", "text"), ("List Number", "three"))
    assert [li.marker for li in document.lines if li.kind == "item"] == ["1.", "2.", "3."]


def test_bullets_typed_by_hand_nest_by_indentation() -> None:
    made = word(("", "•\tLine"), ("", "•\tAction"), ("", "•\tLine"))
    indent(made.paragraphs[1], 36)
    assert [li.level for li in read_document("a.docx", saved(made)).lines if li.kind == "item"] == [1, 2, 1]


def test_tables_are_read_cell_by_cell_with_a_note() -> None:
    made = word(("", "Before"))
    table = made.add_table(rows=2, cols=2)
    for cell, text in zip([c for r in table.rows for c in r.cells], ["a", "b", "c", "d"], strict=True):
        cell.text = text
    document = read_document("a.docx", saved(made))
    assert [li.text for li in document.lines if li.text] == ["Before", "a", "b", "c", "d"]
    assert any("Tables" in note.en and "tablas" in note.es for note in document.notes)


@pytest.mark.parametrize("tag", ["w:ins", "w:smartTag", "w:sdtContent"])
def test_inserted_revisions_and_controls_are_not_lost(tag: str) -> None:
    made = word(("", "Kept words"))
    wrap_in(made.paragraphs[0], tag)
    assert [li.text for li in read_document("a.docx", saved(made)).lines if li.text] == ["Kept words"]


def test_deleted_revisions_are_not_text() -> None:
    made = word(("", "gone"), ("", "here"))
    wrap_in(made.paragraphs[0], "w:del")
    (words,) = made.paragraphs[0]._p.xpath(".//w:t")
    words.tag = words.tag.replace("}t", "}delText")
    assert [li.text for li in read_document("a.docx", saved(made)).lines if li.text] == ["here"]


def test_line_breaks_split_and_page_headers_are_furniture() -> None:
    made = word(("", "first"))
    made.paragraphs[0].add_run().add_break()
    made.paragraphs[0].add_run("second")
    made.sections[0].header.paragraphs[0].text = "Running header"
    lines = [li for li in read_document("a.docx", saved(made)).lines if li.text]
    assert [(li.text, li.furniture) for li in lines] == [
        ("first", ""),
        ("second", ""),
        ("Running header", "header"),
    ]


def test_a_bold_start_is_remembered() -> None:
    made = docx.Document()
    paragraph = made.add_paragraph()
    paragraph.add_run("Pillar I.").bold = True
    paragraph.add_run(" The governments will act.")
    line = read_document("a.docx", saved(made)).lines[0]
    assert line.text[: line.lead] == "Pillar I."


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


GOOD = saved(word(("", "Pillar 1: Water")))
HOSTILE = {
    "not a zip": b"Pillar 1: Water, as plain text",
    "encrypted or old": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "cut short": GOOD[: len(GOOD) // 2],
    "only a zip": zipped(readme_xml=b"<a/>"),
    "a main part that is no XML": repacked(GOOD, word__document_xml=b"x").replace(b"document_xml", b"document.xml"),
    "no content types": zipped(word__document_xml=b"<a/>"),
    "many parts": zipped(**{f"p{n}": b"" for n in range(MAX_PARTS + 1)}, word__document_xml=b"<a/>"),
    "a bomb": zipped(word__document_xml=bytes(70_000_000)),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_damaged_or_hostile_file_is_refused_in_both_languages(case: str) -> None:
    with pytest.raises(BadDocx) as caught:
        read_document("plan.docx", HOSTILE[case])
    fault = caught.value
    assert fault.what.complete
    assert "contraseña" in fault.do.es
    assert "password" in fault.do.en
    assert fault.code == "bad-docx"


def test_a_bomb_is_refused_before_it_unfolds() -> None:
    assert len(HOSTILE["a bomb"]) < 100_000


@pytest.mark.parametrize("payload", [b"&lol9;", b"&ext;"])
def test_entities_in_the_xml_neither_unfold_nor_fetch(payload: bytes, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("SECRET")
    doctype = b"<!DOCTYPE d [<!ENTITY lol0 'ha'>"
    doctype += b"".join(b"<!ENTITY lol%d '%s'>" % (n, b"&lol%d;" % (n - 1) * 10) for n in range(1, 10))
    doctype += b"<!ENTITY ext SYSTEM 'file://" + str(secret).encode() + b"'>]>"
    with zipfile.ZipFile(io.BytesIO(GOOD)) as package:
        body = package.read("word/document.xml")
    head, _, rest = body.partition(b"?>")
    body = head + b"?>" + doctype + rest.replace(b"Pillar 1", payload)
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, body if info.filename == "word/document.xml" else old.read(info))
    try:
        text = read_document("plan.docx", data.getvalue()).text
    except BadFile:
        return
    assert "SECRET" not in text
    assert len(text) < 1000
