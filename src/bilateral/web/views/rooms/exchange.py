"""The address at which other homes exchange rooms with this one. Whatever isn't from a known one gets one refusal."""

from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from bilateral.dialogue.rooms.envelope import MAX_ENVELOPE
from bilateral.node.rooms import exchange as exchanging
from bilateral.values import Fault
from bilateral.web.faults import json_fault


@csrf_exempt  # it is signed, and no browser sends it
def exchange(request: HttpRequest) -> HttpResponse:
    """POST takes one envelope and answers with one; everything else, and whatever can't be answered, is a 404."""
    try:
        if request.method != "POST":
            raise exchanging.not_answered()
        data = request.read(MAX_ENVELOPE + 1)
        told = exchanging.answer(settings.HOME, data, datetime.now(UTC))
    except exchanging.NotAnswered as fault:
        return json_fault(fault, 404)
    except Fault:  # a key that isn't here, a database that is down: nobody outside is told which
        return json_fault(exchanging.not_answered(), 404)
    return HttpResponse(told, content_type="application/octet-stream")


exchange.takes_post = True  # type: ignore[attr-defined]
