"""A log whose keys changed, read by verifiers that know nothing of such changes: what it takes is in the entries.

A reader who pinned the first key opens the snapshot that the change carries (`last`) with it, sees that the log goes on
from there, and takes the next key from the entry itself (spec/keys.md).
"""

import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from tlog_scales.backend import LocalBackend
from tlog_scales.reader import TilesReader
from tlog_scales.signing import Vkey
from tlog_scales.tlog import Checkpoint

from tests.record.builders import Party, export, parties
from tests.record.independent.sumdb import Sumdb, hashes

Step = tuple[str, bytes, int]
"""A verifier key, the newest snapshot that it signed, and from which entry the next key is taken."""


@pytest.fixture
def changed(tmp_path: Path) -> tuple[Party, Path, list[Step]]:
    """Two changes, one after a theft, with acts before, between and after; who signed what, the oldest first."""
    us, mx = parties("us", "mx")
    steps: list[Step] = []
    for act, generation in (("rotate", "second"), ("revoke", "third")):
        us.act("ack", seen=[mx])
        key = str(us.checkpoint_verifier)
        made = us.change_keys(act, generation, suspect=1 if act == "revoke" else None)
        steps.append((key, made.body["last"].encode(), made.seq))
    us.act("ack", seen=[mx])
    base = export(tmp_path, us, mx) / us.origin
    return us, base, [*steps, (str(us.checkpoint_verifier), (base / "checkpoint").read_bytes(), -1)]


def next_key(entry: bytes) -> str:
    """What an entry that changes keys says of the key that signs snapshots from then on."""
    told: Any = json.loads(entry)
    return str(told["body"]["keys"]["checkpoint"])


@pytest.mark.go
def test_go_follows_the_keys_from_the_first_to_the_head(sumdb: Sumdb, changed: tuple[Party, Path, list[Step]]) -> None:
    us, base, steps = changed
    whole = {"ask": "log", "dir": str(base), "cosigns": [], "all": True, "indexes": range(len(us.entries))}
    *_, (newest, head, _) = steps
    sizes = [answer["size"] for answer in sumdb.ask(note(key, said) for key, said, _ in steps)]
    assert sizes[-1] == len(us.entries)
    asked = {**whole, "indexes": list(whole["indexes"]), "older": sizes, "note": head, "log": newest}
    (answer,) = sumdb.ask([asked])
    assert answer["error"] == ""
    assert hashes([answer["root"]]) == [us.frontier.root()]
    answers = sumdb.ask([asked | {"log": key} for key, _, _ in steps[:-1]])
    assert all(each["error"] for each in answers), "a key given up signs no head"
    for n, (_, said, _) in enumerate(steps[:-1]):
        wrong = sumdb.ask([note(steps[n + 1][0], said)])
        assert wrong[0]["error"], "nor is a snapshot of before signed by the next one"


def note(key: str, said: bytes) -> dict[str, Any]:
    return {"ask": "note", "note": said, "log": key, "cosigns": []}


def test_tlog_scales_follows_the_keys_from_the_first_to_the_head(changed: tuple[Party, Path, list[Step]]) -> None:
    us, base, steps = changed
    reader = TilesReader(LocalBackend(base))
    head = reader.get_checkpoint()
    key = steps[0][0]
    for pinned, said, seq in steps:
        assert key == pinned, "each key leads to the next"
        older = Checkpoint.from_text(said.decode())
        older.verify(Vkey.from_string(key))
        if seq < 0:
            break
        with pytest.raises((InvalidSignature, RuntimeError, ValueError)):
            head.verify(Vkey.from_string(key))
        reader.get_consistency_proof(older.size, head.size).check(older.root_hash, head.root_hash)
        entry = reader.get_entry(seq)
        assert entry == us.entries[seq].bytes
        key = next_key(entry)
    assert (older.size, older.root_hash) == (head.size, head.root_hash)
    assert reader.calculate_root_hash() == us.frontier.root()
