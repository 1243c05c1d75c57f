"""Checks of what people need: second factors that can be read, mail that goes out."""

from collections.abc import Iterator
from datetime import timedelta

from django.apps import apps

from bilateral.node.care.doctor.shapes import Finding, Patient, fault, warning
from bilateral.node.people import factors
from bilateral.node.post.models import Mail
from bilateral.values import Text

LONG_WAITING = timedelta(hours=1)


def second_factors(patient: Patient) -> Iterator[Finding]:
    """Nobody's second factor was encrypted under a secret that is not here."""
    found = factors.unreadable() if apps.is_installed("allauth.mfa") else ()
    if found:
        more = f" (+{len(found) - 5})" if len(found) > 5 else ""
        yield fault(
            Text(
                "Second factors can't be read: they were made under another keys/web.secret.",
                "Hay segundos factores ilegibles: se crearon con otro keys/web.secret.",
            ),
            ", ".join(found[:5]) + more,
            Text(
                "Put that file back and start the node again; else, for each: bilateral user new-factor E-MAIL.",
                "Repón ese archivo y reinicia el nodo; si no, por cada persona: bilateral user new-factor CORREO.",
            ),
        )


def mail(patient: Patient) -> Iterator[Finding]:
    """Letters go out, and none was given up."""
    serve = Text(
        "See [mail] in bilateral.toml, and what bilateral serve says.",
        "Revisa [mail] en bilateral.toml y lo que dice bilateral serve.",
    )
    late = Mail.objects.filter(sent=None, given_up=False, after__lt=patient.now - LONG_WAITING)
    if waiting := late.count():
        what = Text("{n} letters have waited for more than an hour.", "{n} cartas llevan más de una hora en espera.")
        oldest = late.order_by("after", "pk")[0]
        yield warning(what.format(n=waiting), f"{oldest.to} {oldest.error}".strip(), serve)
    lost = Mail.objects.filter(given_up=True)
    if count := lost.count():
        what = Text("{n} letters could not be sent.", "{n} cartas no se pudieron enviar.")
        newest = lost.order_by("-created", "-pk")[0]
        yield warning(what.format(n=count), f"{newest.to}: {newest.error}", serve)
