"""Files as hostile or careless people make them: JSON Lines, Parquet and what is no file, each answered plainly."""

import datetime as dt
import decimal
import json
import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bilateral.voices.intake import Columns, take
from bilateral.voices.intake.faults import BadSubmissions, NoColumn, NotATable, NothingToRead
from bilateral.voices.intake.formats import Reader
from bilateral.voices.intake.json_rows import JsonRows
from tests.voices.intake.test_intake import read


def as_lines(*rows: Any) -> bytes:
    return "\n".join(json.dumps(row) for row in rows).encode()


def test_a_named_column_that_comes_late_is_none_before(tmp_path: Path) -> None:
    data = as_lines({"text": "A"}, *({"text": f"{n}"} for n in range(1_500)), {"text": "B", "Pais": "MX"})
    taken, rows, aside = read(tmp_path, "a.jsonl", data, country="pais")
    assert (taken.kept, taken.aside, aside) == (1_502, {}, [])
    assert (rows[0]["country"], rows[-1]["country"]) == (None, "MX")


def test_a_named_column_that_never_comes_is_told_at_the_end_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(NoColumn, match="no column 'when'"):
        read(tmp_path, "a.jsonl", as_lines(*({"text": f"{n}"} for n in range(3_000))), time="when")
    assert [path.name for path in tmp_path.iterdir()] == ["a.jsonl"]


def test_ids_that_come_within_the_first_rows_name_rows_and_later_ones_do_not(tmp_path: Path) -> None:
    taken, rows, _ = read(tmp_path, "a.jsonl", as_lines({"text": "A"}, {"text": "B", "id": "b"}))
    assert (taken.aside, [row["id"] for row in rows]) == ({"no-id": 1}, ["b"])
    many = as_lines(*({"text": f"{n}"} for n in range(1_000)), {"text": "B", "id": "b"})
    taken, rows, _ = read(tmp_path, "b.jsonl", many)
    assert (taken.notes, rows[-1]["id"]) == ({"numbered": 1_001}, "1001")
    taken, rows, _ = read(tmp_path, "c.jsonl", many, id="id")
    assert (taken.aside, [row["id"] for row in rows]) == ({"no-id": 1_000}, ["b"])


def test_json_lines_in_windows_1252_are_noted_and_hashed_as_they_came(tmp_path: Path) -> None:
    line = '{"id": 1, "Opinión": "Señal “rápida”"}\n'.encode("cp1252")
    taken, rows, aside = read(tmp_path, "a.jsonl", line, text="opinión")
    assert (rows[0]["text"], taken.notes) == ("Señal “rápida”", {"windows-1252": 1})
    assert rows[0]["sha256"] == sha256("Señal “rápida”".encode("cp1252")).digest()
    assert [(a["row"], a["line"], a["reason"], a["kept"]) for a in aside] == [(1, 1, "windows-1252", True)]
    taken, rows, _ = read(tmp_path, "a.csv", "id,Opinión\n1,Año\n".encode("cp1252"), text="opinión")
    assert (rows[0]["text"], taken.notes) == ("Año", {"windows-1252": 1})


def test_odd_json_gets_plain_answers(tmp_path: Path) -> None:
    lines = [
        b'{"id": 1, "text": NaN}',
        b'{"id": 2, "text": "first", "text": "last"}',
        b'{"id": 3, "text": "half \\udc93"}',
        b'{"id": NaN, "text": "a"}',
        b'{"id": 4, "text": {"a": ["\\ud800"]}}',
        b'{"id": 5, "text": ' + b"[" * 100_000,
        b'{"id": 6, "text": "b", "time": NaN}',
        b'{"id": 1' + b"0" * 5_000 + b', "text": "c"}',
    ]
    taken, rows, _ = read(tmp_path, "a.jsonl", b"\n".join(lines))
    assert [row["text"] for row in rows] == ["last", "half \ufffd", "a", "b"]
    assert taken.aside == {"not-json": 2, "not-text": 2}
    assert taken.notes == {"control": 1, "time": 1}


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_a_json_list_is_refused_with_what_to_do(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotATable, match="jq -c") as caught:
        read(tmp_path, name, b'\n [{"text": "a"},\n {"text": "b"}]')
    assert "lista JSON" in caught.value.in_("es")


