"""Files of submissions, good and bad: what is read, set aside or refused, and that nothing is left half-written."""

import csv
import datetime as dt
import gzip
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bilateral.voices.intake import Columns, Taken, take
from bilateral.voices.intake.faults import BadSubmissions, NoColumn, NotATable, NothingToRead
from bilateral.voices.intake.rows import moment
from bilateral.voices.intake.take import open_staged

ROWS: list[dict[str, Any]] = [
    {
        "id": "a1",
        "text": 'Dijo: "abran", y abrieron.\nGracias.',
        "type": "civil society",
        "country": "MX",
        "time": "2021-09-09",
    },
    {"id": "a2", "text": "Open it, please", "type": "", "country": "US", "time": "2021-09-09T10:00:00-05:00"},
    {"id": "a3", "text": "", "type": "", "country": "", "time": ""},
]


def read(
    tmp_path: Path, name: str, data: bytes, **columns: str
) -> tuple[Taken, list[dict[str, Any]], list[dict[str, Any]]]:
    path = tmp_path / name
    path.write_bytes(data)
    staged, aside = tmp_path / "texts.arrow", tmp_path / "quarantine.jsonl"
    taken = take(path, Columns(**columns), staged, aside)
    texts, digests = open_staged(staged)
    assert len(digests) == len(texts)
    rows = texts.table.to_pylist()
    for row, digest in zip(rows, digests.to_pylist(), strict=True):
        row["sha256"] = digest
    return taken, rows, [json.loads(line) for line in aside.read_text(encoding="utf-8").splitlines()]


def as_csv(rows: list[dict[str, Any]] = ROWS, delimiter: str = ",") -> str:
    import io

    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def as_parquet(tmp_path: Path) -> bytes:
    pq.write_table(pa.Table.from_pylist(ROWS), tmp_path / "made")
    return (tmp_path / "made").read_bytes()


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.csv", lambda _: as_csv().encode()),
        ("a.csv", lambda _: as_csv().encode("utf-8-sig")),
        ("a.csv", lambda _: as_csv().encode("utf-16")),
        ("a.csv", lambda _: as_csv(delimiter=";").encode()),
        ("a.tsv", lambda _: as_csv(delimiter="\t").encode()),
        ("a.csv.gz", lambda _: gzip.compress(as_csv().encode(), mtime=0)),
        ("a.jsonl", lambda _: "\n".join(json.dumps(row) for row in ROWS).encode()),
        ("a.ndjson.gz", lambda _: gzip.compress("\n\n".join(json.dumps(row) for row in ROWS).encode())),
        ("a.parquet", as_parquet),
    ],
)
def test_every_format_gives_the_same_submissions(tmp_path: Path, name: str, make: Any) -> None:
    taken, rows, aside = read(tmp_path, name, make(tmp_path))
    assert (taken.rows, taken.kept, taken.aside, taken.notes, aside) == (3, 3, {}, {}, [])
    assert [row["id"] for row in rows] == ["a1", "a2", "a3"]
    assert [row["text"] for row in rows] == [row["text"] for row in ROWS]
    assert rows[0]["time"] == dt.datetime(2021, 9, 9, tzinfo=dt.UTC)
    assert rows[1]["time"] == dt.datetime(2021, 9, 9, 15, tzinfo=dt.UTC)
    assert (rows[2]["time"], rows[2]["country"], rows[0]["type"]) == (None, None, "civil society")
    assert rows[0]["sha256"] == sha256(ROWS[0]["text"].encode()).digest()


def test_columns_are_named_by_the_reader_and_ids_fall_back_to_row_numbers(tmp_path: Path) -> None:
    taken, rows, _ = read(tmp_path, "a.csv", b"Comentario ,fecha\nHola,1631188800\n", text="comentario", time="fecha")
    assert (rows[0]["id"], rows[0]["text"]) == ("1", "Hola")
    assert rows[0]["time"] == dt.datetime(2021, 9, 9, 12, tzinfo=dt.UTC)
    assert taken.notes == {"numbered": 1}


