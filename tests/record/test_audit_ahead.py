"""Signatures checked ahead by a pool: the same report as without one, whatever the pool does."""

import random
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from bilateral.record import entry
from bilateral.record.audit import ahead, audit
from bilateral.record.sources import DirSource
from tests.record.builders import TIME, export, key, parties, story
from tests.record.test_audit_bytes import MemorySource, small


class Saying(Executor):
    """A pool that answers as it is told to, or breaks."""

    def __init__(self, say: Any) -> None:
        self.say = say

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        if isinstance(self.say, RuntimeError):
            raise self.say
        future: Future[Any] = Future()
        if isinstance(self.say, BaseException):
            future.set_exception(self.say)
        else:
            future.set_result(self.say(*args))
        return future


def both(files: dict[str, bytes], pool: Executor) -> None:
    plain, pooled = audit(MemorySource(files)), audit(MemorySource(files), None, pool)
    assert sorted(pooled.findings, key=str) == sorted(plain.findings, key=str)
    assert (pooled.notes, pooled.logs) == (plain.notes, plain.logs)


def test_the_report_is_the_same_on_good_and_damaged_records() -> None:
    chance = random.Random(5)
    with ThreadPoolExecutor(2) as pool:
        both(small(), pool)
        for path, data in small().items():
            for _ in range(20):
                changed = bytearray(data)
                changed[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
                both({**small(), path: bytes(changed)}, pool)


def test_in_other_processes(tmp_path: Path) -> None:
    us, mx = story()
    for _ in range(300):
        us.act("ack")
    forged = dict(us.entries[-1].fields(), seq=len(us.entries), prev=us.entries[-1].leaf)
    forged["sig"] = us.entries[-1].fields()["sig"]
    us.append(entry.Entry.parse(entry.canonical.encode(forged)))
    export(tmp_path, us, mx)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        report = audit(DirSource(tmp_path), None, pool)
    assert report == audit(DirSource(tmp_path))
    assert [f.code for f in report.findings] == ["entry-signature"]


@pytest.mark.parametrize(
    "say",
    [
        RuntimeError("shut down"),
        MemoryError(),
        OSError("killed"),
        lambda public, entries: b"",
        lambda public, entries: bytes([ahead.UNKNOWN]) * len(entries),
    ],
)
def test_a_pool_that_fails_leaves_the_work_to_the_walk(say: Any) -> None:
    both(small(), Saying(say))


def test_a_bad_verdict_is_a_finding() -> None:
    report = audit(MemorySource(small()), None, Saying(lambda public, entries: bytes(len(entries))))
    assert {f.code for f in report.findings} == {"entry-signature"}


def test_verdicts() -> None:
    (us,) = parties("us")
    good, other = us.act("ack").bytes, key("other").public
    assert ahead.check({us.entry_key.id: us.entry_key.public}, [good]) == bytes([ahead.GOOD])
    assert ahead.check({us.entry_key.id: other}, [good, good.replace(TIME.encode(), b"2027-01-02T03:04:05Z")]) == bytes(
        2
    )
    assert ahead.check({us.entry_key.id: us.entry_key.public}, [b"", b"{}", b"\xff" * 99]) == bytes([ahead.UNKNOWN]) * 3
    inside = {"seq": 1, "sig": good[good.index(b'"sig":"') + 7 :][:88].decode(), "signer": "x"}
    twice = us.act("ack", body={"a": inside}).bytes
    assert ahead.check({us.entry_key.id: us.entry_key.public}, [twice]) == bytes([ahead.UNKNOWN])
