"""Rows moved, twice, gone; words elsewhere; files that are none, of another form, damaged or hostile."""

import copy
import io
import zipfile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from bilateral.files import BadFile
from bilateral.files.ooxml import MAX_UNPACKED
from bilateral.files.redline import BadRedline, Remark, read_redline, write_redline
from bilateral.files.redline.read import MAX_BYTES
from bilateral.values import LANGS, Text
from tests.files.redline.editor import W, cell, edited, packed, parts_of, redline, run, tracked, words

MADE = write_redline(
    redline(
        words("title", Text("Lines", "Filas"), Text("Short lines", "Filas cortas")),
        words("text", Text("Open 2", "Abrir 2"), Text("Open 3", "Abrir 3")),
        remarks=[Remark("Ana", "", "Why?", 0, "text", "en", "3")],
    )
)


def refused(data: bytes, *said: str, limit: int = MAX_BYTES) -> BadRedline:
    with pytest.raises(BadRedline) as told:
        read_redline("a.docx", data, limit)
    fault = told.value
    for lang in LANGS:
        assert fault.what.in_(lang)
        assert fault.do.in_(lang)
    assert fault.where.startswith("a.docx")
    for part in said:
        assert part in fault.what.en, fault.what.en
    return fault


def strays(data: bytes) -> list[tuple[str, str]]:
    return [(each.where.en, each.text) for each in read_redline("a.docx", data).outside]


# -- rows ----------------------------------------------------------------------------------------------------------


def rows(root: Any) -> list[Any]:
    return list(root.iter(f"{W}tr"))


def test_rows_in_another_order_are_still_known() -> None:
    def change(root: Any) -> None:
        last = rows(root)[-1]
        rows(root)[1].addprevious(last)

    found = read_redline("a.docx", edited(MADE, change))
    assert found.sheets[0].cells["text", "es"].text == "Abrir 3"
    assert not found.outside


def test_a_row_that_is_gone_is_named() -> None:
    found = read_redline("a.docx", edited(MADE, lambda root: rows(root)[-1].getparent().remove(rows(root)[-1])))
    assert found.sheets[0].missing == ("text",)
    assert ("text", "en") not in found.sheets[0].cells


def test_a_second_row_of_a_field_is_told_and_not_taken() -> None:
    def change(root: Any) -> None:
        twin = copy.deepcopy(rows(root)[-1])
        rows(root)[-1].addnext(twin)
        twin.findall(f"{W}tc")[2].find(f"{W}p").append(run(" more"))

    found = edited(MADE, change)
    assert read_redline("a.docx", found).sheets[0].cells["text", "es"].text == "Abrir 3"
    assert ("a second row of talks/us:a: text", "Abrir 3 more") in strays(found)


def test_a_new_row_is_told() -> None:
    def change(root: Any) -> None:
        new = copy.deepcopy(rows(root)[-1])
        rows(root)[-1].addnext(new)
        for each, said in zip(new.findall(f"{W}tc"), ("Cost", "5 dollars", "5 dólares"), strict=True):
            for paragraph in each.findall(f"{W}p")[1:]:
                each.remove(paragraph)
            paragraph = each.find(f"{W}p")
            for child in list(paragraph):
                paragraph.remove(child)
            paragraph.append(run(said))

    told = strays(edited(MADE, change))
    assert [text for where, text in told if where == "a row that is none of the fields"] == [
        "Cost",
        "5 dollars",
        "5 dólares",
    ]


def test_columns_taken_out_are_refused_with_the_row() -> None:
    def change(root: Any) -> None:
        row = rows(root)[-1]
        row.remove(row.findall(f"{W}tc")[1])

    assert refused(edited(MADE, change), "columns").where == "a.docx: 1.text"


def test_no_row_left_is_refused() -> None:
    refused(edited(MADE, lambda root: root[0].remove(root[0].find(f"{W}tbl"))), "None of the fields")


# -- words elsewhere -----------------------------------------------------------------------------------------------


def test_words_outside_the_tables_are_told() -> None:
    def change(root: Any) -> None:
        paragraph = etree.SubElement(root[0], f"{W}p")
        paragraph.append(tracked("ins", run("Ask the ministry.")))

    assert strays(edited(MADE, change)) == [("outside the tables", "Ask the ministry.")]


def test_a_changed_name_of_a_field_is_told() -> None:
    def change(root: Any) -> None:
        cell(root, "1.text", 0).find(f"{W}p").append(run(" (see annex)"))

    assert strays(edited(MADE, change)) == [("the name of talks/us:a: text", "What (see annex)")]


def test_footers_notes_boxes_and_pictures_are_told() -> None:
    def change(root: Any) -> None:
        paragraph = cell(root, "1.text", 1).find(f"{W}p")
        box = etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}pict")
        etree.SubElement(etree.SubElement(box, f"{W}txbxContent"), f"{W}p").append(run("Boxed"))
        etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}footnoteReference")
        numbering = etree.SubElement(paragraph.find(f"{W}pPr"), f"{W}numPr")
        assert numbering is not None

    parts = parts_of(edited(MADE, change))
    for name in ("footer2", "footnotes"):
        root = etree.Element(f"{W}ftr")
        etree.SubElement(root, f"{W}p").append(run(f"In {name}"))
        parts[f"word/{name}.xml"] = etree.tostring(root)
    place = "talks/us:a: text"
    assert set(strays(packed(parts))) == {
        ("automatic numbering, in " + place, ""),
        ("a picture or a box, in " + place, ""),
        ("a footnote, in " + place, ""),
        ("a text box", "Boxed"),
        ("a page footer", "In footer2"),
        ("a footnote", "In footnotes"),
    }


