"""What offices said about the same words on any paper of their side.

Fewer offices on a second paper are no way around an objection, or a question that is still open, on the first.
"""

from collections.abc import Sequence

from bilateral.dialogue.drafts import Draft
from bilateral.dialogue.rooms import texts
from bilateral.node.clearance.models import ClearanceAnswer, ClearanceRequest, ClearanceRound
from bilateral.node.papers.models import Paper


def stopping(party: str, wanted: Sequence[Draft], proposal: str = "") -> dict[str, str]:
    """The offices of a side that stand in the way of these texts: by id, the title of the paper that it is on.

    An office stands in the way by an objection that no later answer of its own to the same has replaced, on whichever
    paper; or by a question that it was asked and that is open: it has not answered, is still asked, and the paper is
    neither signed nor put aside.

    :param proposal: the place of the proposal that is to be agreed to. What was asked on a paper begun from it counts
        too, in whatever words, unless the paper was put aside.
    """
    words, names = texts.compared(wanted), {each.name for each in wanted}
    rows = ClearanceRequest.objects.filter(round__paper__party=party).select_related("round__paper")
    same: dict[int, bool] = {}
    newest: dict[str, tuple[ClearanceAnswer, Paper]] = {}
    found: dict[str, str] = {}
    for row in rows.prefetch_related("answers").order_by("pk"):
        of, paper = row.round, row.round.paper
        if of.pk not in same:
            begun = bool(proposal) and paper.answers == proposal and paper.state != "dropped"
            same[of.pk] = begun or _reads(of, names, words)
        if not same[of.pk]:
            continue
        given = list(row.answers.all())
        for answer in given:
            last = newest.get(row.office)
            if last is None or (last[0].time, last[0].pk) < (answer.time, answer.pk):
                newest[row.office] = answer, paper
        if not given and row.superseded is None and paper.state == "open":
            found[row.office] = paper.title
    objections = {office: paper.title for office, (answer, paper) in newest.items() if answer.answer != "clear"}
    return found | objections


def _reads(of: ClearanceRound, names: set[str], words: bytes) -> bool:
    """Whether a round asked about exactly these words."""
    return {each["name"] for each in of.texts} == names and texts.compared(texts.drafts_of(of.texts)) == words


def hold(party: str) -> None:
    """Until the transaction ends, no office can be asked, or answer, about any open paper of a side."""
    asked = ClearanceRound.objects.filter(closed=None).values("paper")
    rows = Paper.objects.filter(party=party, state="open", pk__in=asked).order_by("pk")
    list(rows.select_for_update().values_list("pk", flat=True))
