"""Go's sumdb/note and sumdb/tlog on what we publish: they read all, make the same proofs, refuse what was altered."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bilateral.record import base64s, tree
from bilateral.record.checkpoint import Checkpoint
from bilateral.record.faults import NoteFault
from bilateral.record.note import Note
from tests.record.independent.publications import (
    LOG_KEY,
    ORIGIN,
    SIZES,
    WITNESS,
    Publication,
    entry,
    files,
    publish,
    roots,
)
from tests.record.independent.sumdb import (
    Sumdb,
    hashes,
    log_question,
    note_question,
    proof_question,
)

pytestmark = pytest.mark.go
Publications = dict[int, Publication]


def flipped(data: bytes, bit: int) -> bytes:
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


@pytest.mark.parametrize("size", SIZES)
def test_a_whole_log_is_read(sumdb: Sumdb, publications: Publications, size: int) -> None:
    """Checkpoint, witness, every tile, every entry; and Go's proofs over our tiles are the very ones that we make."""
    ours = publications[size]
    (answer,) = sumdb.ask([log_question(ours)])
    assert answer["error"] == ""
    assert (answer["origin"], answer["size"], answer["signers"]) == (ORIGIN, size, [ORIGIN, WITNESS])
    assert hashes([answer["root"]]) == [ours.head.root]
    assert {int(i): hashes(p) for i, p in answer["records"].items()} == {
        i: ours.reader.inclusion(i) for i in ours.indexes
    }
    assert {int(n): hashes(p) for n, p in answer["trees"].items()} == {
        n: ours.reader.consistency(n) for n in ours.older
    }


@pytest.mark.parametrize("size", SIZES)
def test_our_proofs_hold_and_altered_ones_do_not(sumdb: Sumdb, publications: Publications, size: int) -> None:
    ours, root, chance = publications[size], publications[size].head.root, random.Random(size)
    older = roots(ours.older)
    good = [
        proof_question("record", ours.reader.inclusion(i), size, root, i, tree.leaf_hash(entry(i)))
        for i in ours.indexes
    ]
    good += [proof_question("tree", ours.reader.consistency(n), size, root, n, older[n]) for n in ours.older]
    assert {answer["error"] for answer in sumdb.ask(good)} <= {""}
    bad = [changed for question in good for changed in altered(question, chance)]
    assert all(answer["error"] for answer in sumdb.ask(bad))


def altered(question: dict[str, object], chance: random.Random) -> Iterator[dict[str, object]]:
    """One bit of each part, a hash too many, one too few, another place."""
    proof, index, size = question["proof"], question["index"], question["size"]
    assert isinstance(proof, list) and isinstance(index, int) and isinstance(size, int)
    for i, one in enumerate(proof):
        yield {**question, "proof": [*proof[:i], flipped(one, chance.randrange(256)), *proof[i + 1 :]]}
        yield {**question, "proof": [*proof[:i], *proof[i + 1 :]]}
    yield {**question, "proof": [*proof, bytes(32)]}
    for part in ("root", "leaf"):
        value = question[part]
        assert isinstance(value, bytes)
        yield {**question, part: flipped(value, chance.randrange(256))}
    if question["ask"] == "record":
        yield {**question, "index": index ^ 1 if index ^ 1 < size else size}


def test_every_bit_of_a_checkpoint(sumdb: Sumdb, publications: Publications) -> None:
    """A flipped bit is refused, or costs the witness its line, or is one of base 64's spare bits, which Go leaves
    aside and we don't: then what was signed is the same."""
    signed = publications[257].checkpoint
    notes = [flipped(signed, bit) for bit in range(8 * len(signed))]
    answers = sumdb.ask(note_question(note) for note in notes)
    spared = 0
    for note, answer in zip(notes, answers, strict=True):
        if answer["error"] or answer["signers"] == [ORIGIN]:
            continue
        spared += 1
        assert same_but_spare_bits(note, signed)
        with pytest.raises(NoteFault):
            Note.parse(note)
    assert spared <= 4


def same_but_spare_bits(note: bytes, signed: bytes) -> bool:
    """Only the last letter before the padding of a signature differs."""
    (at,) = [i for i, (a, b) in enumerate(zip(note, signed, strict=True)) if a != b]
    return signed[at + 1 : at + 2] == b"="


def test_every_file_with_a_bit_flipped(sumdb: Sumdb, publications: Publications, tmp_path: Path) -> None:
    chance, base = random.Random(3), tmp_path / "log"
    shutil.copytree(publications[257].base, base)
    ours = Publication(base, 257)
    for path in files(ours):
        whole = (base / path).read_bytes()
        for _ in range(6):
            (base / path).write_bytes(flipped(whole, chance.randrange(8 * len(whole))))
            (answer,) = sumdb.ask([log_question(ours, indexes=[], older=[])])
            assert answer["error"], path
        (base / path).write_bytes(whole[:-1])
        assert sumdb.ask([log_question(ours, indexes=[], older=[])])[0]["error"], path
        (base / path).write_bytes(whole)
    assert not sumdb.ask([log_question(ours)])[0]["error"]


def test_another_head_over_the_same_tiles(sumdb: Sumdb, tmp_path: Path) -> None:
    """Signed by the log itself, but not the tree that the tiles give: the head of a fork, a size too small."""
    ours = publish(tmp_path, 257, Checkpoint(ORIGIN, 257, roots((257,))[257]))
    for head in (Checkpoint(ORIGIN, 257, bytes(32)), Checkpoint(ORIGIN, 256, ours.head.root)):
        question = {**log_question(ours, indexes=[0], older=[1]), "note": head.sign(LOG_KEY)}
        (answer,) = sumdb.ask([question])
        assert answer["signers"] == [ORIGIN] and answer["error"]
    fork = Checkpoint(ORIGIN, 256, tree.leaf_hash(b"another"))
    (answer,) = sumdb.ask([proof_question("tree", ours.reader.consistency(256), 257, ours.head.root, 256, fork.root)])
    assert answer["error"]


def test_go_refuses_the_notes_that_we_refuse(sumdb: Sumdb, publications: Publications) -> None:
    """Another key under the log's name, nobody's signature, a text without an end, a control character."""
    signed = publications[2].checkpoint
    head, other = publications[2].head, base64s.encode(bytes(68))
    text = head.text()
    notes = [
        text,
        text + b"\n",
        text + f"\n— {ORIGIN} {other}\n".encode(),
        signed.replace(b"\n\n", b"\n"),
        signed.replace(ORIGIN.encode(), b"hled/mx"),
        signed.replace(b"2\n", b"3\n", 1),
        b"\x01" + signed,
        signed[:-1],
    ]
    assert all(answer["error"] for answer in sumdb.ask(note_question(note) for note in notes))