# -- files that are none -------------------------------------------------------------------------------------------


def test_an_ordinary_document_is_refused_plainly() -> None:
    parts = parts_of(MADE)
    del parts["docProps/custom.xml"]
    fault = refused(packed(parts), "doesn't say which text it is of")
    assert "redline write" in fault.do.en


def test_a_newer_form_is_said_to_be_newer() -> None:
    parts = parts_of(MADE)
    parts["docProps/custom.xml"] = parts["docProps/custom.xml"].replace(b"lpwstr>1<", b"lpwstr>7<", 1)
    refused(packed(parts), "form that this program doesn't know (7)")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not such a file"),
        (b"Dear colleague,", "not such a file"),
        (b"%PDF-1.7", "not such a file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password"),
        (MADE[: len(MADE) // 2], "damaged"),
        (packed({"xl/workbook.xml": b"<a/>"}), "not such a file"),
        (packed({"word/document.xml": b"<a", "docProps/custom.xml": b"<a/>"}), "damaged"),
    ],
)
def test_a_docx_that_isnt_one(data: bytes, said: str) -> None:
    refused(data, said)


def test_fifty_megabytes_are_refused_unopened() -> None:
    refused(b"PK" + bytes(50_000_000), "50,000,002 bytes")


def test_a_bomb_is_refused_unopened() -> None:
    parts = parts_of(MADE)
    parts["word/media/zeros.bin"] = bytes(MAX_UNPACKED + 1)
    data = packed(parts)
    assert len(data) < 200_000
    refused(data, "unfold to more than 60 million")


@pytest.mark.parametrize("path", ["word/vbaProject.bin", "word/VBAPROJECT.bin"])
def test_macros_are_refused(path: str) -> None:
    refused(packed({**parts_of(MADE), path: b"\0"}), "macros")


def test_a_macro_enabled_type_is_refused_whatever_its_name() -> None:
    parts = parts_of(MADE)
    kinds = parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = kinds.replace(b"document.main+xml", b"document.macroEnabled.main+xml")
    refused(packed(parts), "macros")


LAUGHS = '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "utf-7"])
@pytest.mark.parametrize("part", ["word/document.xml", "word/comments.xml", "docProps/custom.xml", "_rels/.rels"])
def test_entities_are_refused_in_every_part_and_encoding(part: str, encoding: str) -> None:
    parts = parts_of(MADE)
    old = parts[part].decode().partition("?>")[2]
    parts[part] = f"<?xml version='1.0' encoding='{encoding}'?>{LAUGHS}{old}".encode(encoding)
    fault = refused(packed(parts))
    assert "entities" in fault.what.en or "damaged" in fault.what.en


def test_a_part_that_is_there_twice_is_refused() -> None:
    out = io.BytesIO(MADE)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(out, "a") as package:
        package.writestr("word/document.xml", parts_of(MADE)["word/document.xml"])
    refused(out.getvalue(), "two parts of the same name")


def test_the_strict_form_is_named() -> None:
    parts = parts_of(MADE)
    ours, strict = (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    parts["word/document.xml"] = parts["word/document.xml"].replace(ours, strict)
    refused(packed(parts), "'strict'")


def test_a_text_that_xml_cannot_hold_is_refused_when_writing() -> None:
    with pytest.raises(BadRedline) as told:
        write_redline(redline(words("text", Text("a", "b"), Text("a\x07", "b"))))
    assert "U+0007" in told.value.what.en
    assert told.value.where == "talks/us:a: text.en"


@given(st.data())
def test_a_damaged_file_is_a_fault_or_a_reading_never_a_crash(data: st.DataObject) -> None:
    """Bytes of the package, and of the XML inside it, changed at random."""
    if data.draw(st.booleans()):
        broken = bytearray(MADE)
        for at in data.draw(st.lists(st.integers(0, len(MADE) - 1), min_size=1, max_size=6)):
            broken[at] = data.draw(st.integers(0, 255))
        whole = bytes(broken)
    else:
        parts = parts_of(MADE)
        part = data.draw(st.sampled_from(sorted(parts)))
        text = parts[part]
        at = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(at, min(len(text), at + 80)))
        parts[part] = (
            text[:at] + data.draw(st.sampled_from([b"", b"<w:p/>", b"1", b"\xff", text[at:end] * 2])) + text[end:]
        )
        whole = packed(parts)
    try:
        read_redline("a.docx", whole)
    except BadFile as fault:
        assert fault.what.en
        assert fault.what.es


@given(st.randoms(use_true_random=False))
def test_a_tree_in_disorder_is_a_fault_or_a_reading_never_a_crash(random: Any) -> None:
    """Elements of the document moved, doubled and taken out at random: well-formed, and nonsense."""

    def change(root: Any) -> None:
        for _ in range(random.randint(1, 8)):
            nodes = list(root.iter())[2:]
            node, other = random.choice(nodes), random.choice(nodes)
            if random.random() < 0.3 and node.getparent() is not None:
                node.getparent().remove(node)
            elif node not in list(other.iter()) and other not in list(node.iter()):
                other.append(copy.deepcopy(node))

    try:
        read_redline("a.docx", edited(MADE, change))
    except BadFile as fault:
        assert fault.what.es
