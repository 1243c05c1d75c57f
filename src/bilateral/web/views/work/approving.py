"""An official's passkey signs too: what a form of signing offers, by which hand it is signed, the page that asks."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bilateral.node import acting
from bilateral.node.approving.ceremony import Answer, Asked
from bilateral.node.approving.passkeys import passkeys_of
from bilateral.node.approving.required import REQUIRED
from bilateral.node.door import Receipt
from bilateral.node.people import members
from bilateral.node.people.rules import is_on
from bilateral.record.approvals.said import challenge_text
from bilateral.web.reading import viewer

_OURS = ("csrfmiddlewaretoken", "with", "assertion")


def offered(request: HttpRequest) -> dict[str, Any]:
    """What a form of signing needs to know."""
    who = viewer(request)
    return {"has_passkey": bool(passkeys_of(who.person)), "needs_passkey": is_on(who.party, REQUIRED)}


def hand_of(request: HttpRequest) -> Callable[..., Receipt | Asked]:
    """By which hand the form is signed: the government's key alone; a passkey too; or the passkey is to be asked first.

    :raises Unapproved: what the browser brought back from the passkey can't be read.
    """
    if request.POST.get("with") != "passkey":
        return acting.sign
    if not (answer := request.POST.get("assertion")):
        return acting.ask
    return partial(acting.sign, by=acting.ByPasskey(Answer.parse(answer), request.get_host()))


def asking(request: HttpRequest, asked: Asked, act: str, what: Any, back: str) -> HttpResponse:
    """The page that asks the passkey. It carries all that was sent, so that the same is signed.

    :param act: the act's code. :param what: the title of what it is about.
    """
    context = {
        "act": act,
        "what": what,
        "back": back,
        "challenge": challenge_text(asked.challenge),
        "credentials": " ".join(map(challenge_text, asked.credentials)),
        "sent": [(name, each) for name in request.POST if name not in _OURS for each in request.POST.getlist(name)],
        "action": request.path,
        **offered(request),
    }
    return render(request, "work/approve.html", context)


def rule_of(request: HttpRequest) -> dict[str, Any]:
    """Whether the side signs only together with a passkey, and how many who may sign have none."""
    party = str(viewer(request).party)
    without = [each for each in members.signers(party) if not passkeys_of(each.pk)]
    return {"needs_passkey": is_on(party, REQUIRED), "without_passkey": len(without)}
