"""Signing entries of one own log, one after another, and holding their rows until all of them are written together.

Every entry is parsed, put to the log's chain and its signature verified as any reader will do. In a batch the
signatures are verified on another core meanwhile; `write` waits for the answers, so nothing unverified reaches a table.
"""

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from bilateral.dialogue.compose import ActDraft, Composed
from bilateral.node.keys import declared
from bilateral.node.models import Log, LogEntry, SealedText
from bilateral.node.signing.approving import NOBODY, Of
from bilateral.node.tables import bulk
from bilateral.record import tree
from bilateral.record.canonical import MAX_ENTRY
from bilateral.record.entry import Entry, signed
from bilateral.record.faults import CanonicalFault, LogFault
from bilateral.record.keys import PrivateKey
from bilateral.record.log import Chain
from bilateral.values import BadInput, Text

TOGETHER = 64
Check = tuple[Entry, bytes]


class Pen:
    """One own log inside one transaction. ``log`` is its row; it is changed here and written by `write`."""

    def __init__(self, log: Log, key: PrivateKey, chain: Chain, seen: list[dict[str, Any]]) -> None:
        """
        :param chain: the log's, after its last entry. :param key: the entry key that signs.
        :param seen: what the entries say they saw of the other logs (`seen_now`).
        """
        self.log = log
        self._key, self._chain = key, chain
        self._rekeyed = False
        self._edge = tree.Frontier.from_bytes(bytes(log.edge)) if log.size else tree.Frontier()
        self._seen = seen
        self._entries: list[dict[str, Any]] = []
        self._texts: list[dict[str, Any]] = []

    def sign(
        self,
        act: ActDraft,
        office: str,
        now: datetime,
        composed: Composed,
        idem: str | None = None,
        approvals: Of = NOBODY.of,
    ) -> Entry:
        """The next entry, signed and held to what every reader of the log will require of it."""
        fields = self.fields(act, office, now, composed)
        fields["approvals"] = approvals(fields)
        return self.keep(self.signed(fields), composed, idem)

    def fields(self, act: ActDraft, office: str, now: datetime, composed: Composed) -> dict[str, Any]:
        return {
            "v": 1,
            "log": self.log.pk,
            "seq": self._chain.size,
            "prev": self._chain.prev,
            "act": act.act,
            "changes": list(composed.changes),
            "target": act.target.to_json() if act.target else None,
            "time": _written(now),
            "office": office,
            "seen": self._seen,
            "refs": [{"rel": rel, **ref.to_json()} for rel, ref in act.refs],
            "body": composed.body,
            "sealed": sorted(({"digest": s.digest, "id": item} for item, s in composed.items), key=lambda i: i["id"]),
            "attachments": [],
            "approvals": [],
        }

    def signed(self, fields: Mapping[str, Any]) -> Entry:
        try:
            data = signed(fields, self._key)
        except CanonicalFault as fault:
            if fault.code != "too-long":
                raise
            raise _too_long(fault) from None
        return self._chain.push(data)

    def keep(self, entry: Entry, composed: Composed, idem: str | None) -> Entry:
        """Hold the entry's row and its sealed texts, and move the log's head."""
        self._edge.append(bytes.fromhex(entry.leaf))
        self.log.size, self.log.root = self._edge.size, self._edge.root().hex()
        self._rekeyed |= declared.note_changes(self.log, [entry])
        self._entries.append(
            {
                "log": entry.log,
                "seq": entry.seq,
                "leaf": entry.leaf,
                "root": self.log.root,
                "raw": entry.bytes,
                "idem": idem,
            }
        )
        self._texts += [
            {
                "log": entry.log,
                "seq": entry.seq,
                "item": item,
                "digest": sealed.digest,
                "public": entry.public,
                "opening": sealed.opening,
            }
            for item, sealed in composed.items
        ]
        return entry

    def write(self) -> None:
        """Entries, sealed texts and the log's new head into the tables.

        :raises LogFault: a signature did not hold; nothing was written.
        """
        if isinstance(self._chain, PatientChain):
            self._chain.finish()
        bulk.insert(LogEntry, self._entries)
        bulk.insert(SealedText, self._texts)
        self.log.edge = self._edge.to_bytes()
        names = ("size", "root", "edge", "rekeyed") if self._rekeyed else ("size", "root", "edge")
        bulk.update(Log, ("origin",), names, ({name: getattr(self.log, name) for name in ("origin", *names)},))
        self._entries, self._texts = [], []


@lru_cache(maxsize=8)
def _written(now: datetime) -> str:
    """A time as entries say it; that of a batch is one for all."""
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def seen_now(
    own: str, logs: Mapping[str, Log], judged: Mapping[str, int], most: Mapping[str, int] = MappingProxyType({})
) -> list[dict[str, Any]]:
    """All that this node holds and has judged of the other logs; of those in ``most`` no more than that."""
    seen = []
    for origin, whole in sorted(judged.items()):
        size = min(whole, most.get(origin, whole))
        if origin != own and size:
            log = logs[origin]
            root = log.root
            if size != log.size:
                root = LogEntry.objects.values_list("root", flat=True).get(log=origin, seq=size - 1)
            seen.append({"log": origin, "root": root, "size": size})
    return seen


def _too_long(fault: CanonicalFault) -> BadInput:
    return BadInput(
        what=Text(
            f"This is too much for one entry, which holds {MAX_ENTRY // 1024} KiB.",
            f"Es demasiado para un solo asiento, que admite {MAX_ENTRY // 1024} KiB.",
        )
        + " "
        + fault.what,
        where="changes",
        do=Text("Divide it into several proposals.", "Divídelo en varias propuestas."),
        code="too-long",
    )


# -- signatures verified on another core ----------------------------------------------------------------------------


class PatientChain(Chain):
    """A chain that has signatures verified in a thread beside it: the cryptography does not hold Python's lock.

    An entry that it took is not verified before `finish` is through.
    """

    __slots__ = ("_asked", "_helper", "_waiting")

    def __init__(self, origin: str) -> None:
        super().__init__(origin)
        self._waiting: list[Check] = []
        self._asked: list[Future[str]] = []
        self._helper: ThreadPoolExecutor | None = None

    def is_signed(self, entry: Entry, public: bytes) -> bool:
        self._waiting.append((entry, public))
        if len(self._waiting) == TOGETHER:
            self._helper = self._helper or ThreadPoolExecutor(1, thread_name_prefix="verify")
            self._asked.append(self._helper.submit(_first_unsigned, self._waiting))
            self._waiting = []
        return True

    def finish(self) -> None:
        """:raises LogFault: a signature is not good."""
        found = [_first_unsigned(self._waiting), *(future.result() for future in self._asked)]
        self._waiting, self._asked = [], []
        if self._helper:
            self._helper.shutdown()
            self._helper = None
        for bad in filter(None, found):
            raise LogFault.of("entry-signature", bad)


def _first_unsigned(checks: list[Check]) -> str:
    return next((entry.ref.short for entry, public in checks if not entry.is_signed_by(public)), "")
