"""What a round does by itself: reminders, its end with or without the silence rule, and word to who asked.

Every letter has a key, so that it goes out once however often this runs.
"""

from datetime import date, datetime, timedelta
from typing import Final, Literal

from django.db import transaction

from bilateral.node.clearance import words
from bilateral.node.clearance.asking import ends, send
from bilateral.node.clearance.delivered import are_told, key_of
from bilateral.node.clearance.listing import STATES, answer_view, state_of
from bilateral.node.clearance.models import ClearanceAnswer, ClearanceRequest, ClearanceRound
from bilateral.node.clearance.names import titles
from bilateral.node.clearance.readers import readers_now
from bilateral.node.clearance.rule import answer_of, words_of
from bilateral.node.home import Home
from bilateral.node.papers.keeping import is_open, row_of, texts_of
from bilateral.node.papers.models import Paper
from bilateral.node.people.members import signers
from bilateral.node.people.models import Person
from bilateral.node.people.permissions import check
from bilateral.node.post import letters
from bilateral.node.post.models import Mail
from bilateral.node.read.base import not_found
from bilateral.node.viewer import Viewer
from bilateral.values import BadInput, Text

DAYS_BEFORE: Final = 2
"""A reminder comes so many working days before the last day, and on it."""
FROM_HOUR: Final = 12
"""The hour (UTC) from which a day's reminders are sent: early morning in North America."""


def run(home: Home, now: datetime) -> int:
    """One look at all rounds that are open. Returns how many were closed and how many reminders were written."""
    done = 0
    for pk in list(ClearanceRound.objects.filter(closed=None).order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            of = ClearanceRound.objects.select_related("asked_by").get(pk=pk)
            of.paper = Paper.objects.select_for_update().get(pk=of.paper_id)
            of.refresh_from_db(fields=["closed"])  # what was closed while this waited for the lock
            if of.closed is None:
                done += _close(home, of, now) or _remind(home, of, now)
    return done


def waiting_of(of: ClearanceRound) -> list[ClearanceRequest]:
    """The offices of a round that have not answered and still may."""
    rows = of.requests.filter(superseded=None, answers=None).order_by("office")
    for row in rows:
        row.round = of
    return list(rows)


def _close(home: Home, of: ClearanceRound, now: datetime) -> int:
    """End a round whose paper isn't open any more or whose last day is over; silence counts where the rule says so."""
    if of.paper.state == "open" and now < ends(of.due):
        return 0
    of.closed = now
    of.save(update_fields=["closed"])
    waiting = waiting_of(of) if of.paper.state == "open" else []
    if waiting and of.silence:  # whoever was never told of the question has not been silent
        told = are_told(waiting)
        for request in (each for each in waiting if each.pk in told):
            ClearanceAnswer.objects.create(request=request, number=1, answer="clear", how="silence", time=now)
    if waiting:
        for person in followers(of.paper, of.asked_by):
            link = _paper_link(home, person, of.paper)
            letter = words.over(of, _lines(of), link, f"clearance:{of.pk}:over:{person.pk}")
            letters.send(home, person, letter, now)
    return 1


def take_back(home: Home, viewer: Viewer, pk: int, request: int, now: datetime) -> None:
    """No longer ask an office that has not answered: it was asked by mistake. It stays on the list as asked before.

    :raises NotFound: no such paper for this viewer, or it was not asked. :raises BadInput: it has answered.
    """
    check(viewer, "clearance.ask")
    with transaction.atomic():
        paper = row_of(viewer, pk, lock=True)
        is_open(paper)
        row = ClearanceRequest.objects.select_related("round__asked_by").filter(pk=request, round__paper=paper).first()
        if row is None:
            raise not_found(Text("This office was not asked.", "No se consultó a esa dependencia."), str(request))
        if row.answers.exists():
            raise BadInput(
                what=Text("This office has answered.", "Esta dependencia ya respondió."),
                where=row.office,
                do=Text("What it said stays; ask it anew.", "Lo que dijo permanece; consúltala de nuevo."),
            )
        if ClearanceAnswer.objects.filter(request__round__paper=paper, request__office=row.office).exists():
            raise BadInput(
                what=Text("This office has answered before.", "Esta dependencia ya había respondido."),
                where=row.office,
                do=Text(
                    "What it said would be lost: wait for its answer to the new question.",
                    "Lo que dijo se perdería: espera su respuesta a la nueva consulta.",
                ),
            )
        if row.superseded is None:
            row.superseded = now
            row.save(update_fields=["superseded"])
            tell_when_complete(home, row.round, now)


def tell_when_complete(home: Home, of: ClearanceRound, now: datetime) -> None:
    """Tell who asked once every office of the round has answered, and again when one changes its answer after that."""
    requests = list(of.requests.filter(superseded=None).prefetch_related("answers"))
    answers = [answer_of(each) for each in requests]
    if not answers or not all(answers):
        return
    turn = sum(each.number for each in answers if each)
    clear = all(each.answer == "clear" for each in answers if each)
    changed = words_of(of.texts) != words_of([each.to_json() for each in texts_of(of.paper)])
    for person in followers(of.paper, of.asked_by):
        link, key = _paper_link(home, person, of.paper), f"clearance:{of.pk}:complete:{turn}:{person.pk}"
        letters.send(home, person, words.complete(of, _lines(of), link, key, clear=clear, changed=changed), now)


def followers(paper: Paper, asked_by: Person) -> tuple[Person, ...]:
    """Who is told: who keeps the paper and who asked; where both have left, everybody who signs."""
    found = {each.pk: each for each in (paper.keeper, asked_by) if each.is_active}
    return tuple(found.values()) or signers(paper.party)


def _paper_link(home: Home, person: Person, paper: Paper) -> Text:
    return Text.same(letters.address(home, person.language, f"work/{paper.pk}/#clearance"))


def _lines(of: ClearanceRound) -> Text:
    """The offices of a round and how each stands, a line each."""
    names, found = titles(Viewer(of.paper.party)), []
    for request in of.requests.filter(superseded=None).prefetch_related("answers__settled_by").order_by("office"):
        answer = answer_of(request)
        state = state_of(answer_view(answer) if answer else None, of.closed is None)
        found.append(Text.same("- ") + names.get(request.office, Text.same(request.office)) + ": " + STATES[state])
    return Text.join("\n", found)


# -- reminders -------------------------------------------------------------------------------------------------------


def working_days_before(day: date, count: int) -> date:
    """The day so many working days earlier; holidays are not known."""
    while count:
        day -= timedelta(days=1)
        count -= day.weekday() < 5
    return day


def reminder_of(of: ClearanceRound, now: datetime) -> Literal["", "soon", "today"]:
    """Which reminder this moment calls for; none on the day of asking, nor the first one after a late start."""
    today, soon = now.date(), working_days_before(of.due, DAYS_BEFORE)
    if now.hour < FROM_HOUR or today > of.due:
        return ""
    if today == of.due:
        return "today"
    return "soon" if of.asked.date() < soon <= today else ""


def _remind(home: Home, of: ClearanceRound, now: datetime) -> int:
    why = reminder_of(of, now)
    requests = waiting_of(of) if why else []
    names = titles(Viewer(of.paper.party)) if requests else {}
    count = 0
    for request in requests:
        for reader in readers_now(request):
            if not Mail.objects.filter(key=key_of(request.pk, why, reader.email)).exists():
                office = names.get(request.office, Text.same(request.office))
                send(home, request, reader, office, now, why)
                count += 1
    return count
