"""What goes out comes back: any text, any changes, some accepted, some rejected, and whatever an editor then does."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from bilateral.files.redline import Change, Remark, Row, read_redline, write_redline
from bilateral.values import Text, word_diff
from tests.files.redline.editor import W, cell, changes, edited, redline, run, settle, tracked, words

WORDS = st.sampled_from(
    ["open", "2", "lanes", "más", "filas", "año", "año", ",", ".", "\n", "\n\n", "–", "<b>", "&", "𝟚"]
)
TEXTS = st.lists(WORDS, max_size=12).map(lambda found: " ".join(found).strip())
ANY = st.text(st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn"), include_characters="\n\t"), max_size=60).map(
    str.strip
)


def back(data: bytes, place: str = "text", lang: str = "en") -> Any:
    return read_redline("a.docx", data).sheets[0].cells[place, lang]


@given(ANY, ANY, ANY, ANY)
def test_untouched_both_texts_come_back_to_the_letter(en: str, es: str, new_en: str, new_es: str) -> None:
    returned = read_redline("a.docx", write_redline(redline(words("text", Text(en, es), Text(new_en, new_es)))))
    cells = returned.sheets[0].cells
    assert (cells["text", "en"].text, cells["text", "en"].rejected) == (new_en, en)
    assert (cells["text", "es"].text, cells["text", "es"].rejected) == (new_es, es)
    assert not returned.outside
    assert not returned.sheets[0].missing


@given(TEXTS, TEXTS, st.data())
def test_any_changes_accepted_and_others_rejected_give_exactly_that_text(
    base: str, now: str, data: st.DataObject
) -> None:
    """The expected text is joined from the word diff alone; the editor works on the XML alone."""
    written = write_redline(redline(words("text", Text(base, "es"), Text(now, "es"))))
    spans = [span for span in word_diff(base, now) if span.text]
    decide = {
        n: data.draw(st.sampled_from(["accept", "reject", "leave"])) for n, s in enumerate(spans) if s.kind != "same"
    }

    def decided(root: Any) -> None:
        nodes = changes(root)
        assert len(nodes) == len(decide)
        for node, decision in zip(nodes, decide.values(), strict=True):
            if decision != "leave":
                settle(node, accept=decision == "accept")

    def expected(still_open: str) -> str:
        kept = []
        for n, span in enumerate(spans):
            how = still_open if decide.get(n) == "leave" else decide.get(n)
            if span.kind == "same" or (span.kind == "added") == (how == "accept"):
                kept.append(span.text)
        return "".join(kept).strip()

    found = back(edited(written, decided))
    assert found.text == expected("accept")
    assert found.rejected == expected("reject")
    still = [spans[n].text for n, decision in decide.items() if decision == "leave"]
    assert "".join(change.text for change in found.open) == "".join(still)


def test_the_same_input_gives_the_same_bytes() -> None:
    made = redline(words("text", Text("a", "b"), Text("a c", "b d")), remarks=[Remark("Ana", "", "Why?")])
    assert write_redline(made) == write_redline(made)


def test_edits_by_others_with_tracking_on_and_off() -> None:
    def change(root: Any) -> None:
        paragraph = cell(root, "1.text", 1).find(f"{W}p")
        paragraph.append(tracked("ins", run(" and 2 by night")))
        paragraph.append(run("!"))

    found = back(
        edited(write_redline(redline(words("text", Text("Open", "Abrir"), Text("Open 3", "Abrir 3")))), change)
    )
    assert found.text == "Open 3 and 2 by night!"
    assert found.rejected == "Open!"
    assert found.open == (
        Change("added", " 3", "Ana", "2026-11-25T12:00:00Z"),
        Change("added", " and 2 by night", "Luis", "2026-11-26T08:00:00Z"),
    )


def test_what_one_added_and_another_removed_is_open_and_in_neither_text() -> None:
    def change(root: Any) -> None:
        inserted = next(root.iter(f"{W}ins"))
        for child in list(inserted):
            child.find(f"{W}t").tag = f"{W}delText"
            inserted.append(tracked("del", child))

    found = back(edited(write_redline(redline(words("text", Text("Open", "Abrir"), Text("Open 3", "Abrir")))), change))
    assert (found.text, found.rejected) == ("Open", "Open")
    assert [(each.kind, each.author) for each in found.open] == [("removed", "Luis")]


def test_paragraphs_split_and_joined_by_tracked_ends() -> None:
    def change(root: Any) -> None:
        held = cell(root, "1.text", 1)
        second = etree.SubElement(held, f"{W}p")
        second.append(run("Second."))
        look = etree.SubElement(held.find(f"{W}p/{W}pPr"), f"{W}rPr")
        look.append(tracked("ins"))

    found = back(edited(write_redline(redline(words("text", Text("First.", ""), Text("First.", "")))), change))
    assert found.text == "First.\nSecond."
    assert found.rejected == "First.Second."


def test_moves_content_controls_and_links_are_words_too() -> None:
    def change(root: Any) -> None:
        paragraph = cell(root, "1.text", 1).find(f"{W}p")
        control = etree.SubElement(etree.SubElement(paragraph, f"{W}sdt"), f"{W}sdtContent")
        control.append(run(" controlled"))
        etree.SubElement(paragraph, f"{W}hyperlink").append(run(" linked"))
        paragraph.append(tracked("moveFrom", run(" gone", "t")))
        paragraph.append(tracked("moveTo", run(" come")))

    found = back(edited(write_redline(redline(words("text", Text("A", ""), Text("A", "")))), change))
    assert found.text == "A controlled linked come"
    assert found.rejected == "A controlled linked gone"


def test_values_are_one_cell_for_both_languages_and_replaced_whole() -> None:
    row = Row("due", Text("Due", "Fecha"), Text.same("2028-12-31"), Text.same("2029-06-30"), shared=True)
    found = back(write_redline(redline(row)), "due", "")
    assert [(each.kind, each.text) for each in found.open] == [("removed", "2028-12-31"), ("added", "2029-06-30")]


REMARKS = (
    Remark("Ana", "2026-11-25T10:00:00Z", "Is June right?", 0, "text", "en", "by June"),
    Remark("Luis", "2026-11-25T11:00:00Z", "Yes.\nIt is.", 0, "text", "en", "by June", reply_to=0, done=True),
    Remark("Ana", "2026-11-25T10:00:00Z", "¿Y el resto?", 0, "text", "es"),
    Remark("Ana", "", "Too late", 0, "due", ""),
    Remark("Ana", "", "All of it", 0, "", ""),
)


def test_comments_come_back_with_author_date_anchor_and_thread() -> None:
    due = Row("due", Text("Due", "Fecha"), Text.same("2028-12-31"), Text.same("2028-12-31"), shared=True)
    text = words("text", Text("Open 2 lanes", "Abrir"), Text("Open 2 lanes by June", "Abrir 2"))
    assert read_redline("a.docx", write_redline(redline(text, due, remarks=REMARKS))).remarks == REMARKS


def test_a_comment_on_words_that_are_gone_hangs_on_the_whole_field() -> None:
    lost = Remark("Ana", "", "Where?", 0, "text", "en", "by June")
    found = read_redline("a.docx", write_redline(redline(words("text", Text("a", "b"), Text("", "b")), remarks=[lost])))
    assert (found.remarks[0].place, found.remarks[0].lang, found.remarks[0].quote) == ("text", "en", "")
