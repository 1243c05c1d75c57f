"""word/document.xml: a title, how to use the file, and for each document a table of field, English, Spanish.

Each row's first cell ends with its key in grey (``1.milestones.m1.title``: the document's number in the file, then the
place): people can see it, no program drops it, and a row that was moved or sorted is still known by it.
"""

import itertools
from collections.abc import Iterator, Sequence
from typing import Final

from bilateral.files.redline.faults import hidden_character
from bilateral.files.redline.runs import Anchored, Pen, runs_of
from bilateral.files.redline.shapes import BOTH, Redline, Row, Sheet
from bilateral.files.redline.xml import Element, el, unwritable, words
from bilateral.values import LANGS, Lang, Text

_TITLE: Final = Text("Text with tracked changes", "Texto con cambios marcados")
_HOW: Final = Text(
    "Change words in the two language columns only; changes are tracked. Accept, reject, edit and comment as you like, "
    "then hand the file back. What stands outside the tables is reported, not taken over. Leave the grey names alone: "
    "they say which field a row is.",
    "Cambia palabras sólo en las dos columnas de idiomas; los cambios quedan marcados. Acepta, rechaza, edita y "
    "comenta lo que haga falta y devuelve el archivo. Lo que quede fuera de las tablas se reporta, no se incorpora. "
    "No cambies los nombres en gris: indican qué campo es cada fila.",
)
_NEW: Final = Text("a new text", "un texto nuevo")
_CHANGE: Final = Text("changes the text in force", "cambia el texto vigente")
_HEADS: Final = ("Field · Campo", "English", "Español")
_WIDTHS: Final = (2600, 5850, 5850)  # twentieths of a point, of a letter page on its side


def key_of(number: int, place: str) -> str:
    return f"{number}.{place}"


def own_words(redline: Redline) -> list[str]:
    """What we write outside of the fields, paragraph by paragraph, and in the first cells of rows."""
    told = [text.in_(lang) for text in (_TITLE, _HOW) for lang in LANGS] + list(_HEADS)
    for number, sheet in enumerate(redline.sheets, 1):
        told += [*_heading(sheet), _about(sheet)]
        told += [words for row in sheet.rows for words in (*_label(row), key_of(number, row.place))]
    return told


def document_xml(redline: Redline) -> Element:
    """:raises BadRedline: a text holds a character that XML can't."""
    numbers = itertools.count(1)
    pen = Pen(redline.author, redline.date.strftime("%Y-%m-%dT%H:%M:%SZ"), numbers)
    body = el("body", *(_para("Title", [text], lang) for lang, text in _pairs(_TITLE)))
    body.extend(_para("Note", [text], lang) for lang, text in _pairs(_HOW))
    for index, sheet in enumerate(redline.sheets):
        en, es = _heading(sheet)
        about = el("p", el("pPr", el("pStyle", val="Note")))
        about.extend(runs_of(_about(sheet), _about(sheet), "", pen, _elsewhere(redline, index)))
        body.extend((_para("Heading1", [en], "en"), _para("Heading2", [es], "es"), about))
        body.extend((_table(redline, index, pen), el("p")))
    page = (
        el("pgSz", w="15840", h="12240", orient="landscape"),
        el("pgMar", top="900", right="770", bottom="900", left="770", header="450", footer="450", gutter="0"),
    )
    body.append(el("sectPr", *page))
    return el("document", body)


def _elsewhere(redline: Redline, index: int) -> list[Anchored]:
    """The comments on a document that are on none of its fields: they hang on the line that names it."""
    places = {row.place for row in redline.sheets[index].rows}
    return [
        Anchored(number, remark)
        for number, remark in enumerate(redline.remarks)
        if remark.sheet == index and remark.place not in places
    ]


def _pairs(text: Text) -> Iterator[tuple[Lang, str]]:
    return ((lang, text.in_(lang)) for lang in LANGS)


def _heading(sheet: Sheet) -> tuple[str, str]:
    title = sheet.title or Text.same(sheet.name)
    return title.en, title.es


def _about(sheet: Sheet) -> str:
    state = _CHANGE if sheet.base else _NEW
    return (
        f"{sheet.name} · {sheet.kind_words.en}, {state.en} · {sheet.kind_words.es}, {state.es}"
        if sheet.kind_words.en != sheet.kind_words.es
        else f"{sheet.name} · {sheet.kind_words.en} · {state.en} · {state.es}"
    )


def _label(row: Row) -> tuple[str, str]:
    return row.label.en, row.label.es


def _para(style: str, lines: Sequence[str], lang: str = "") -> Element:
    look = el("rPr", el("lang", val={"en": "en-US", "es": "es-MX"}[lang])) if lang else el("rPr", el("noProof"))
    return el("p", el("pPr", el("pStyle", val=style)), *(el("r", look, words("t", line)) for line in lines))


def _table(redline: Redline, index: int, pen: Pen) -> Element:
    look = el(
        "tblPr",
        el("tblStyle", val="TableGrid"),
        el("tblW", w=str(sum(_WIDTHS)), type="dxa"),
        el("tblLayout", type="fixed"),
        el("tblLook", val="0420"),
    )
    grid = el("tblGrid", *(el("gridCol", w=str(width)) for width in _WIDTHS))
    cells = (
        _cell(width, [_para("TableHead", [head])], shade=True) for width, head in zip(_WIDTHS, _HEADS, strict=True)
    )
    head = el("tr", el("trPr", el("cantSplit"), el("tblHeader")), *cells)
    rows = (_row(redline, index, row, pen) for row in redline.sheets[index].rows)
    return el("tbl", look, grid, head, *rows)


def _row(redline: Redline, index: int, row: Row, pen: Pen) -> Element:
    en, es = _label(row)
    key = _para("FieldKey", [key_of(index + 1, row.place)])
    names = [_para("FieldName", [en], "en"), *([_para("FieldName", [es], "es")] if es != en else []), key]
    name = _cell(_WIDTHS[0], names, shade=True)
    if row.shared:
        return el("tr", name, _cell(sum(_WIDTHS[1:]), [_value(redline, index, row, BOTH, pen)], span=2))
    cells = (_cell(w, [_value(redline, index, row, lang, pen)]) for w, lang in zip(_WIDTHS[1:], LANGS, strict=True))
    return el("tr", name, *cells)


def _cell(width: int, paragraphs: Sequence[Element], *, span: int = 1, shade: bool = False) -> Element:
    look = el("tcPr", el("tcW", w=str(width), type="dxa"))
    if span > 1:
        look.append(el("gridSpan", val=str(span)))
    if shade:
        look.append(el("shd", val="clear", color="auto", fill="F1F3F6"))
    return el("tc", look, *paragraphs)


def _value(redline: Redline, index: int, row: Row, lang: str, pen: Pen) -> Element:
    base, now = (text.in_(lang or "en") for text in (row.base, row.now))
    for text in (base, now):
        if bad := unwritable(text):
            raise hidden_character(f"{redline.sheets[index].name}: {row.place}.{lang}".rstrip("."), bad)
    anchored = [
        Anchored(number, remark)
        for number, remark in enumerate(redline.remarks)
        if (remark.sheet, remark.place) == (index, row.place) and (remark.lang or lang) == lang
        if remark.lang or row.shared or lang == LANGS[0]  # a comment on a whole field hangs on its first language
    ]
    return el("p", el("pPr", el("pStyle", val="Words")), *runs_of(base, now, lang, pen, anchored))
