"""Plain text, Markdown and HTML to lines; encodings, line ends; what is refused and in which words."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilateral.files import BadFile, BinaryFile, EmptyFile, FileTooLarge, Line, UnknownExtension, read_document
from bilateral.files.markers import Markers, marker_class, roman, roman_value
from bilateral.values import BadInput


def lines(text: str | bytes, name: str = "a.txt") -> list[Line]:
    data = text.encode() if isinstance(text, str) else text
    return [line for line in read_document(name, data).lines if line.kind != "blank"]


def texts(text: str | bytes, name: str = "a.txt") -> list[str]:
    return [line.text for line in lines(text, name)]


# -- encodings and line ends


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("Eje 1: Año".encode(), "utf-8"),
        (codecs.BOM_UTF8 + "Eje 1: Año".encode(), "utf-8-sig"),
        (codecs.BOM_UTF16_LE + "Eje 1: Año".encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + "Eje 1: Año".encode("utf-16-be"), "utf-16"),
        ("Eje 1: Año".encode("cp1252"), "windows-1252"),
    ],
)
def test_encodings(data: bytes, encoding: str) -> None:
    document = read_document("a.txt", data)
    assert document.lines[0].text == "Eje 1: Año"
    assert document.encoding == encoding
    assert bool(document.notes) == (encoding == "windows-1252")


def test_a_guessed_encoding_is_said_in_both_languages() -> None:
    (note,) = read_document("a.txt", b"A\xf1o").notes
    assert "Windows-1252" in note.en
    assert "acentos" in note.es


def test_a_page_may_declare_its_encoding() -> None:
    page = '<meta charset="iso-8859-2"><p>Łódź</p>'.encode("iso-8859-2")
    document = read_document("a.html", page)
    assert document.encoding == "iso8859-2"
    assert "Łódź" in document.text


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_are_one(end: str) -> None:
    assert [(li.number, li.text) for li in lines(end.join(["one", "", "two"]))] == [(1, "one"), (3, "two")]


def test_only_line_ends_end_lines() -> None:
    assert texts("a\x0bb\x0cc\u2028d") == ["a b c d"]


def test_characters_that_can_not_stand_in_a_text_are_dropped() -> None:
    assert texts("soft\u00adhyphen \u202eback\u202c zero\u200bwidth\ufeff") == ["softhyphen back zerowidth"]


def test_text_is_composed() -> None:
    assert texts("An\u0303o") == ["Año"]


# -- form


def test_markers_levels_and_numbers() -> None:
    text = "• Line\n  • Action\n\t\t– deeper\n• Line\n1. one\n1.1 Two\na) three\n(ii) no\n(i) four\n1.- five\n"
    found = [(li.kind, li.level, li.marker) for li in lines(text)]
    assert found == [
        ("item", 1, "•"),
        ("item", 2, "•"),
        ("item", 3, "–"),
        ("item", 1, "•"),
        ("item", 2, "1."),
        ("item", 3, "1.1"),
        ("item", 4, "a)"),
        ("text", 0, ""),
        ("item", 5, "(i)"),
        ("item", 2, "1.-"),
    ]


def test_names_and_prose_are_not_markers() -> None:
    text = "J. Biden\nU. S. trade\n2.5 million people\n-5 percent\n*strong*\no México\n21st century\nI think so\n"
    assert {li.kind for li in lines(text)} == {"text"}


def test_the_word_processors_o_is_a_bullet_only_in_company() -> None:
    assert [li.marker for li in lines("o Buy\no Sell\n")] == ["o", "o"]
    assert [li.marker for li in lines("o México\nalgo\n")] == ["", ""]


def test_headings_by_hash_underline_and_rules() -> None:
    text = "Title\n=====\n\nPart\n----\n## Sub ##\n###\n* * *\n**Bold**\nSHOUT LOUD\n"
    assert [(li.kind, li.level, li.text or li.marker) for li in lines(text)] == [
        ("heading", 1, "Title"),
        ("rule", 0, "====="),
        ("heading", 2, "Part"),
        ("rule", 0, "----"),
        ("heading", 2, "Sub"),
        ("rule", 0, "###"),
        ("rule", 0, "* * *"),
        ("text", 0, "Bold"),
        ("text", 0, "SHOUT LOUD"),
    ]
    assert [li.style for li in lines(text)][-2:] == ["bold", "caps"]


def test_markdown_keeps_line_numbers_indentation_and_emphasis() -> None:
    text = "# Plan\n\nPara one\nline two\n\n- **Line**\n  - do *this*\n    and that\n- [link](http://x)\n\n    • code\n"
    found = [(li.number, li.kind, li.level, li.text) for li in lines(text, "a.md")]
    assert found == [
        (1, "heading", 1, "Plan"),
        (3, "text", 0, "Para one"),
        (4, "text", 0, "line two"),
        (6, "item", 1, "Line"),
        (7, "item", 2, "do this"),
        (8, "text", 0, "and that"),
        (9, "item", 1, "link"),
        (11, "item", 2, "code"),
    ]


def test_markdown_tables_html_and_definitions_are_not_lost() -> None:
    text = "| a | b |\n|---|---|\n| c | d |\n\n<p>e <b>f</b></p>\n\n[x]: http://y\n"
    words = " ".join(texts(text, "a.md"))
    assert all(word in words.split() for word in "abcdef")
    assert "http://y" in words


def test_html_lists_headings_breaks_and_furniture() -> None:
    page = """<html><head><title>T</title><style>x</style></head><body><nav>Menu</nav><header>Logo</header><main>
    <h1>Plan</h1><ul><li>Line<ul><li>Action</li></ul></li></ul><ol start="3"><li>c</li></ol>one<br>two
    <p hidden>h</p></main><div>Share</div><footer>Foot</footer><script>var a</script></body></html>"""
    document = read_document("a.html", page.encode())
    found = [(li.text, li.kind, li.level, li.marker, li.furniture) for li in document.lines if li.text]
    assert found == [
        ("T", "text", 0, "", "head"),
        ("Menu", "text", 0, "", "nav"),
        ("Logo", "text", 0, "", "header"),
        ("Plan", "heading", 1, "", ""),
        ("Line", "item", 1, "•", ""),
        ("Action", "item", 2, "•", ""),
        ("c", "item", 1, "3.", ""),
        ("one", "text", 0, "", ""),
        ("two", "text", 0, "", ""),
        ("h", "text", 0, "", "hidden"),
        ("Share", "text", 0, "", "outside"),
        ("Foot", "text", 0, "", "footer"),
    ]
    assert "2" in document.notes[0].en


def test_html_in_one_line_gets_running_numbers() -> None:
    numbers = [li.number for li in lines("<p>a</p><p>b</p><p>c</p>", "a.html")]
    assert len(set(numbers)) == 3


def test_a_page_nested_very_deep_is_read() -> None:
    assert texts("<div>" * 20_000 + "deep" + "</div>" * 20_000, "a.html") == ["deep"]


# -- refused


@pytest.mark.parametrize("data", [b"", b"  \n\t\r\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\xff\xfe\n\x00"])
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.docx"])
def test_empty(name: str, data: bytes) -> None:
    with pytest.raises(EmptyFile, match="empty"):
        read_document(name, data)


def test_a_page_without_words_is_empty() -> None:
    with pytest.raises(EmptyFile):
        read_document("a.html", b"<html><script>x</script></html>")


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 ...",
        b"\x89PNG\r\n\x1a\n" + bytes(20),
        b"PK\x03\x04" + bytes(20),
        b"MZ\x90\x00" + bytes(range(256)),
        b"text with \x00 inside",
        codecs.BOM_UTF16_LE + b"\x00\xd8\x00",
        b"\x81\x8d\x8f\x90",
        bytes(range(1, 32)) * 20,
    ],
)
def test_binary(data: bytes) -> None:
    with pytest.raises(BinaryFile) as caught:
        read_document("a.txt", data)
    assert "no es texto" in caught.value.what.es
    assert "UTF-8" in caught.value.do.en


@pytest.mark.parametrize("name", ["plan.pdf", "plan.doc", "plan", "plan.txt.exe", ".docx/"])
def test_unknown_extension(name: str) -> None:
    with pytest.raises(UnknownExtension) as caught:
        read_document(name, b"Pillar 1: Water")
    assert ".docx" in caught.value.what.en
    assert caught.value.do.complete


def test_too_large() -> None:
    with pytest.raises(FileTooLarge, match="10,001 bytes; the limit is 10,000"):
        read_document("a.txt", b"x" * 10_001, limit=10_000)


def test_every_fault_is_bad_input() -> None:
    assert issubclass(BadFile, BadInput)


@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.md", "a.html", "a.docx"]))
def test_any_bytes_give_lines_or_a_plain_fault(data: bytes, name: str) -> None:
    try:
        document = read_document(name, data)
    except BadFile as fault:
        assert fault.what.complete
        assert fault.do.complete
        return
    assert document.lines
    assert all(line.text.isprintable() for line in document.lines)


# -- markers


@given(st.integers(1, 89))
def test_roman_numerals_read_back(value: int) -> None:
    assert roman_value(roman(value)) == roman_value(roman(value).upper()) == value


@pytest.mark.parametrize("text", ["", "iiii", "vx", "abc", "iix", "mix", "civil"])
def test_what_is_no_roman_numeral(text: str) -> None:
    assert roman_value(text) == 0


def test_classes_of_markers() -> None:
    assert marker_class("-") == marker_class("–")
    assert marker_class("1.") == marker_class("12.") != marker_class("1.1")
    assert marker_class("a)") == marker_class("b)") != marker_class("A)")
    assert Markers().split("a) x") == ("a)", "x")


def test_the_public_names_fit_on_one_screen() -> None:
    import bilateral.files as room

    faults = {"BadDocx", "BadFile", "BinaryFile", "EmptyFile", "FileTooLarge", "UnknownExtension"}
    assert set(room.__all__) == faults | {"EXTENSIONS", "MAX_BYTES", "Document", "Line", "LineKind", "read_document"}