@pytest.mark.parametrize(
    ("name", "data", "columns", "kind", "words"),
    [
        ("a.csv", b"id,comment\n1,Hi\n", {}, NoColumn, "id, comment. Say which one it is with --text"),
        ("a.csv", b"id,text\n1,Hi\n", {"time": "when"}, NoColumn, "no column 'when'"),
        ("a.jsonl", b'{"comment": "Hi"}\n', {}, NoColumn, "comment"),
        ("a.csv", b"", {}, NothingToRead, "no submissions"),
        ("a.csv", b"\xef\xbb\xbf\r\n", {}, NothingToRead, "no submissions"),
        ("a.csv", b"id,text\n", {}, NothingToRead, "no submissions"),
        ("a.csv", b"%PDF-1.7\n...", {}, NotATable, "PDF"),
        ("a.csv", bytes(range(256)) * 40, {}, NotATable, "binary data"),
        ("a.parquet", b"id,text\n1,Hi\n", {}, NotATable, "not a whole Parquet file"),
        ("a.csv.gz", b"id,text\n1,Hi\n", {}, NotATable, "compressed"),
        ("a.csv.gz", gzip.compress(b"id,text\n" + b"1,Hi\n" * 9000, mtime=0)[:-40], {}, NotATable, "compressed"),
        ("a.csv", "id,text\n1,Hi\n".encode("utf-16")[:-1], {}, NotATable, "UTF-16"),
        ("a.xlsx", b"PK\x03\x04", {}, NotATable, "ends in none of"),
        ("a.csv", b"id,text,id\n1,Hi,2\n", {}, NotATable, "two columns 'id'"),
        ("a.csv", b"id,text\n1,2,3\n4\n", {}, NothingToRead, "None of the 2 rows"),
        ("a.jsonl", b"text\nHi\n", {}, NothingToRead, "not a JSON object"),
    ],
)
def test_what_is_no_file_of_submissions_is_refused_and_leaves_nothing(
    tmp_path: Path, name: str, data: bytes, columns: dict[str, str], kind: type[BadSubmissions], words: str
) -> None:
    with pytest.raises(kind) as caught:
        read(tmp_path, name, data, **columns)
    assert words in caught.value.in_("en")
    assert caught.value.do.complete
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_bad_rows_are_set_aside_with_reasons_and_the_others_go_on(tmp_path: Path) -> None:
    data = as_csv([{"id": n, "text": f"Text {n}", "time": ""} for n in "123"])
    data += "4,two cells\n,no id,\n2,again,\n5,late,yesterday\n6,fin,\n"
    taken, rows, aside = read(tmp_path, "a.csv", data.encode())
    assert [row["id"] for row in rows] == ["1", "2", "3", "5", "6"]
    assert taken.aside == {"cells": 1, "no-id": 1, "same-id": 1}
    assert (taken.rows, taken.kept, taken.notes) == (8, 5, {"time": 1})
    assert {(line["row"], line["reason"], line["kept"]) for line in aside} == {
        (4, "cells", False), (5, "no-id", False), (6, "same-id", False), (7, "time", True),
    }  # fmt: skip
    assert all(line["why"]["en"] and line["why"]["es"] for line in aside)


def test_lines_that_are_no_objects_or_have_no_text_are_set_aside(tmp_path: Path) -> None:
    lines = [
        '{"id": 1, "text": "Hi"}',
        "[1]",
        "{broken",
        '{"id": 2}',
        '{"id": 3, "text": 7}',
        '{"text": null, "id": 4}',
    ]
    taken, rows, _ = read(tmp_path, "a.jsonl", "\n".join(lines).encode())
    assert taken.aside == {"not-json": 2, "no-text": 1, "not-text": 1}
    assert [(row["id"], row["text"]) for row in rows] == [("1", "Hi"), ("4", "")]


def test_mixed_encodings_are_read_row_by_row(tmp_path: Path) -> None:
    data = "id,text\n1,Año\n".encode() + "2,Señal “rápida”\n".encode("cp1252")
    taken, rows, _ = read(tmp_path, "a.csv", data)
    assert [row["text"] for row in rows] == ["Año", "Señal “rápida”"]
    assert taken.notes == {"windows-1252": 1}
    assert rows[1]["sha256"] == sha256("Señal “rápida”".encode("cp1252")).digest()


def test_control_characters_are_taken_out_and_counted(tmp_path: Path) -> None:
    lines = b'{"text": "a\\u0000b\\u001b[31m\\tc\\n"}\n{"text": "half \\ud800 emoji"}\n'
    taken, rows, _ = read(tmp_path, "a.jsonl", lines)
    assert [row["text"] for row in rows] == ["ab[31m\tc\n", "half \ufffd emoji"]
    assert taken.notes == {"control": 2, "numbered": 2}


def test_a_text_of_fifty_megabytes_is_set_aside(tmp_path: Path) -> None:
    taken, rows, aside = read(tmp_path, "a.csv", b"id,text\n1," + b"a b " * 12_500_000 + b"\n2,Hi\n")
    assert [row["id"] for row in rows] == ["2"]
    assert taken.aside == {"too-long": 1}
    assert len(aside[0]["begins"]) == 200


def test_ids_that_come_again_in_a_later_batch_are_left_out(tmp_path: Path) -> None:
    data = "id,text\n" + "".join(f"{n % 20_000},t{n}\n" for n in range(40_000))
    taken, rows, aside = read(tmp_path, "a.csv", data.encode())
    assert (taken.kept, taken.aside) == (20_000, {"same-id": 20_000})
    assert [row["text"] for row in rows] == [f"t{n}" for n in range(20_000)]
    assert (aside[0]["row"], aside[-1]["row"], aside[-1]["line"]) == (20_001, 40_000, 40_001)


def test_times_are_read_only_where_they_can_mean_one_thing() -> None:
    day = dt.datetime(2021, 9, 9, tzinfo=dt.UTC)
    for given in ("2021-09-09", "20210909", "2021-09-09T00:00:00Z", "1631145600", 1631145600000, day, day.date()):
        assert moment(given) == day
    for given in ("09/10/2021", "soon", "", "9999999999999999", "0001-01-01T00:00:00+14:00"):
        assert moment(given) is None
