"""Seals: what is promised is what is shown, and nothing else fits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilateral.record import seal
from bilateral.record.faults import RecordFault, SealFault

SALT = bytes(range(32))


@given(st.binary(max_size=100), st.binary(min_size=32, max_size=32))
def test_round_trip(content: bytes, salt: bytes) -> None:
    header = {"lang": "es", "type": "application/pdf", "name": "carta.pdf"}
    sealed = seal.seal(content, header, salt)
    assert seal.unseal(sealed.opening, sealed.digest) == (header, content)
    assert seal.seal(content, dict(reversed(header.items())), salt) == sealed


@given(st.text(max_size=50).filter(lambda t: t.isprintable()), st.data())
def test_no_changed_byte_fits_the_digest(words: str, data: st.DataObject) -> None:
    sealed = seal.seal_text(words, "en", SALT)
    assert seal.unseal_text(sealed.opening, sealed.digest) == ("en", words)
    at, flip = data.draw(st.integers(0, len(sealed.opening) - 1)), data.draw(st.integers(1, 255))
    changed = sealed.opening[:at] + bytes([sealed.opening[at] ^ flip]) + sealed.opening[at + 1 :]
    with pytest.raises(SealFault) as caught:
        seal.unseal(changed, sealed.digest, "0.title.en")
    assert (caught.value.code, caught.value.where) == ("opening-not-promised", "0.title.en")


def test_the_same_words_never_have_the_same_digest() -> None:
    assert seal.seal_text("x", "en", SALT).digest != seal.seal_text("x", "en", bytes(32)).digest


@given(st.binary(max_size=120))
def test_any_bytes_are_an_opening_or_a_fault(data: bytes) -> None:
    try:
        header, content = seal.unseal(data)
    except SealFault:
        return
    assert seal.seal(content, header, data[:32]).opening == data


@pytest.mark.parametrize(
    "opening",
    [
        b"",
        SALT,
        SALT + b"\0\0\0\2{}",
        SALT + b"\0\0\0\x0f" + b'{"type":"a"}',
        SALT + b"\xff\xff\xff\xff" + b'{"type":"a"}',
        SALT + b"\0\0\0\x0d" + b'{"type": "a"}',
        SALT + b"\0\0\0\x0a" + b'{"type":1}',
        SALT + b"\0\0\0\x0b" + b'{"type":""}',
        SALT + b"\0\0\x10\x01" + b'{"type":"' + b"x" * 4086 + b'"}',
    ],
)
def test_what_is_not_an_opening(opening: bytes) -> None:
    with pytest.raises(SealFault) as caught:
        seal.unseal(opening)
    assert caught.value.code == "bad-opening"


def test_what_can_not_be_sealed() -> None:
    for header in ({}, {"lang": "en"}, {"type": ""}, {"type": "a", "n": 1}, {"type": "x\u202e"}, {"type": "x" * 5000}):
        with pytest.raises(RecordFault):
            seal.seal(b"", header, SALT)
    for salt in (b"", bytes(31), bytes(33)):
        with pytest.raises(SealFault):
            seal.seal_text("x", "en", salt)
    with pytest.raises(SealFault) as caught:
        seal.seal(bytes(seal.MAX_OPENING), {"type": "a"}, SALT)
    assert caught.value.code == "opening-too-long"


def test_only_text_reads_as_text() -> None:
    for sealed in (seal.seal(b"x", {"type": "image/png"}, SALT), seal.seal(b"\xff", {"type": "text/plain"}, SALT)):
        with pytest.raises(SealFault) as caught:
            seal.unseal_text(sealed.opening)
        assert caught.value.code == "not-text"
