"""Letters of clearance that the mail server didn't take so far: an office that never learns of it can't answer."""

from collections.abc import Iterable
from hashlib import sha256

from bilateral.node.clearance.models import ClearanceRequest
from bilateral.node.post.models import Mail


def key_of(request: int, why: str, email: str) -> str:
    """The key of one letter about a request: it is written once."""
    return f"clearance:{request}:{why}:{sha256(email.encode()).hexdigest()[:24]}"


def are_told(requests: Iterable[ClearanceRequest]) -> set[int]:
    """Those of these requests, by number, of which a mail server has taken at least one letter."""
    letters = {key_of(each.pk, link.why, link.email): each.pk for each in requests for link in each.links.all()}
    sent = Mail.objects.filter(key__in=list(letters)).exclude(sent=None)
    return {letters[str(key)] for key in sent.values_list("key", flat=True)}


def undelivered(requests: Iterable[ClearanceRequest]) -> dict[int, tuple[str, ...]]:
    """For those of these requests with a letter that failed and has not gone out since: its addresses, by request."""
    letters = {
        key_of(each.pk, link.why, link.email): (each.pk, link.email) for each in requests for link in each.links.all()
    }
    failed = Mail.objects.filter(key__in=list(letters), sent=None).exclude(error="").order_by("pk")
    found: dict[int, dict[str, None]] = {}
    for key in failed.values_list("key", flat=True):
        request, email = letters[str(key)]
        found.setdefault(request, {})[email] = None
    return {request: tuple(emails) for request, emails in found.items()}