def test_a_json_line_longer_than_lines_may_be_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "a"}\n{"text": "' + b"b" * 3_000_000 + b'"}\n{"text": "c"}\n')
    with path.open("rb") as file:
        found = [getattr(cells, "reason", "kept") for *_, cells in JsonRows(path, Columns(), 1_000).rows(file)]
    assert found == ["kept", "too-long", "kept"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_wide_encodings_are_read_and_damage_is_told(tmp_path: Path, encoding: str) -> None:
    for name, data in (("a.csv", "text\nAño\n"), ("a.jsonl", '{"text": "Año"}\n')):
        assert [row["text"] for row in read(tmp_path, name, data.encode(encoding))[1]] == ["Año"]
        with pytest.raises(NotATable, match=encoding.upper()):
            read(tmp_path, name, data.encode(encoding)[:-1])


def test_the_line_by_which_excel_tells_its_delimiter(tmp_path: Path) -> None:
    for first in ("sep=;", '"sep=;"', "\ufeffsep=;"):
        _, rows, _ = read(tmp_path, "a.csv", f"{first}\r\nid;text\r\n1;Hi, you\r\n".encode())
        assert [row["text"] for row in rows] == ["Hi, you"]


def test_nul_is_hashed_with_the_text_and_taken_out(tmp_path: Path) -> None:
    taken, rows, aside = read(tmp_path, "a.csv", b"id,text\n1,a\x00b\n2,c\n")
    assert (rows[0]["text"], rows[0]["sha256"]) == ("ab", sha256(b"a\x00b").digest())
    assert [(a["row"], a["reason"], a["kept"]) for a in aside] == [(1, "control", True)]
    assert taken.notes == {"control": 1}


NOON = dt.datetime(2021, 9, 9, 12, tzinfo=dt.UTC)
STAMP = int(NOON.timestamp())


@pytest.mark.parametrize(
    ("column", "wanted"),
    [
        (pa.array([STAMP * 10**9 + 1, None], pa.timestamp("ns")), NOON),
        (pa.array([STAMP, None], pa.timestamp("s")), NOON),
        (pa.array([STAMP * 1000, None], pa.timestamp("ms", tz="America/Tijuana")), NOON),
        (pa.array([STAMP * 10**6, None], pa.timestamp("us", tz="No/Where")), NOON),
        (pa.array([18_879, None], pa.int32()).cast(pa.date32()), NOON.replace(hour=0)),
        (pa.array([18_879 * 86_400_000, None], pa.int64()).cast(pa.date64()), NOON.replace(hour=0)),
        (pa.array([STAMP, None], pa.uint64()), NOON),
        (pa.array([2**62, None], pa.timestamp("us")), None),
        (pa.array([2**31 - 1, None], pa.int32()).cast(pa.date32()), None),
        (pa.array([True, None]), None),
    ],
)
def test_parquet_times_of_every_kind(tmp_path: Path, column: pa.Array, wanted: dt.datetime | None) -> None:
    pq.write_table(pa.table({"text": ["a", "b"], "time": column}), tmp_path / "made")
    taken, rows, _ = read(tmp_path, "a.parquet", (tmp_path / "made").read_bytes())
    assert [row["time"] for row in rows] == [wanted, None]
    assert taken.notes.get("time", 0) == (wanted is None)


@pytest.mark.parametrize(
    ("column", "wanted"),
    [
        (pa.array([1, 2]), "1"),
        (pa.array([2**64 - 1, 2], pa.uint64()), str(2**64 - 1)),
        (pa.array([decimal.Decimal("1.50"), decimal.Decimal("2")]), "1.50"),
        (pa.array(["x", "y"]).dictionary_encode(), "x"),
        (pa.array(["x", "y"], pa.string_view()), "x"),
        (pa.array([b"\x00\xff" * 8, b"b" * 16], pa.binary(16)), "00ff" * 8),
    ],
)
def test_parquet_ids_of_every_kind(tmp_path: Path, column: pa.Array, wanted: str) -> None:
    pq.write_table(pa.table({"id": column, "text": pa.array(["a", "b"]).dictionary_encode()}), tmp_path / "made")
    assert read(tmp_path, "a.parquet", (tmp_path / "made").read_bytes())[1][0]["id"] == wanted


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.string_view()])
def test_parquet_texts_of_every_kind_beside_columns_of_any(tmp_path: Path, kind: pa.DataType) -> None:
    table = pa.table({"q.1": pa.array(["a", None], kind), "nothing": pa.nulls(2), "deep": [{"q": [1]}, None]})
    pq.write_table(table, tmp_path / "made")
    _, rows, _ = read(
        tmp_path, "a.parquet", (tmp_path / "made").read_bytes(), text="q.1", type="nothing", country="deep"
    )
    assert [row["text"] for row in rows] == ["a", ""]


def twice() -> pa.Table:
    return pa.Table.from_arrays([pa.array(["a"]), pa.array(["b"])], ["text", "text"])


@pytest.mark.parametrize(
    ("table", "kind", "words"),
    [
        (pa.table({"text": pa.array([b"a"])}), NotATable, "holds 'binary', not text"),
        (pa.table({"text": pa.nulls(3)}), NotATable, "holds 'null', not text"),
        (pa.table({"text": [{"a": 1}]}), NotATable, "not text"),
        (pa.table({"text": pa.array([], pa.string())}), NothingToRead, "no submissions"),
        (pa.table({}), NoColumn, "no column 'text'"),
        (twice(), NotATable, "two columns 'text'"),
    ],
)
def test_parquet_without_texts_is_refused(
    tmp_path: Path, table: pa.Table, kind: type[BadSubmissions], words: str
) -> None:
    pq.write_table(table, tmp_path / "made.parquet")
    with pytest.raises(kind, match=words):
        take(tmp_path / "made.parquet", Columns(), tmp_path / "staged", tmp_path / "aside")
    assert [path.name for path in tmp_path.iterdir()] == ["made.parquet"]


def test_parquet_that_is_damaged_anywhere_ends_plainly(tmp_path: Path) -> None:
    pq.write_table(pa.table({"text": [f"text {n}" for n in range(2_000)]}), tmp_path / "made")
    whole = (tmp_path / "made").read_bytes()
    for at in range(4, len(whole), 211):
        broken = whole[:at] + bytes(b ^ 0xFF for b in whole[at : at + 40]) + whole[at + 40 :]
        for data in (broken, whole[:at], b"PARE" + whole[4:-4] + b"PARE"):
            with suppress(BadSubmissions):
                read(tmp_path, "a.parquet", data)


def test_pipes_devices_and_files_that_change_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    for path in (tmp_path / "pipe.csv", Path("/dev/null"), Path("/dev/zero")):
        with pytest.raises(BadSubmissions, match="pipe or a device"):
            Reader(path, Columns())
    growing = tmp_path / "a.csv"
    growing.write_bytes(b"text\na\nb\n")
    rows = Reader(growing, Columns()).rows()
    next(rows)
    with growing.open("ab") as file:
        file.write(b"c\n")
    with pytest.raises(BadSubmissions, match="changed while it was read"):
        list(rows)
