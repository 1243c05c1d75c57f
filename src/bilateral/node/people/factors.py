"""Second factors as an operator meets them: which can't be read any more, and forgetting those of one person.

They are encrypted under `keys/web.secret` (secret.py): a node restored without that file can't read them, and nobody
who has one can sign in. Not here: setting one up and asking for it (allauth). Needs the settings of the pages.
"""

from collections.abc import Iterator
from typing import Any

from bilateral.node.people.models import Person
from bilateral.values import BadInput, Fault, Text


class Unreadable(BadInput):
    """A second factor was encrypted under another secret than this node has."""

    code = "second-factor"


def refused() -> Unreadable:
    return Unreadable(
        what=Text(
            "Your second factor can't be read on this machine any more.",
            "Tu segundo factor ya no se puede leer en este equipo.",
        ),
        do=Text(
            "Ask whoever runs this node to restore its secret, or to let you set up a new one.",
            "Pide a quien opera este nodo que restaure su secreto o que te permita configurar otro.",
        ),
    )


def unreadable() -> tuple[str, ...]:
    """The addresses of those who can't sign in for it, sorted."""
    from allauth.mfa.models import Authenticator

    rows = Authenticator.objects.filter(user__is_active=True).order_by("user__email", "pk").select_related("user")
    return tuple(dict.fromkeys(row.user.email for row in rows if not _readable(row.data)))


def _readable(data: dict[str, Any]) -> bool:
    from allauth.mfa.utils import decrypt

    try:
        for secret in _secrets(data):
            decrypt(secret)
    except Fault:
        return False
    return True


def _secrets(data: dict[str, Any]) -> Iterator[str]:
    """What is encrypted in a row: an authenticator app's secret, or what recovery codes are made from."""
    yield from (data[name] for name in ("secret", "seed") if name in data)
    yield from data.get("migrated_codes") or ()


def forget(who: Person) -> int:
    """Forget all second factors of a person, who sets up a new one after the next sign-in. Returns how many there were.

    Until then the password alone lets them in, and signs nothing.
    """
    from allauth.mfa.models import Authenticator

    found: int = Authenticator.objects.filter(user=who).delete()[0]
    return found
