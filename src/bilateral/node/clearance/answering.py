"""Answering for an office: by the link of a letter, without an account, or on the paper's page.

An answer is about the words that the office was asked about. It may be changed until the last day is over; every one is
kept, and the newest counts. Reading never answers: programs that scan mail open links too.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from django.db import transaction

from bilateral.node.clearance import closing
from bilateral.node.clearance.agreeing import Step, step_of
from bilateral.node.clearance.asking import ends, hash_of
from bilateral.node.clearance.listing import AnswerView, answer_view
from bilateral.node.clearance.models import ClearanceAnswer, ClearanceLink, ClearanceRequest
from bilateral.node.clearance.names import titles
from bilateral.node.clearance.readers import is_author, may_still_read
from bilateral.node.clearance.rule import answer_of, words_of
from bilateral.node.home import Home
from bilateral.node.papers.keeping import Changed, Working, row_of, texts_of
from bilateral.node.papers.models import Paper
from bilateral.node.people.models import Person
from bilateral.node.people.permissions import Forbidden, check, person_of
from bilateral.node.read.base import not_found
from bilateral.node.viewer import Viewer
from bilateral.values import BadInput, Text

LONGEST: Final = 20_000
Why = Literal["", "superseded", "taken-back", "over", "closed", "drafted"]
"""Why no answer is taken: the office was asked anew, or is no longer asked; the last day is over; the paper was
proposed or put aside; or the reader wrote in it.
"""


class Meanwhile(Changed):
    """Somebody has answered for the office, or changed the paper, since the reader opened the page."""

    code = "changed"


@dataclass(frozen=True, slots=True)
class Given:
    """What was sent: clear or comments, the words, who says it. ``seen`` is the paper's revision and ``turn`` the
    number of answers, as the reader's page showed them.
    """

    answer: str
    text: str
    name: str
    seen: int
    turn: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What the holder of a link sees. ``texts`` are those asked about, ``now`` those of the paper today where they
    differ; both are empty where no answer is taken any more. ``email`` is where the letter went; ``step`` what the
    words are cleared for (`agreeing.step_of`).
    """

    party: str
    title: str
    office: Text
    asked_by: str
    asked_by_email: str
    asked: datetime
    revision: int
    due: date
    note: str
    silence: bool
    name: str
    email: str
    why: Why
    step: Step
    answers: tuple[AnswerView, ...]
    seen: int
    texts: tuple[Working, ...] = ()
    now: tuple[Working, ...] = ()

    @property
    def turn(self) -> int:
        return len(self.answers)


def by_link(viewer: Viewer, token: str, now: datetime) -> Asked:
    """What a letter's link opens. :raises NotFound: it opens nothing; a wrong link is told no more than none, nor is
    one whose reader is no longer who was asked (`may_still_read`).
    """
    link = _link(viewer, token)
    return _asked(link, link.request.round.paper, viewer, now)


def _link(viewer: Viewer, token: str) -> ClearanceLink:
    rows = ClearanceLink.objects.select_related("request__round__paper", "request__round__asked_by", "person")
    row = rows.filter(token=hash_of(token)).first()
    theirs = row is not None and viewer.party not in (None, row.request.round.paper.party)
    if row is None or theirs or not may_still_read(row):
        raise not_found(Text("This link opens nothing.", "Este enlace no abre nada."), "")
    return row


def _asked(link: ClearanceLink, paper: Paper, viewer: Viewer, now: datetime) -> Asked:
    request, of = link.request, link.request.round
    why = _why_not(request, paper, now)
    people = ((link.person_id, link.email), (viewer.person, _email_of(viewer)))
    if not why and any(is_author(paper.pk, person, email) for person, email in people):
        why = "drafted"
    then, today = tuple(Working.of(each) for each in of.texts), texts_of(paper)
    same = words_of(of.texts) == words_of([each.to_json() for each in today])
    office = titles(Viewer(paper.party)).get(request.office, Text.same(request.office))
    return Asked(
        paper.party, paper.title, office, of.asked_by.name, of.asked_by.email, of.asked, of.revision, of.due, of.note,
        of.silence, link.person.name if link.person else "", link.email, why, step_of(of),
        _answers(request), paper.revision, () if why else then, () if why or same else today,
    )  # fmt: skip


def _email_of(viewer: Viewer) -> str:
    if viewer.person is None:
        return ""
    return Person.objects.filter(pk=viewer.person).values_list("email", flat=True).first() or ""


def _answers(request: ClearanceRequest) -> tuple[AnswerView, ...]:
    return tuple(answer_view(each) for each in request.answers.select_related("settled_by").order_by("number"))


def _why_not(request: ClearanceRequest, paper: Paper, now: datetime) -> Why:
    if paper.state != "open":
        return "closed"
    if request.superseded:
        newer = ClearanceRequest.objects.filter(round__paper=paper, office=request.office, pk__gt=request.pk)
        return "superseded" if newer.exists() else "taken-back"
    return "over" if request.round.closed or now >= ends(request.round.due) else ""


