"""Text, faults, names and references: what every room imports."""

import copy
import pickle
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bilateral.values as values
from bilateral.values import (
    EMPTY,
    LANGS,
    BadInput,
    BadLang,
    BadRef,
    EntryRef,
    Fault,
    Name,
    Ref,
    T,
    Text,
    check_id,
    check_origin,
    dialogue_of,
    parse_lang,
    parse_place,
    party_of,
)

LEAF = "0" * 63 + "a"
segments = st.from_regex(r"[a-z0-9][a-z0-9-]{0,63}", fullmatch=True)
origins = st.lists(segments, min_size=2, max_size=3).map("/".join)

PUBLIC = """
    BadInput BadLang BadMoney BadPeriod BadRef CURRENCIES Code Codes Column Discord EMPTY EntryRef Fault LANGS Lang
    MONTHS Money Name ONGOING PLACES Period Ref Rows SECTORS Span T Text UnknownCode check_id check_origin concordance
    dialogue_of diff_words format_date format_datetime is_id is_leaf is_origin parse_date parse_datetime parse_lang
    parse_place party_of word_diff
"""


def test_public_names_are_pinned() -> None:
    assert sorted(values.__all__) == sorted(PUBLIC.split())
    assert all(hasattr(values, name) for name in values.__all__)


def test_values_import_neither_django_nor_a_clock_of_their_own() -> None:
    code = "import sys, bilateral.values; print('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


def test_text_formats_language_by_language() -> None:
    assert T is Text
    greeting = Text("{who} agreed to {n}.", "{who} dio su conformidad a {n}.")
    assert greeting.format(who=Text("Mexico", "México"), n=3) == Text(
        "Mexico agreed to 3.", "México dio su conformidad a 3."
    )
    assert Text.same("x") == Text("x", "x")
    assert Text("a", "b") + "!" == Text("a!", "b!")
    assert Text.join(", ", [Text("a", "b"), Text("c", "d")]) == Text("a, c", "b, d")
    assert Text.from_dict(greeting.to_dict()) == greeting


def test_what_is_put_into_a_text_is_not_read_as_a_template() -> None:
    assert Text("{x}", "{x}").format(x="{y}") == Text.same("{y}")


def test_text_is_complete_only_in_both_languages() -> None:
    assert Text("a", "b").complete and not Text("a", " ").complete
    assert not EMPTY and Text("a", "")
    with pytest.raises(ValueError, match="en and es"):
        EMPTY.in_("fr")


class _Coded(BadInput):
    code = "coded"


def test_a_fault_says_what_where_and_what_to_do_in_both_languages() -> None:
    fault = BadInput(Text("Wrong.", "Mal."), "line 3", Text("Mend it.", "Corrígelo."))
    assert str(fault) == "line 3: Wrong. Mend it."
    assert fault.in_("es") == "line 3: Mal. Corrígelo."
    assert fault.to_dict() == {
        "code": "bad-input",
        "what": {"en": "Wrong.", "es": "Mal."},
        "where": "line 3",
        "do": {"en": "Mend it.", "es": "Corrígelo."},
    }
    assert fault.to_dict("es")["what"] == "Mal."
    assert fault.at("file.yaml").where == "file.yaml: line 3"


def test_a_fault_has_the_code_of_its_class_unless_told() -> None:
    words = Text("a", "b")
    assert [f.code for f in (Fault(words), BadInput(words), _Coded(words))] == ["fault", "bad-input", "coded"]
    assert BadInput(words, code="own").code == "own"


def test_a_fault_survives_pickling_and_copying() -> None:
    fault = _Coded(Text("a", "b"), where="w", do=Text("c", "d"))
    for twin in (pickle.loads(pickle.dumps(fault)), copy.copy(fault)):
        assert twin.to_dict() == fault.to_dict() and type(twin) is _Coded


@pytest.mark.parametrize("raw, lang", [("en", "en"), ("es-MX", "es"), ("EN_us", "en"), (" es ", "es")])
def test_languages_are_read_from_tags(raw: str, lang: str) -> None:
    assert parse_lang(raw) == lang


def test_an_unknown_language_is_a_fault() -> None:
    with pytest.raises(BadLang):
        parse_lang("english")


@given(origins, segments)
def test_names_read_back(origin: str, id_: str) -> None:
    name = Name(origin, id_)
    assert Name.parse(str(name)) == name
    assert (name.dialogue, name.party) == (dialogue_of(origin), party_of(origin)) == tuple(origin.split("/")[:2])


@given(origins, st.integers(0, 2**53 - 1), segments)
def test_entry_references_read_back(origin: str, seq: int, rel: str) -> None:
    entry = EntryRef(origin, seq, LEAF)
    assert EntryRef.from_json(entry.to_json()) == EntryRef.parse(entry.full) == entry
    assert parse_place(entry.short) == parse_place(str(entry)) == (origin, seq)
    assert Ref.from_json(Ref(rel, entry).to_json()) == Ref(rel, entry)
    assert entry.party == party_of(origin)


NOT_NAMES = ["", "hled/us", "hled:x", "Hled/us:x", "hled/us:X", "hled/us: x", "hled/us:x\n", "hled/us:-x", "hled//us:x"]


@pytest.mark.parametrize("raw", [*NOT_NAMES, "hled/us:" + "x" * 65, "hled/us:x:y", "hled/ús:x", None, 3])
def test_what_is_no_name_is_refused_in_both_languages(raw: str) -> None:
    with pytest.raises(BadRef) as caught:
        Name.parse(raw, where="refs")
    _plain(caught.value)
    assert caught.value.where == "refs"


@pytest.mark.parametrize("seq", [-1, True, 1.0, "1", 2**53, None])
def test_a_position_is_a_whole_number_in_range(seq: object) -> None:
    with pytest.raises(BadRef):
        EntryRef.from_json({"log": "hled/us", "seq": seq, "leaf": LEAF})


@pytest.mark.parametrize(
    "value",
    [
        {},
        [],
        {"log": "hled/us", "seq": 1},
        {"log": "hled/us", "seq": 1, "leaf": "A" * 64},
        {"log": 1, "seq": 1, "leaf": LEAF},
        {"log": "hled/us", "seq": 1, "leaf": LEAF, "more": 1},
    ],
)
def test_entry_references_are_read_strictly(value: object) -> None:
    with pytest.raises(BadRef):
        EntryRef.from_json(value)


@pytest.mark.parametrize("raw", ["hled/us#01", "hled/us#-1", "hled/us", "hled#1", "hled/us#1 ", "hled/us#" + "9" * 16])
def test_places_are_read_strictly(raw: str) -> None:
    with pytest.raises(BadRef):
        parse_place(raw)


def test_checks_return_what_they_checked() -> None:
    assert check_origin("hled/us/intake") == "hled/us/intake"
    assert check_id("i-1-supply") == "i-1-supply"
    for check in (check_origin, check_id):
        with pytest.raises(BadRef) as caught:
            check("No good")
        _plain(caught.value)


def _plain(fault: Fault) -> None:
    assert fault.what.complete and fault.do.complete
    assert all(fault.what.in_(lang) in fault.in_(lang) for lang in LANGS)
