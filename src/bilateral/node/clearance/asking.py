"""Asking offices: a round with its words kept, and a letter with a link of their own to each reader."""

import secrets
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Any, Final

from django.db import transaction

from bilateral.node.clearance import words
from bilateral.node.clearance.agreeing import step_of
from bilateral.node.clearance.delivered import key_of
from bilateral.node.clearance.models import ClearanceLink, ClearanceRequest, ClearanceRound
from bilateral.node.clearance.names import titles
from bilateral.node.clearance.readers import Reader, Wanted, readers_of
from bilateral.node.clearance.rule import SILENCE
from bilateral.node.home import Home
from bilateral.node.papers.keeping import changed_since, check_finished, is_open, row_of, texts_of
from bilateral.node.papers.models import Paper
from bilateral.node.people.permissions import check, person_of
from bilateral.node.people.rules import is_on
from bilateral.node.post import letters
from bilateral.node.viewer import Viewer
from bilateral.values import LANGS, BadInput, Text

LONGEST_NOTE: Final = 5_000
MOST_OFFICES: Final = 60
LATEST: Final = timedelta(days=400)


def ends(due: date) -> datetime:
    """Until when an answer is taken: the end of that day wherever on Earth the reader is."""
    return datetime.combine(due + timedelta(days=1), time(12), UTC)


def hash_of(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()


def ask(
    home: Home,
    viewer: Viewer,
    pk: int,
    seen: int,
    wanted: Sequence[Wanted],
    due: date,
    note: str,
    attempt: str,
    now: datetime,
) -> int:
    """Ask offices about a paper as it is. Returns the number of the round.

    An office that was asked before is asked anew: its earlier request ends, what it answered stays on the list.

    :param seen: the revision that the asker has read. :param attempt: names the form; sent twice, it asks once.
    :raises Changed: somebody has changed the paper since. :raises BadInput: it can't be asked like this.
    """
    check(viewer, "clearance.ask")
    _check_terms(wanted, due, note, now)
    with transaction.atomic():
        paper = row_of(viewer, pk, lock=True)
        before = paper.rounds.filter(attempt=attempt).first() if attempt else None
        if before:
            return int(before.number)
        texts = _readable(paper, seen)
        names = titles(viewer, ended=False)
        readers: dict[str, dict[str, Reader]] = {}
        for each in wanted:
            found = readers_of(paper, each, names)
            readers.setdefault(each.office, {}).update((reader.email, reader) for reader in found)
        number = (paper.rounds.order_by("-number").values_list("number", flat=True).first() or 0) + 1
        made = ClearanceRound.objects.create(
            paper=paper, number=number, revision=paper.revision, texts=texts, asked_by_id=person_of(viewer), asked=now,
            due=due, note=note.strip(), silence=is_on(paper.party, SILENCE), attempt=attempt,
        )  # fmt: skip
        same = ClearanceRequest.objects.filter(round__paper=paper, office__in=readers, superseded=None)
        same.update(superseded=now)
        for office, to in readers.items():
            request = ClearanceRequest.objects.create(round=made, office=office)
            for reader in to.values():
                send(home, request, reader, names[office], now, "first")
    return number


def send(home: Home, request: ClearanceRequest, reader: Reader, office: Text, now: datetime, why: str) -> None:
    """Queue a letter with a link of its own: the first one, or a reminder (soon, today).

    Only the hash of the link's token is kept.
    """
    token = secrets.token_urlsafe(32)
    ClearanceLink.objects.create(
        request=request, token=hash_of(token), email=reader.email, person_id=reader.person, lang=reader.lang, why=why,
        made=now,
    )  # fmt: skip
    link = Text(*(letters.address(home, lang, f"clearance/{token}/") for lang in LANGS))
    of, key = request.round, key_of(request.pk, why, reader.email)
    if why == "first":
        letter = words.asked(of, office, link, key, step_of(of))
    else:
        letter = words.reminder(of, office, link, key, today=why == "today")
    ready, lang = words.in_lang(letter, reader.lang)
    letters.send_to(home, reader.email, lang, ready, now)


def _check_terms(wanted: Sequence[Wanted], due: date, note: str, now: datetime) -> None:
    if not 1 <= len(wanted) <= MOST_OFFICES:
        raise BadInput(
            what=Text("No office was chosen.", "No se eligió ninguna dependencia.")
            if not wanted
            else Text(
                f"At most {MOST_OFFICES} offices are asked at once.",
                f"Se consulta a lo más a {MOST_OFFICES} dependencias a la vez.",
            ),
            where="office",
            do=Text("Choose who is to clear the text.", "Elige quién debe dar el visto bueno."),
        )
    if not now.date() < due <= (now + LATEST).date():
        raise BadInput(
            what=Text("The last day must be tomorrow or later.", "El último día debe ser mañana o después.")
            if due <= now.date()
            else Text("The last day is more than a year away.", "El último día está a más de un año."),
            where="until",
            do=Text("Choose a day that leaves time to read.", "Elige un día que deje tiempo para leer."),
        )
    if len(note) > LONGEST_NOTE:
        raise BadInput(
            what=Text("The note is too long.", "La nota es demasiado larga."),
            where="note",
            do=Text("Write at most 5,000 characters.", "Escribe hasta 5,000 caracteres."),
        )


def _readable(paper: Paper, seen: int) -> list[dict[str, Any]]:
    """The paper's texts as they are kept with a round."""
    is_open(paper)
    if paper.revision != seen:
        raise changed_since(paper.revision, Text("you ask", "consultar"))
    texts = texts_of(paper)
    check_finished(texts)
    return [text.to_json() for text in texts]
