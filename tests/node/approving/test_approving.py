"""An official's passkey signs too: what it is asked, what is taken, and that nothing else changes by it."""

import hmac
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bilateral.dialogue.compose import ActDraft
from bilateral.node import acting, papers, read
from bilateral.node.approving.ceremony import LIFE, MAX_ANSWER, Answer, Asked, Unapproved
from bilateral.node.approving.models import Asking
from bilateral.node.door import Refused
from bilateral.node.models import LogEntry, SealedText
from bilateral.node.papers import Changed, Working
from bilateral.node.people.models import Signing
from bilateral.node.people.permissions import Forbidden
from bilateral.node.projection import rebuild
from bilateral.node.viewer import PUBLIC
from bilateral.record.audit import audit
from bilateral.record.entry import Entry
from bilateral.record.faults import ApprovalFault
from bilateral.record.sources import DirSource
from bilateral.values import BadInput
from tests.node.approving.officials import ANA, HOST, Official, answer, answered, offices, official, state
from tests.node.homes import START, Node, World, both
from tests.node.papers.people import person
from tests.node.test_hostile import force, look_everywhere
from tests.record.approvals.world import ACT, approved
from tools.soft_passkey import FLAG, SITE, SoftPasskey

LUIS = SoftPasskey("RS256", "luis")


def entry(node: Node, log: str, seq: int) -> Entry:
    return Entry.parse(node.run(lambda: bytes(LogEntry.objects.get(log=log, seq=seq).raw)))


def test_both_sides_agree_with_their_passkeys_and_everybody_sees_it(world: World, tmp_path: Path) -> None:
    us, mx = world.dialogue("us", "mx")
    ana, luis = official(us), official(mx, LUIS)
    line = ActDraft("propose", (us.line("faster"),))
    first = ana.approve(line)
    mx.pull(us)
    second = luis.approve(answer(mx, "concur", first.ref.short))
    us.pull(mx)
    for node in (us, mx):
        shown = node.run(read.entry, PUBLIC, first.ref.log, first.ref.seq)
        assert [(each.holds, each.origin, each.algorithm) for each in shown.approvals] == [(True, SITE, "ES256")]
        assert shown.proposal.status == "agreed"
        shown = node.run(read.entry, PUBLIC, second.ref.log, second.ref.seq)
        assert [(each.holds, each.algorithm) for each in shown.approvals] == [(True, "RS256")]
        report = audit(DirSource(node.export(tmp_path / f"{node.party}-out")))
        assert report.ok, report.lines()
        assert {log.origin: [each.entries for each in log.approved] for log in report.logs} == {
            first.ref.log: [1],
            second.ref.log: [1],
        }
        assert node.run(rebuild, check=True) == ()
    raw = entry(us, first.ref.log, first.ref.seq).bytes
    for private in (b"ana", b"coordinator", b"example.org"):
        assert private not in raw
    assert us.run(lambda: Signing.objects.get(seq=first.ref.seq).person_id) == ana.who.person


def test_asking_leaves_no_trace_and_the_words_are_those_that_were_asked(world: World) -> None:
    (us, _) = world.dialogue("us", "mx")
    ana, act = official(us), offices(us, "trade", "farms")
    before = state(us)
    asked = ana.ask(act)
    assert state(us) == before and us.run(Asking.objects.count) == 1
    seed = us.run(lambda: bytes(Asking.objects.get().seed))
    receipt = ana.sign(act, answered(asked, ANA))
    made = entry(us, receipt.ref.log, receipt.ref.seq)
    openings = us.run(lambda: [bytes(row.opening) for row in SealedText.objects.filter(seq=receipt.ref.seq)])
    salts = {hmac.digest(seed, f"salt {n}".encode(), "sha256") for n in range(1, 5)}
    assert {opening[:32] for opening in openings} == salts and len(openings) == 4
    assert made.approvals[0]["nonce"] == hmac.digest(seed, b"nonce", "sha256").hex()
    assert not us.run(Asking.objects.exists), "the seed is erased with the signing"
    assert us.run(rebuild, check=True) == ()


def test_each_asking_is_another(lone: World) -> None:
    us, mx = lone.dialogue("us", "mx")
    ana, place = official(us), mx.propose(mx.line("x"))
    us.pull(mx)
    act = answer(us, "concur", place)
    first, second = ana.ask(act), ana.ask(act)
    assert first.challenge != second.challenge, "though an agreement holds no words of its own"
    with pytest.raises(ApprovalFault):
        ana.sign(act, answered(first, ANA))
    assert ana.sign(act, answered(second, ANA)).ref.log == "t/us"


