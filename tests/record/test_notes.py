"""Signed notes, verifier keys, checkpoints, cosignatures: what is accepted, and every way of not being one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilateral.record import base64s, checkpoint, note, tree
from bilateral.record.checkpoint import Checkpoint
from bilateral.record.faults import NoteFault, RecordFault
from bilateral.record.note import COSIGNER, ED25519, Note, Signature, VerifierKey
from tests.record.builders import key

LOG, WITNESS, OTHER = key("log"), key("witness"), key("other")
LOG_KEY = VerifierKey.of("hled/us", ED25519, LOG.public)
WITNESS_KEY = VerifierKey.of("w.example", COSIGNER, WITNESS.public)
HEAD = Checkpoint("hled/us", 2, tree.root_of([bytes(32), bytes(32)]))
SIGNED = HEAD.sign(LOG)
COSIGNED = checkpoint.add_signature(SIGNED, HEAD.cosign(WITNESS, "w.example", 1234))


def test_a_checkpoint_opens_with_its_cosigners() -> None:
    opened = checkpoint.open(COSIGNED, [LOG_KEY, WITNESS_KEY])
    assert opened.checkpoint == HEAD and opened.cosigners == ((WITNESS_KEY, 1234),) and not opened.unknown
    opened = checkpoint.open(COSIGNED, [LOG_KEY])
    assert [s.name for s in opened.unknown] == ["w.example"]


def test_unknown_signatures_are_ignored_and_known_ones_must_hold() -> None:
    stranger = Signature("w.example", WITNESS_KEY.id[::-1], bytes(72))
    assert len(checkpoint.open(checkpoint.add_signature(SIGNED, stranger), [LOG_KEY, WITNESS_KEY]).unknown) == 1
    forged = Signature("w.example", WITNESS_KEY.id, bytes(72))
    with pytest.raises(NoteFault) as caught:
        checkpoint.open(checkpoint.add_signature(SIGNED, forged), [LOG_KEY, WITNESS_KEY])
    assert caught.value.code == "bad-signature"


def test_who_must_have_signed() -> None:
    with pytest.raises(NoteFault) as caught:
        checkpoint.open(SIGNED, [WITNESS_KEY])
    assert caught.value.code == "nobody-known-signed"
    with pytest.raises(NoteFault) as caught:
        checkpoint.open(COSIGNED, [WITNESS_KEY])
    assert caught.value.code == "log-did-not-sign"


def test_at_least_sixteen_signatures_are_read() -> None:
    data = SIGNED
    for i in range(100):
        data = checkpoint.add_signature(data, HEAD.cosign(key(f"w{i}"), f"w{i}.example", i))
    assert len(checkpoint.open(data, [LOG_KEY]).unknown) == 100
    with pytest.raises(NoteFault) as caught:
        Note.parse(SIGNED + b"".join(f"{Signature(f'x{i}', bytes(4), bytes(64))}\n".encode() for i in range(200)))
    assert caught.value.code == "too-many-signatures"


def test_lines_of_others_can_be_left_out() -> None:
    stranger = Signature("x.example", bytes(4), bytes(72))
    data = checkpoint.add_signature(COSIGNED, stranger)
    assert checkpoint.known_only(data, iter((LOG_KEY, WITNESS_KEY))) == COSIGNED
    assert checkpoint.known_only(data, [LOG_KEY]) == SIGNED
    with pytest.raises(NoteFault):
        checkpoint.known_only(data, [WITNESS_KEY])


def test_a_cosigner_signs_again_in_its_place() -> None:
    later = checkpoint.add_signature(COSIGNED, HEAD.cosign(WITNESS, "w.example", 9999))
    assert checkpoint.open(later, [LOG_KEY, WITNESS_KEY]).cosigners == ((WITNESS_KEY, 9999),)
    assert len(Note.parse(later).signatures) == 2


def test_the_text_ends_at_the_last_blank_line() -> None:
    signed = note.sign(b"one\n\ntwo\n\n", "hled/us", LOG)
    assert note.open(bytes(signed), [LOG_KEY]).note.text == b"one\n\ntwo\n\n"


def test_a_cosignature_is_not_a_signature_nor_the_other_way() -> None:
    as_note = VerifierKey.of("w.example", ED25519, WITNESS.public)
    assert as_note.id != WITNESS_KEY.id
    line = HEAD.cosign(WITNESS, "w.example", 5)
    assert not as_note.verify(HEAD.text(), line.data[8:])
    assert not WITNESS_KEY.verify(HEAD.text(), WITNESS.sign(HEAD.text()))
    assert not WITNESS_KEY.verify(HEAD.text(), b"\xff" * 8 + line.data[8:])
    assert WITNESS_KEY.verify(HEAD.text(), line.data)


@given(st.integers(0, len(COSIGNED) - 1), st.integers(1, 255))
def test_no_byte_of_a_checkpoint_can_be_changed_unseen(at: int, flip: int) -> None:
    changed = COSIGNED[:at] + bytes([COSIGNED[at] ^ flip]) + COSIGNED[at + 1 :]
    try:
        opened = checkpoint.open(changed, [LOG_KEY, WITNESS_KEY])
    except NoteFault:
        return
    # The only change that a note lets through is in the name or id of a line, which makes it one by nobody known.
    assert opened.checkpoint == HEAD and opened.unknown


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"hled/us\n2\n",
        HEAD.text() + b"extension\n",
        HEAD.text()[:-1],
        HEAD.text().replace(b"\n2\n", b"\n02\n"),
        HEAD.text().replace(b"\n2\n", b"\n+2\n"),
        HEAD.text().replace(b"\n2\n", b"\n-2\n"),
        HEAD.text().replace(b"\n2\n", "\n٢\n".encode()),
        HEAD.text().replace(b"\n2\n", b"\n9223372036854775808\n"),
        HEAD.text().replace(b"\n2\n", b"\n0\n"),
        HEAD.text().replace(b"=\n", b"\n"),
        HEAD.text().replace(b"hled/us", b"hled us"),
        HEAD.text().replace(b"hled/us", b""),
        b"\xff\n2\n" + base64s.encode(bytes(32)).encode() + b"\n",
        b"hled/us\n2\n" + base64s.encode(bytes(31)).encode() + b"\n",
    ],
)
def test_what_is_not_a_checkpoint(text: bytes) -> None:
    with pytest.raises(NoteFault) as caught:
        Checkpoint.parse(text, "here")
    assert (caught.value.code, caught.value.where) == ("bad-checkpoint", "here")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        b"text\n",
        b"text\n\n",
        b"\n\n\xe2\x80\x94 a AAAAAAAA\n",
        SIGNED[:-1],
        SIGNED + b"\n",
        SIGNED.replace(b"\n\n", b"\n"),
        SIGNED.replace(b"\xe2\x80\x94", b"-"),
        SIGNED.replace(b"\n", b"\r\n"),
        SIGNED.replace("— hled".encode(), "—  hled".encode()),
        SIGNED.replace("— hled/us".encode(), "— hl+d".encode()),
        SIGNED.replace("— hled/us".encode(), "— hl\u00a0d".encode()),
        b"a\tb\n" + SIGNED,
        b"\xff" + SIGNED,
        "text\n\n— a AAAA\n".encode(),
        "text\n\n— a AAAAAAB=\n".encode(),
        b"x" * (note.MAX_NOTE + 1),
    ],
)
def test_what_is_not_a_note(data: bytes) -> None:
    with pytest.raises(NoteFault):
        Note.parse(data)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_note_or_a_fault(data: bytes) -> None:
    try:
        assert bytes(Note.parse(data)) == data
    except NoteFault as fault:
        assert fault.what.complete


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hled/us",
        str(LOG_KEY).replace("+", "-"),
        str(LOG_KEY).upper(),
        str(LOG_KEY) + "\n",
        str(LOG_KEY).replace("hled/us", "hled/mx"),
        f"hled/us+{note.key_id('hled/us', 2, LOG.public).hex()}+{base64s.encode(bytes([2]) + LOG.public)}",
        f"hled/us+{note.key_id('hled/us', 1, bytes(32)).hex()}+{base64s.encode(bytes([1]) + bytes(32))}",
        str(LOG_KEY)[:-1],
        " " + str(LOG_KEY),
    ],
)
def test_what_is_not_a_verifier_key(text: str) -> None:
    with pytest.raises(RecordFault):
        VerifierKey.parse(text)


def test_times_and_sizes_have_bounds() -> None:
    with pytest.raises(NoteFault):
        HEAD.cosign(WITNESS, "w.example", 2**63)
    with pytest.raises(NoteFault):
        Checkpoint("hled/us", 2**63, bytes(32))
    with pytest.raises(NoteFault):
        Checkpoint("hled/us", 0, bytes(32))
    assert Checkpoint("hled/us", 0, tree.EMPTY_ROOT).text().startswith(b"hled/us\n0\n47DEQpj8")