def answer_by_link(home: Home, viewer: Viewer, token: str, given: Given, now: datetime) -> Asked:
    """Answer for the office that a link was sent to.

    :raises NotFound: the link opens nothing. :raises Meanwhile: the paper or the office's answer has changed since the
    page was opened. :raises BadInput: no answer is taken, or it can't be taken like this. Nothing is kept then.
    """
    with transaction.atomic():
        paper = Paper.objects.select_for_update().get(pk=_link(viewer, token).request.round.paper_id)
        link = _link(viewer, token)  # as it is now that nobody else changes it
        refuse(_asked(link, paper, viewer, now).why)
        name = given.name.strip() or (link.person.name if link.person else "")
        if not name or len(name) > 200:
            raise BadInput(
                what=Text("Your name is missing.", "Falta tu nombre.")
                if not name
                else Text("This name is too long.", "Este nombre es demasiado largo."),
                where="name",
                do=Text(
                    "Write it: the list of your side says who cleared.",
                    "Escríbelo: la lista de tu parte dice quién dio visto bueno.",
                ),
            )
        _keep(
            home,
            paper,
            link.request,
            given,
            ClearanceAnswer(how="link", name=name, email=link.email, person=link.person),
            now,
        )
        return _asked(link, paper, viewer, now)


def answer_here(home: Home, viewer: Viewer, pk: int, request: int, given: Given, now: datetime) -> None:
    """Answer for one's office on the paper's page.

    :raises Forbidden: it isn't one's office, or one doesn't answer for offices. Else as `answer_by_link`.
    """
    check(viewer, "clearance.answer")
    with transaction.atomic():
        paper = row_of(viewer, pk, lock=True)
        row = ClearanceRequest.objects.select_related("round").filter(pk=request, round__paper=paper).first()
        if row is None:
            raise not_found(Text("This office was not asked.", "No se consultó a esa dependencia."), str(request))
        if row.office not in viewer.offices:
            raise Forbidden(
                what=Text("This is another office's answer.", "Es la respuesta de otra dependencia."),
                where="office",
                do=Text("Only its own people give it.", "Sólo la dan sus propias personas."),
            )
        who = Person.objects.get(pk=person_of(viewer))
        refuse(_why_not(row, paper, now) or ("drafted" if is_author(paper.pk, who.pk, who.email) else ""))
        made = ClearanceAnswer(how="page", name=who.name, email=who.email, person=who)
        _keep(home, paper, row, given, made, now)


def refuse(why: Why) -> None:
    """:raises BadInput: there is a reason why no answer is taken."""
    if why:
        what, do = WHY[why]
        raise BadInput(what=what, where="", do=do, code=f"clearance-{why}")


WHY: Final[dict[str, tuple[Text, Text]]] = {
    "superseded": (
        Text("Your office was asked anew about this text.", "Se consultó de nuevo a tu dependencia sobre este texto."),
        Text("Answer by the link of the newest letter.", "Responde con el enlace de la carta más reciente."),
    ),
    "taken-back": (
        Text("Your office is no longer asked about this text.", "Ya no se consulta a tu dependencia sobre este texto."),
        Text("There is nothing left to answer.", "Ya no queda nada que responder."),
    ),
    "over": (
        Text("The time to answer is over.", "Terminó el plazo para responder."),
        Text("Write to whoever asked.", "Escribe a quien te consultó."),
    ),
    "closed": (
        Text("This text was signed or put aside.", "Este texto ya se firmó o se dejó de lado."),
        Text("There is nothing left to answer.", "Ya no queda nada que responder."),
    ),
    "drafted": (
        Text("Who drafted can't clear.", "Quien redacta no da visto bueno."),
        Text("Somebody else of your office answers.", "Responde otra persona de tu dependencia."),
    ),
}


def _keep(
    home: Home, paper: Paper, request: ClearanceRequest, given: Given, made: ClearanceAnswer, now: datetime
) -> None:
    """Keep an answer, once however often the form is sent, and tell who asked when all have answered."""
    text = given.text.strip()
    _check_answer(given.answer, text)
    last = answer_of(request)
    said = (given.answer, text, made.email.lower())
    if last and (last.answer, last.text, last.email.lower()) == said:
        return
    turn = last.number if last else 0
    if turn != given.turn:
        raise Meanwhile(
            what=Text(
                "Somebody of your office has answered meanwhile.", "Alguien de tu dependencia respondió entre tanto."
            ),
            where="",
            do=Text(
                "Read that answer; send yours again to put it in its place.",
                "Lee esa respuesta; envía la tuya otra vez para que la sustituya.",
            ),
        )
    if paper.revision != given.seen:
        raise Meanwhile(
            what=Text("The text has changed while you read it.", "El texto cambió mientras lo leías."),
            where="",
            do=Text(
                "Nothing is sent yet. See what changed; then send your answer about the text as you were asked.",
                "Aún no se envió nada. Ve qué cambió y después envía tu respuesta sobre el texto que se te consultó.",
            ),
        )
    made.request, made.number, made.answer, made.text, made.time = request, turn + 1, given.answer, text, now
    made.save()
    closing.tell_when_complete(home, request.round, now)


def _check_answer(answer: str, text: str) -> None:
    if answer not in ("clear", "comments"):
        raise BadInput(
            what=Text("No answer was chosen.", "No se eligió ninguna respuesta."),
            where="answer",
            do=Text("Choose one of the two.", "Elige una de las dos."),
        )
    if answer == "comments" and not text:
        raise BadInput(
            what=Text("It says nothing about what has to change.", "No dice qué debe cambiar."),
            where="text",
            do=Text("Write why the text is not clear yet.", "Escribe por qué aún no das el visto bueno."),
        )
    if len(text) > LONGEST:
        raise BadInput(
            what=Text("The comments are too long.", "Los comentarios son demasiado largos."),
            where="text",
            do=Text("Write at most 20,000 characters.", "Escribe hasta 20,000 caracteres."),
        )
