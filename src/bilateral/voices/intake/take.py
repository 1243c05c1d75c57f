"""A file of submissions to a staged Arrow file and a file of what was set aside, both written beside and renamed.

Memory holds one batch, and where there are ids 24 bytes a row to find those that come twice.
Not here: which files make a run (pipeline).
"""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final, TextIO

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from bilateral.voices.intake.columns import Columns
from bilateral.voices.intake.faults import REASONS, all_set_aside, empty
from bilateral.voices.intake.formats import Reader
from bilateral.voices.intake.rows import SetAside, Submission, shown, submission
from bilateral.voices.texts import SCHEMA, Texts

STAGED: Final = SCHEMA.append(pa.field("sha256", pa.binary(32), nullable=False))
LONGEST: Final = 1_000_000
"""Characters of one text; a longer one is set aside."""
_BATCH_ROWS: Final = 16_384
_BATCH_CHARACTERS: Final = 32_000_000


@dataclass(frozen=True, slots=True)
class Taken:
    """How many rows there were, were kept, were set aside for which reason, and what was mended in how many."""

    rows: int
    kept: int
    aside: dict[str, int]
    notes: dict[str, int]


def take(
    path: Path,
    columns: Columns,
    staged: Path,
    quarantine: Path,
    longest: int = LONGEST,
    step: Callable[[float], None] = lambda share: None,
) -> Taken:
    """Read the whole file. :raises BadSubmissions: it is no file of submissions; nothing is left behind then."""
    beside, aside_beside = staged.with_name(staged.name + ".new"), quarantine.with_name(quarantine.name + ".new")
    try:
        with aside_beside.open("w", encoding="utf-8", newline="\n") as aside:
            intake = _Intake(Reader(path, columns), longest, aside, step)
            with pa.OSFile(str(beside), "wb") as sink, pa.ipc.new_file(sink, STAGED) as writer:
                for batch in intake.batches():
                    writer.write_batch(batch)
            taken = intake.taken()
            again = intake.same_ids()
            if again is not None:
                _leave_out(beside, intake, again)
                taken = intake.taken()
        beside.replace(staged)
        aside_beside.replace(quarantine)
    finally:
        beside.unlink(missing_ok=True)
        aside_beside.unlink(missing_ok=True)
    return taken


def open_staged(staged: Path) -> tuple[Texts, pa.ChunkedArray]:
    """The staged texts, memory-mapped, and the SHA-256 of each."""
    table = pa.ipc.open_file(pa.memory_map(str(staged))).read_all()
    return Texts(table.select(SCHEMA.names)), table["sha256"]


class _Intake:
    def __init__(self, reader: Reader, longest: int, aside: TextIO, step: Callable[[float], None]) -> None:
        self._reader, self._longest, self._aside, self._step = reader, longest, aside, step
        self._rows = self.kept = 0
        self._set_aside, self._notes = Counter[str](), Counter[str]()
        self._ids: list[npt.NDArray[np.uint64]] = []
        self.numbers: list[npt.NDArray[np.int64]] = []
        """The number of each row and its line (0: none), a batch at a time."""

    def batches(self) -> Any:
        pending: list[tuple[int, int | None, Submission]] = []
        characters = 0
        places: dict[str, int] | None = None
        for number, line, cells in self._reader.rows():
            self._rows = number
            if places is None:
                places = self._reader.places
            found = cells if isinstance(cells, SetAside) else submission(cells, places, self._longest)
            if isinstance(found, SetAside):
                self.put_aside(number, line, found.reason, found.excerpt)
                continue
            for odd in found.odd:
                self._notes[odd] += 1
                self._write(number, line, odd, shown(found.text), kept=True)
            pending.append((number, line, found))
            characters += len(found.text)
            if len(pending) >= _BATCH_ROWS or characters >= _BATCH_CHARACTERS:
                yield self._batch(pending)
                pending, characters = [], 0
        if pending:
            yield self._batch(pending)

    def _batch(self, pending: list[tuple[int, int | None, Submission]]) -> pa.RecordBatch:
        self.kept += len(pending)
        self._step(self._reader.done)
        names = [s.id if s.id is not None else str(n) for n, _, s in pending]
        if "id" in self._reader.places:
            hashes = b"".join(blake2b(name.encode(), digest_size=8).digest() for name in names)
            self._ids.append(np.frombuffer(hashes, dtype=np.uint64))
            self.numbers.append(np.array([(n, line or 0) for n, line, _ in pending]))
        columns: dict[str, list[Any]] = {"id": names, "sha256": [s.digest for _, _, s in pending]}
        for name in ("text", "type", "country", "time"):
            columns[name] = [getattr(s, name) for _, _, s in pending]
        return pa.RecordBatch.from_arrays([pa.array(columns[f.name], f.type) for f in STAGED], schema=STAGED)

    def put_aside(self, number: int, line: int | None, reason: str, excerpt: str) -> None:
        self._set_aside[reason] += 1
        self._write(number, line, reason, excerpt, kept=False)

    def _write(self, number: int, line: int | None, reason: str, excerpt: str, *, kept: bool) -> None:
        told: dict[str, Any] = {"row": number} if line is None else {"row": number, "line": line}
        told |= {"reason": reason, "why": REASONS[reason].to_dict(), "kept": kept, "begins": excerpt}
        self._aside.write(json.dumps(told, ensure_ascii=False) + "\n")

    def same_ids(self) -> npt.NDArray[np.int64] | None:
        """Rows (of those kept) whose id an earlier one has, or None."""
        if not self._ids:
            return None
        ids = np.concatenate(self._ids)
        self._ids.clear()
        first = np.unique(ids, return_index=True)[1]
        if len(first) == len(ids):
            return None
        again = np.ones(len(ids), dtype=np.bool_)
        again[first] = False
        return np.flatnonzero(again)

    def taken(self) -> Taken:
        """:raises NothingToRead: no row was kept."""
        if not self.kept:
            if not self._rows:
                raise empty(self._reader.path.name)
            reason = REASONS[self._set_aside.most_common(1)[0][0]]
            raise all_set_aside(self._rows, reason, self._reader.path.name)
        notes = dict(sorted({**self._notes, **self._reader.notes}.items()))
        if "id" not in self._reader.places:
            notes["numbered"] = self._rows
        return Taken(self._rows, self.kept, dict(sorted(self._set_aside.items())), notes)


def _leave_out(beside: Path, intake: _Intake, again: npt.NDArray[np.int64]) -> None:
    """Write the staged file again without the rows whose ids came before."""
    numbers = np.concatenate(intake.numbers)
    shorter = beside.with_name(beside.name + "er")
    with pa.memory_map(str(beside)) as source, pa.OSFile(str(shorter), "wb") as sink:
        file = pa.ipc.open_file(source)
        first = 0
        with pa.ipc.new_file(sink, STAGED) as writer:
            for n in range(file.num_record_batches):
                batch = file.get_batch(n)
                mine = again[(again >= first) & (again < first + batch.num_rows)] - first
                for row in mine.tolist():
                    number, line = numbers[first + row].tolist()
                    intake.put_aside(number, line or None, "same-id", shown(batch["text"][row].as_py()))
                keep = np.ones(batch.num_rows, dtype=np.bool_)
                keep[mine] = False
                writer.write_batch(batch.filter(pa.array(keep)))
                first += batch.num_rows
    intake.kept -= len(again)
    shorter.replace(beside)
