"""The daily summary: one letter a working day to whoever wants it and has something waiting."""

from datetime import datetime
from typing import Final

from bilateral.node.home import Home
from bilateral.node.inbox.items import Item
from bilateral.node.inbox.waiting import waiting
from bilateral.node.people.members import viewer_of
from bilateral.node.people.models import Person
from bilateral.node.people.permissions import can
from bilateral.node.post import letters
from bilateral.node.post.models import Mail
from bilateral.values import LANGS, Text, format_date

FROM_HOUR: Final = 12
"""The hour (UTC) from which the summary of a day is sent: early morning in North America."""
_HEADS: Final = (
    ("me", Text("Waiting for you", "Te espera a ti")),
    ("side", Text("Waiting for your side", "Espera a tu parte")),
    ("others", Text("Waiting for the other side", "Espera a la otra parte")),
)


def send(home: Home, now: datetime) -> int:
    """Queue the summaries of this day that have not been queued. Returns how many."""
    if now.weekday() > 4 or now.hour < FROM_HOUR:
        return 0
    done = set(Mail.objects.filter(key__startswith=f"digest:{now.date()}:").values_list("key", flat=True))
    count = 0
    for person in Person.objects.filter(is_active=True, digest=True, memberships__until=None).distinct().order_by("pk"):
        key = f"digest:{now.date()}:{person.pk}"
        if key not in done and _send(home, person, key, now):
            count += 1
    return count


def _send(home: Home, person: Person, key: str, now: datetime) -> bool:
    viewer = viewer_of(person)
    if not can(viewer, "inbox.see"):
        return False
    found = waiting(viewer)
    if not (found.me or found.side):
        return False
    parts = [
        head + "\n" + Text.join("\n", (_line(item, now) for item in items))
        for (name, head) in _HEADS
        if (items := getattr(found, name))
    ]
    to = Text.same(letters.address(home, person.language, "inbox/"))
    body = Text.join("\n\n", parts) + "\n\n" + to
    number = len(found.me) + len(found.side)
    subject = Text(f"{number} waiting", f"{number} en espera")
    letters.send(home, person, letters.Letter(subject, body, key), now)
    return True


def _line(item: Item, now: datetime) -> Text:
    days = (now - item.since).days
    age = Text(f"for {days} days", f"desde hace {days} días") if days > 1 else Text("new", "nuevo")
    due = Text(", by {day}", ", a más tardar el {day}").format(day=_day(item.due)) if item.due else Text("", "")
    return Text.same("- ") + item.what + ": " + item.about + " (" + age + due + ")"


def _day(moment: datetime) -> Text:
    return Text(*(format_date(moment.date(), lang) for lang in LANGS))
