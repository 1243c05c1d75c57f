"""What a side has settled about clearance, and what therefore stands in the way of proposing a paper.

Both settings are off until the side sets them: silence says nothing, and clearance is for the side's own use.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from bilateral.dialogue.drafts import Draft
from bilateral.dialogue.rooms.texts import drafts_of
from bilateral.node.clearance.elsewhere import stopping
from bilateral.node.clearance.models import ClearanceAnswer, ClearanceRequest
from bilateral.node.clearance.names import titles
from bilateral.node.papers.models import Paper
from bilateral.node.people.permissions import check
from bilateral.node.people.rules import is_on
from bilateral.node.viewer import Viewer
from bilateral.values import BadInput, Text

SILENCE: Final = "clearance-silence"
REQUIRED: Final = "clearance-required"
RULES: Final = {
    SILENCE: Text("silence counts as clearing a text", "el silencio vale como visto bueno"),
    REQUIRED: Text(
        "nothing is proposed or agreed to until every office asked has cleared its words",
        "nada se propone ni se acepta hasta que todas las dependencias consultadas den el visto bueno a su redacción",
    ),
}
Words = Sequence[Mapping[str, Any]]
"""A paper's texts, as a round keeps them."""


class NotCleared(BadInput):
    """The side wants clearance before it proposes or agrees, and there is none for these words."""

    code = "not-cleared"


def settled(viewer: Viewer) -> dict[str, bool]:
    """Both rules of the viewer's side. :raises Forbidden: they don't keep its settings."""
    check(viewer, "party.settings")
    return {name: is_on(str(viewer.party), name) for name in RULES}


def words_of(texts: Iterable[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
    """What a clearance is given for: the texts and what they build on; not how a form stood or which mark it had."""
    return [(t["kind"], t["name"], t["content"], t["base"], list(t["parties"])) for t in texts]


def newest_requests(paper: int) -> dict[str, ClearanceRequest]:
    """For each office ever asked about a paper, the request that counts, with its round and answers, by office."""
    rows = ClearanceRequest.objects.filter(round__paper=paper, superseded=None).select_related("round")
    return {row.office: row for row in rows.prefetch_related("answers").order_by("round__number", "office")}


def answer_of(request: ClearanceRequest) -> ClearanceAnswer | None:
    """The answer that counts, or None."""
    return max(request.answers.all(), key=lambda each: each.number, default=None)


def lacking(paper: Paper, texts: Words) -> tuple[str, ...] | None:
    """The offices whose clearance of exactly these words is missing, by id; None where no office was ever asked."""
    words = words_of(texts)
    return missing_from(paper, lambda cleared: words_of(cleared) == words)


def missing_from(paper: Paper, same: Callable[[Words], bool]) -> tuple[str, ...] | None:
    """The offices asked about a paper that have not cleared words which are the `same`; None where none was asked."""
    requests = newest_requests(paper.pk)
    if not requests:
        return None
    rounds: dict[int, bool] = {}
    missing = []
    for office, request in requests.items():
        answer, of = answer_of(request), request.round
        if of.pk not in rounds:
            rounds[of.pk] = same(of.texts)
        if answer is None or answer.answer != "clear" or not rounds[of.pk]:
            missing.append(office)
    return tuple(missing)


def check_at_machine(party: str, act: str) -> None:
    """:raises NotCleared: the side proposes only what its offices cleared, and whoever proposes by command has no paper
    that they could have cleared.
    """
    if act == "propose" and is_on(party, REQUIRED):
        raise NotCleared(
            what=Text(
                "This government proposes only what its offices have cleared, and a command carries no clearance.",
                "Este gobierno propone sólo lo que tiene visto bueno de sus dependencias, y un comando no lo lleva.",
            ),
            where="",
            do=Text(
                "Propose it from its paper on the pages, or have the rule changed (bilateral clearance required).",
                "Propónlo desde su documento en las páginas o pide cambiar la regla (bilateral clearance required).",
            ),
        )


def check_cleared(paper: Paper, texts: Words) -> None:
    """:raises NotCleared: the paper's side wants clearance first, and an office has not cleared these words, or stands
    in their way on another of its papers.
    """
    if not is_on(paper.party, REQUIRED):
        return
    missing = lacking(paper, texts)
    if missing is None:
        raise NotCleared(
            what=Text(
                "Your side proposes only what its offices have cleared, and none was asked.",
                "Tu parte propone sólo lo que tiene visto bueno de sus dependencias, y no se ha consultado a ninguna.",
            ),
            where="",
            do=Text("Ask them from the paper's page.", "Consúltalas desde la página del documento."),
        )
    if missing:
        said = Text(
            "These offices have not cleared the text as it reads now: {offices}.",
            "Estas dependencias no han dado el visto bueno al texto como está ahora: {offices}.",
        )
        raise waiting_for(paper.party, missing, said)
    check_elsewhere(paper.party, drafts_of(texts))


def check_elsewhere(party: str, wanted: Sequence[Draft], proposal: str = "") -> None:
    """:raises NotCleared: an office objects to these texts, or has still to answer about them, on any paper of the side
    (`elsewhere.stopping`).
    """
    found = stopping(party, wanted, proposal)
    if not found:
        return
    names = titles(Viewer(party))
    offices = (names.get(each, Text.same(each)) + Text(f" (“{on}”)", f" («{on}»)") for each, on in found.items())
    raise NotCleared(
        what=Text(
            "These offices were asked on another paper of this side, and object or have not answered: {offices}.",
            "Estas dependencias fueron consultadas en otro documento de esta parte y objetan o aún no responden: "
            "{offices}.",
        ).format(offices=Text.join(", ", offices)),
        where="",
        do=Text(
            "Ask them on this paper and wait until they clear it. A question that is still open on the other paper "
            "ends when they answer it, when they are no longer asked, or when that paper is put aside.",
            "Consúltalas en este documento y espera su visto bueno. La consulta que sigue abierta en el otro termina "
            "cuando la respondan, cuando ya no se les consulte o cuando ese documento se deje de lado.",
        ),
    )


def waiting_for(party: str, offices: Iterable[str], said: Text) -> NotCleared:
    """``said`` with the titles of these offices of a side, which have still to clear something, by id."""
    names = titles(Viewer(party))
    return NotCleared(
        what=said.format(offices=Text.join(", ", (names.get(each, Text.same(each)) for each in offices))),
        where="",
        do=Text("Wait for their answers, or ask them anew.", "Espera sus respuestas o consúltalas de nuevo."),
    )