def test_what_others_do_meanwhile_spoils_nothing(world: World) -> None:
    us, mx = world.dialogue("us", "mx")
    ana, act = official(us), offices(us, "trade")
    asked = ana.ask(act)
    us.propose(us.office("farms"))
    mx.propose(mx.office("comercio"))
    us.pull(mx)
    receipt = ana.sign(act, answered(asked, ANA))
    found = us.run(read.entry, PUBLIC, receipt.ref.log, receipt.ref.seq)
    assert [each.holds for each in found.approvals] == [True]


def test_sent_twice_it_is_done_once(lone: World) -> None:
    us, _ = lone.dialogue("us", "mx")
    ana, act = official(us), offices(us, "trade")
    sent = answered(ana.ask(act), ANA)
    first, again = ana.sign(act, sent), ana.sign(act, sent)
    assert (again.ref, again.repeated) == (first.ref, True)
    done = us.run(acting.ask, us.home, ana.who, act, "", START, "a")
    assert not isinstance(done, Asked) and done.ref == first.ref


CHANGES: dict[str, Callable[[Node], tuple[ActDraft, dict[str, Any]]]] = {
    "other words": lambda us: (ActDraft("propose", (us.office("trade", "Office of all trade"),)), {}),
    "one text more": lambda us: (offices(us, "trade", "farms"), {}),
    "a waiver": lambda us: (ActDraft("propose", offices(us, "trade").changes, waiver=both("Because")), {}),
    "another office": lambda us: (offices(us, "trade"), {"office": "desk"}),
    "another act": lambda us: (ActDraft("ack"), {}),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_not_asked_is_not_signed(lone: World, change: str) -> None:
    us, _ = lone.dialogue("us", "mx")
    us.propose(us.office("desk"))
    ana, asked_for = official(us), offices(us, "trade")
    sent = answered(ana.ask(asked_for), ANA)
    other, more = CHANGES[change](us)
    before = state(us)
    with pytest.raises(Unapproved, match="changed") as caught:
        ana.sign(other, sent, **more)
    assert caught.value.what.complete and caught.value.do.complete
    assert state(us) == before
    assert ana.sign(asked_for, sent), "the one that was asked for still can be"


def test_a_text_that_changes_meanwhile_is_read_afresh(world: World) -> None:
    us, mx = world.dialogue("us", "mx")
    ana, place = official(us), mx.propose(mx.line("x"))
    us.pull(mx)
    agree = answer(us, "concur", place)
    sent = answered(ana.ask(agree), ANA)
    us.act("decline", place, "No")
    with pytest.raises(Refused):
        ana.sign(agree, sent)
    with pytest.raises(Refused):
        ana.ask(agree, "b")  # whatever refuses it does so before anybody is asked
    draft = us.office("trade")
    text = Working(draft.kind, draft.name, draft.content, draft.base, draft.parties)
    pk = us.run(papers.start, ana.who, "Trade", (text,), START)
    arguments = (us.home, ana.who, pk, 1, "", None, "c", START)
    asked = us.run(papers.propose, *arguments, acting.ask)
    us.run(papers.save, ana.who, pk, 1, (text, text), START + timedelta(hours=1))
    by = acting.ByPasskey(Answer.parse(answered(asked, ANA)), HOST)
    with pytest.raises(Changed):
        us.run(papers.propose, *arguments, lambda *each: acting.sign(*each, by=by))
    assert us.run(papers.paper, ana.who, pk).state == "open"


def test_a_paper_is_proposed_and_closed_with_a_passkey(lone: World) -> None:
    us, _ = lone.dialogue("us", "mx")
    ana, draft = official(us), us.office("trade")
    text = Working(draft.kind, draft.name, draft.content, draft.base, draft.parties)
    pk = us.run(papers.start, ana.who, "Trade", (text,), START)
    arguments = (us.home, ana.who, pk, 1, "", None, "c", START)
    asked = us.run(papers.propose, *arguments, acting.ask)
    assert us.run(papers.paper, ana.who, pk).state == "open", "asking closes nothing"
    by = acting.ByPasskey(Answer.parse(answered(asked, ANA)), HOST)
    receipt = us.run(papers.propose, *arguments, lambda *each: acting.sign(*each, by=by))
    found = us.run(papers.paper, ana.who, pk)
    assert (found.state, found.place) == ("proposed", receipt.ref.short)


WRONG: dict[str, tuple[type[BadInput], str, dict[str, Any]]] = {
    "no person verified": (ApprovalFault, "approval-user", {"flags": FLAG.UP}),
    "nobody there": (ApprovalFault, "approval-user", {"flags": FLAG.UV}),
    "a registration": (ApprovalFault, "approval-client", {"type": "webauthn.create"}),
    "in another site's page": (ApprovalFault, "approval-client", {"cross_origin": True}),
    "for the domain above": (ApprovalFault, "approval-site", {"site": "example.gov"}),
    "another challenge": (ApprovalFault, "approval-other", {"challenge": bytes(32)}),
    "on another site": (Unapproved, "unapproved", {"origin": "https://evil.example"}),
    "on another port": (Unapproved, "unapproved", {"origin": f"{SITE}:8443"}),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_answers_that_are_not_a_signature_of_this_act_here(lone: World, wrong: str) -> None:
    us, _ = lone.dialogue("us", "mx")
    ana, act = official(us), offices(us, "trade")
    asked, before = ana.ask(act), state(us)
    kind, code, changed = WRONG[wrong]
    with pytest.raises(kind) as caught:
        ana.sign(act, answered(asked, ANA, **changed))
    assert caught.value.code == code and state(us) == before
    assert ana.sign(act, answered(asked, ANA))


def test_only_ones_own_passkey_and_only_what_one_was_asked(lone: World) -> None:
    us, _ = lone.dialogue("us", "mx")
    ana, act = official(us), offices(us, "trade")
    eva = official(us, SoftPasskey("EdDSA", "eva"), "eva")
    asked = ana.ask(act)
    with pytest.raises(Unapproved, match="one of yours"):
        ana.sign(act, answered(asked, eva.passkey))
    with pytest.raises(Unapproved, match="not asked"):
        eva.sign(act, answered(asked, eva.passkey))
    with pytest.raises(Unapproved, match="not asked"):
        ana.sign(act, answered(asked, ANA), "another")
    forged = SoftPasskey("ES256", "forger")
    stolen = answered(asked, forged).replace(answered(asked, forged).split('"')[3], answered(asked, ANA).split('"')[3])
    with pytest.raises(ApprovalFault) as caught:
        ana.sign(act, stolen)
    assert caught.value.code == "approval-signature"
    without = Official(us, person(us, "coordinator", "without"), ANA)
    with pytest.raises(Unapproved, match="no passkey"):
        without.ask(act)
    with pytest.raises(Forbidden):
        Official(us, person(us, "drafter"), ANA).ask(act)


def test_asking_ends_after_a_while_and_leaves_no_seed(lone: World) -> None:
    us, _ = lone.dialogue("us", "mx")
    ana, act = official(us), offices(us, "trade")
    sent = answered(ana.ask(act), ANA)
    with pytest.raises(Unapproved, match="too long ago"):
        ana.sign(act, sent, now=START + LIFE)
    ana.ask(act, "b", START + LIFE + timedelta(seconds=1))
    assert us.run(lambda: [row.attempt for row in Asking.objects.all()]) == ["b"]


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", "null", "1", '"x"', '{"id":1,"response":{}}', '{"id":"","response":[]}', "[" * 5000, "é" * 10,
     '{"id":"AA","response":{"authenticatorData":1,"clientDataJSON":"","signature":""}}',
     '{"id":"AA","response":{"authenticatorData":"A","clientDataJSON":"","signature":""}}',
     "x" * (MAX_ANSWER + 1)],
)  # fmt: skip
def test_what_no_browser_sends(text: str) -> None:
    with pytest.raises(Unapproved):
        Answer.parse(text)


def test_a_lost_passkey_leaves_the_other_way_open(lone: World) -> None:
    us, _ = lone.dialogue("us", "mx")
    ana, act = official(us), offices(us, "trade")
    sent = answered(ana.ask(act), ANA)
    from bilateral.node.people import factors
    from bilateral.node.people.models import Person

    us.run(lambda: factors.forget(Person.objects.get(pk=ana.who.person)))
    with pytest.raises(Unapproved, match="one of yours"):
        ana.sign(act, sent)
    assert ana.sign(act), "without a passkey, by the second factor alone"


def test_an_approval_that_does_not_hold_changes_no_verdict(
    lone: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A government that signs what it likes: others take it in, the act stands, page and audit say what is wrong."""
    us, mx = lone.dialogue("us", "mx")
    place = us.propose(us.line("x"))
    mx.pull(us)
    target = answer(mx, "concur", place).target
    assert target
    monkeypatch.setattr("bilateral.record.entry.check_all", lambda fields: ())
    body, good = {"visibility": "public"}, approved({**ACT, "log": "t/mx"}, LUIS)
    made = force(mx, act="concur", target=target.to_json(), body=body, approvals=[good, {"type": "later"}])
    us.pull(mx)
    for node in (us, mx):
        shown = node.run(read.entry, PUBLIC, made.log, made.seq)
        assert [each.holds for each in shown.approvals] == [False, None] and "another act" in shown.approvals[0].why.en
        assert shown.act.verdict == "valid" and shown.proposal.status == "agreed"
        look_everywhere(node)
    report = audit(DirSource(us.export(tmp_path / "out")))
    assert [(each.code, each.place) for each in report.findings] == [
        ("approval-other", f"{made.log}#{made.seq} approvals[0]")
    ]
