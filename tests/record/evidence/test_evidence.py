"""Evidence proves what it says under the keys it names; what is true, or was altered, proves nothing."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from bilateral.record.evidence.check import check
from bilateral.record.evidence.file import KINDS, Evidence, Part
from bilateral.record.evidence.words import SAYS
from bilateral.record.faults import RecordFault
from tests.helpers import ROOT
from tests.record.builders import key, parties
from tests.record.evidence.builders import MAKERS, histories, path, proved, two_snapshots


def test_every_kind_has_its_words_and_its_example() -> None:
    assert KINDS.keys() == SAYS.keys() == {make().kind for make in MAKERS.values()}


@pytest.mark.parametrize("name", MAKERS)
def test_what_is_true_holds(name: str) -> None:
    evidence = MAKERS[name]()
    assert Evidence.parse(bytes(evidence)) == evidence
    shown = check(evidence, evidence.keys)
    assert (shown.kind, shown.size, shown.pinned) == (evidence.kind, 4 if shown.kind == "two-entries" else 2, True)
    assert "hled/" in shown.says.en and "hled/" in shown.says.es and "{" not in shown.says.en + shown.says.es
    assert not check(evidence).pinned


def test_the_example_of_the_specification() -> None:
    page = (ROOT / "spec" / "evidence.md").read_text()
    example = re.search(r"```\n(bilateral/evidence/v1\n.*?)```", page, re.DOTALL)
    assert example and example[1].encode() == bytes(two_snapshots())


@pytest.mark.parametrize("name", MAKERS)
def test_a_reader_who_trusts_other_keys_is_shown_nothing(name: str) -> None:
    evidence, (stranger,) = MAKERS[name](), parties("us", seed="another ")
    with pytest.raises(RecordFault, match="not among those that you trust"):
        check(evidence, [stranger.checkpoint_verifier])
    with pytest.raises(RecordFault):
        check(evidence, evidence.keys[1:])


@pytest.mark.parametrize("name", MAKERS)
def test_every_bit_counts(name: str) -> None:
    """Any bit of the file flipped: unreadable, or it proves nothing. A bit of each byte where a file is long."""
    data = bytes(MAKERS[name]())
    pinned = MAKERS[name]().keys
    for place in range(0, len(data) * 8, 1 if len(data) < 1000 else 9):
        spoilt = bytearray(data)
        spoilt[place // 8] ^= 1 << place % 8
        with pytest.raises(RecordFault):
            check(Evidence.parse(bytes(spoilt)), pinned)


def _nothing() -> dict[str, Callable[[], Evidence]]:
    us, twin, mx = histories(0, 3)
    longer, _, _ = histories(3)
    mine, theirs = [us.checkpoint_verifier], [us.checkpoint_verifier, mx.checkpoint_verifier]
    mx.act("ack", seen=[us])
    return {
        "one snapshot twice": lambda: Evidence.of("two-snapshots", mine, [us.signed(), us.signed()]),
        "snapshots of two sizes": lambda: Evidence.of("two-snapshots", mine, [us.signed(), longer.signed()]),
        "snapshots of two logs": lambda: Evidence.of("two-snapshots", theirs, [us.signed(), mx.signed()]),
        "a log that grew": lambda: Evidence.of(
            "other-beginning", mine, [us.signed(), longer.signed(), path(longer, 2)]
        ),
        "another tree's path": lambda: Evidence.of(
            "other-beginning", mine, [us.signed(), longer.signed(), path(twin, 2)]
        ),
        "the larger first": lambda: Evidence.of("other-beginning", mine, [twin.signed(), us.signed(), path(twin, 2)]),
        "one entry twice": lambda: Evidence.of("two-entries", mine, [proved(us, 1), proved(longer, 1)]),
        "two places": lambda: Evidence.of("two-entries", mine, [proved(us, 0), proved(us, 1)]),
        "what was seen is so": lambda: Evidence.of(
            "other-root-seen", theirs, [proved(mx, 1), longer.signed(), path(longer, 2)]
        ),
        "nothing was seen": lambda: Evidence.of(
            "other-root-seen", theirs, [proved(mx, 0), twin.signed(), path(twin, 2)]
        ),
        "seen of another size": lambda: Evidence.of(
            "other-root-seen", theirs, [proved(mx, 1), twin.signed(), path(twin, 3)]
        ),
    }


@pytest.mark.parametrize("name", _nothing())
def test_what_is_no_contradiction_proves_nothing(name: str) -> None:
    evidence = _nothing()[name]()
    with pytest.raises(RecordFault):
        check(evidence)


def test_what_somebody_else_signed_proves_nothing() -> None:
    """A key of one's own, named like the log's: anybody can sign two snapshots with it."""
    us, twin, _ = histories()
    us.checkpoint_key = twin.checkpoint_key = key("a stranger")
    forged = Evidence.of("two-snapshots", [us.checkpoint_verifier], [us.signed(), twin.signed()])
    assert not check(forged).pinned, "it says itself whose key that is"
    with pytest.raises(RecordFault):
        check(forged, [histories()[0].checkpoint_verifier])
    lying = replace(forged, keys=(histories()[0].checkpoint_verifier,))
    with pytest.raises(RecordFault):
        check(lying)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda e: replace(e, kind="two-entries"),
        lambda e: replace(e, keys=()),
        lambda e: replace(e, keys=e.keys * 2),
        lambda e: replace(e, parts=e.parts[:1]),
        lambda e: replace(e, parts=(*e.parts, e.parts[0])),
        lambda e: replace(e, parts=(Part("checkpoint", b""), e.parts[1])),
        lambda e: replace(e, parts=(Part("checkpoint", b"x" * 10), e.parts[1])),
        lambda e: replace(e, parts=(Part("checkpoint", b"x" * (1 << 20) + b"\n"), e.parts[1])),
    ],
)
def test_what_is_not_whole_is_refused(spoil: Callable[[Evidence], Evidence]) -> None:
    with pytest.raises(RecordFault):
        Evidence.parse(bytes(spoil(two_snapshots())))
