"""`erased`: the other governments' confirmation that a text which its author erased is gone here too.

Appended by the node itself, as `ack` is, once nothing of the text is left in its rows and its publication. It states
the day by which this node's backups have lost it as well.
"""

import secrets
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from bilateral.dialogue.drafts import ActDraft, OnItems
from bilateral.node import door
from bilateral.node.home import Home
from bilateral.node.lines.line import ended_for_all
from bilateral.node.models import Act, ItemState, SealedText
from bilateral.node.seals import files
from bilateral.record.items import ERASED
from bilateral.values import EntryRef


def confirm(home: Home, now: datetime) -> int:
    """Confirm every erasure of another log that has been carried out here. Returns how many were confirmed."""
    done = 0
    for party in home.own:
        for act in list(_waiting(party)):
            items = tuple((act.facts or {})["items"])
            if not _is_carried_out(home, act, items):
                continue
            backups = (now + timedelta(days=home.backup_days)).date().isoformat()
            draft = ActDraft("erased", target=EntryRef(act.log, act.seq, act.leaf), on=OnItems(items, backups=backups))
            door.commit(home, draft, door.Actor(party), now, idem=f"erased-{secrets.token_hex(8)}")
            done += 1
    return done


def _waiting(party: str) -> QuerySet[Act]:
    """The erasures of other governments that this one hasn't confirmed, in the log that speaks for it or one before."""
    said = Act.objects.filter(
        act="erased", verdict="valid", party=party, target_log=OuterRef("log"), target_seq=OuterRef("seq")
    )
    for log, end in ended_for_all().items():
        said = said.exclude(log=log, seq__gte=end.size)
    erasures = Act.objects.filter(act="erase", verdict="valid").exclude(party=party)
    return erasures.filter(~Exists(said)).order_by("log", "seq")


def _is_carried_out(home: Home, act: Act, items: tuple[str, ...]) -> bool:
    rows = ItemState.objects.filter(log=act.log, act=act.seq, state=ERASED)
    seqs = set(rows.values_list("seq", flat=True))
    held = SealedText.objects.filter(log=act.log, seq__in=seqs, digest__in=items, opening__isnull=False)
    return not held.exists() and files.are_gone(home, act.log, items)
