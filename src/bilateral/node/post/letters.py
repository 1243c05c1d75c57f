"""Writing letters: to a person or an address, queued in the transaction of what they tell of.

A letter is queued, never sent, here: if the transaction is undone, so is the letter. Sending is sending.py's.
"""

from dataclasses import dataclass
from datetime import datetime

from bilateral.node.home import Home
from bilateral.node.people.models import Person
from bilateral.node.post.models import Mail
from bilateral.values import Text


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be said, in both languages; ``key`` makes a second letter of the same key not be sent."""

    subject: Text
    body: Text
    key: str | None = None


_SIGNATURE = Text(
    "\n\n-- \nBilateral. You get this because you work with it or were asked for an answer.",
    "\n\n-- \nBilateral. Recibes esto porque trabajas aquí o porque se te pidió una respuesta.",
)
_INVENTED = Text(
    "THIS IS A DEMONSTRATION: people, offices and acts are invented.\n\n",
    "ESTO ES UNA DEMOSTRACIÓN: personas, dependencias y actos son inventados.\n\n",
)


def address(home: Home, lang: str, path: str) -> str:
    """The full address of a page of this node, for a letter."""
    return f"{home.url.rstrip('/')}/{lang}/{path}"


def send(home: Home, to: Person, letter: Letter, now: datetime, after: datetime | None = None) -> None:
    """Queue a letter to somebody who works here, in their language."""
    send_to(home, to.email, to.language, letter, now, after)


def send_to(home: Home, email: str, lang: str, letter: Letter, now: datetime, after: datetime | None = None) -> None:
    """Queue a letter to an address, to be sent not before ``after``."""
    if letter.key and Mail.objects.filter(key=letter.key).exists():
        return
    body = (_INVENTED if home.demonstration else Text("", "")) + letter.body + _SIGNATURE
    Mail.objects.create(
        to=email,
        lang=lang,
        subject=" ".join(letter.subject.in_(lang).split())[:300],
        body=body.in_(lang),
        key=letter.key,
        created=now,
        after=after or now,
    )
