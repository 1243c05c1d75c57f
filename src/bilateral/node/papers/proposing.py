"""From a paper to a proposal, and from a proposal to a paper: countering and renewing one are the same step."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from bilateral.dialogue.compose import ActDraft
from bilateral.node import acting, drafting
from bilateral.node.approving.ceremony import Asked
from bilateral.node.clearance.elsewhere import hold
from bilateral.node.clearance.rule import check_cleared
from bilateral.node.door import Receipt
from bilateral.node.home import Home
from bilateral.node.models import Document
from bilateral.node.papers.keeping import Working, changed_since, check_finished, drafts, is_open, paper, row_of, start
from bilateral.node.papers.models import Paper
from bilateral.node.people.permissions import check
from bilateral.node.read.base import not_found
from bilateral.node.viewer import Viewer
from bilateral.values import BadInput, Text

_SIGNING = Text("you sign", "firmar")


def from_proposal(viewer: Viewer, log: str, seq: int, title: str, now: datetime, attempt: str = "") -> int:
    """A paper that starts with everything that a proposal proposes, on the newest versions. Returns its number."""
    check(viewer, "paper.write")
    found = drafting.changes_of(log, seq, viewer)
    if not found:
        raise not_found(Text("There is no such proposal.", "No existe esa propuesta."), f"{log}#{seq}")
    texts = [Working(each.kind, each.name, each.content, each.base, each.parties) for each in found]
    tips = _tips(texts)
    return start(viewer, title, [replace(t, base=tips.get(t.name, "")) for t in texts], now, f"{log}#{seq}", attempt)


def outdated(texts: tuple[Working, ...]) -> frozenset[str]:
    """The names of those texts whose document has a newer version than the one they build on."""
    tips = _tips(texts)
    return frozenset(text.name for text in texts if tips.get(text.name, "") != text.base)


def rebase(texts: tuple[Working, ...]) -> tuple[Working, ...]:
    """The same words, built on the newest versions: for somebody who has seen what changed."""
    tips = _tips(texts)
    return tuple(replace(text, base=tips.get(text.name, "")) for text in texts)


def _tips(texts: tuple[Working, ...] | list[Working]) -> dict[str, str]:
    return dict(Document.objects.filter(pk__in=[text.name for text in texts]).values_list("pk", "tip"))


def propose(
    home: Home,
    viewer: Viewer,
    pk: int,
    seen: int,
    office: str,
    waiver: Mapping[str, str] | None,
    attempt: str,
    now: datetime,
    hand: Callable[..., Receipt | Asked] = acting.sign,
    *,
    sealed: bool = False,
) -> Receipt | Asked:
    """Sign the paper's texts as one proposal, taken whole; the paper is closed in the same transaction.

    :param seen: the revision that the signer has read.
    :param sealed: its words are for the governments named only, until this side releases them.
    :param hand: `acting.sign`, with a passkey or without; or `acting.ask`, which only asks the passkey.
    :raises Changed: somebody has changed it since. :raises BadInput: a text can't be read yet, or is outdated.
    :raises NotCleared: the side proposes only what its offices have cleared, and one has not.
    """
    check(viewer, "act.sign")
    found = paper(viewer, pk)
    if acting.is_done(viewer, attempt):
        return hand(home, viewer, ActDraft("propose"), office, now, attempt)  # the same form sent once more
    row = row_of(viewer, pk)
    is_open(row)
    if found.revision != seen:
        raise changed_since(found.revision, _SIGNING)
    check_ready(found.texts)
    words = [text.to_json() for text in found.texts]
    check_cleared(row, words)

    def close(receipt: Receipt) -> None:
        place = f"{receipt.ref.log}#{receipt.ref.seq}"
        same = Paper.objects.filter(pk=pk, state="open", revision=seen)
        if not same.update(state="proposed", place=place, changed=now):
            raise changed_since(seen, _SIGNING)
        hold(row.party)
        check_cleared(row, words)  # once more, now that no office can change its answer

    act = ActDraft("propose", drafts(found.texts), waiver=waiver, sealed=sealed)
    return hand(home, viewer, act, office, now, attempt, close)


def check_ready(texts: tuple[Working, ...]) -> None:
    """:raises BadInput: a text is not finished, or the one that it builds on is no longer in force."""
    check_finished(texts)
    old = outdated(texts)
    if old:
        raise BadInput(
            what=Text("A text in force has changed meanwhile.", "Cambió entre tanto un texto vigente."),
            where=", ".join(sorted(old)),
            do=Text(
                "Compare the two, then build on the newest version.",
                "Compara ambos y parte de la versión más reciente.",
            ),
        )
