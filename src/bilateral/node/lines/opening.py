"""The first entry of a log that this node will sign: one durable transaction, held to the rules as every other act."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bilateral.dialogue.compose import ActDraft, Composed
from bilateral.node import door, keyring
from bilateral.node.home import Home
from bilateral.node.models import Log
from bilateral.node.projection import Projection
from bilateral.node.signing import Pen, seen_now
from bilateral.node.writing import writing
from bilateral.record import seal, tree
from bilateral.record.declared.fields import read_keys
from bilateral.record.log import Chain

Items = tuple[tuple[str, seal.Sealed], ...]


def open_log(
    home: Home,
    party: str,
    body: Mapping[str, Any],
    items: Items,
    now: datetime,
    before: Mapping[str, int] | None = None,
) -> door.Receipt:
    """Who a party is, which keys it uses, in whose custody.

    :param before: for a successor, after how many entries each log ends that it goes on for; from then on this node
        signs none of those.
    """
    with writing():
        log = Log.objects.create(pk=home.origin(party), own=True, root=tree.EMPTY_ROOT.hex())
        Log.objects.filter(pk__in=before or ()).update(own=False)
        logs = {each.pk: each for each in Log.objects.order_by("pk")}
        projection, composed = Projection(logs.values()), Composed((), dict(body), items)
        if projection.take_waiting():
            projection.write()
        seen = seen_now(log.pk, logs, projection.judged, before) if before else []
        key = keyring.entry_in_force(home, party, read_keys(body["keys"], log.pk, "keys", "keys-shape"))
        pen = Pen(log, key, Chain(log.pk), seen)
        entry = pen.sign(ActDraft("genesis"), "", now, composed)
        door.valid(projection.take(entry))
        pen.write()
        projection.write()
    return door.Receipt(entry.ref)
