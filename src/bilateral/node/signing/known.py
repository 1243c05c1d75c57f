"""What composing an act asks of the tables: kinds and texts in force of documents, offices, governments.

Where acts before it in the same transaction touched a document and aren't written yet, they are written first: an
answer is never older than the act that asks.
"""

from collections.abc import Callable, Iterable, Mapping

from bilateral.dialogue.compose import InForce
from bilateral.dialogue.sealing import digests_in
from bilateral.node.models import Document, Log, SealedText
from bilateral.node.projection import Projection
from bilateral.node.rows import leaf_of
from bilateral.node.seals.showing import StandIn, words_of
from bilateral.node.tables import ask
from bilateral.node.texts import readable


class Known:
    """The answers for acts of one transaction."""

    def __init__(self, logs: Iterable[Log], projection: Projection, write: Callable[[], None]) -> None:
        """:param write: writes what is held back so far."""
        self.parties = {log.pk.split("/")[1] for log in logs if log.size}
        self._projection, self._write = projection, write
        self._kinds: dict[str, str | None] = {}

    def _fresh(self, name: str) -> None:
        if self._projection.is_stale(name):
            self._write()
            self._kinds.clear()

    def kind_of(self, name: str) -> str | None:
        self._fresh(name)
        if name not in self._kinds:
            rows = ask.values(Document, ("kind",), "name = %s", (name,))
            self._kinds[name] = rows[0][0] if rows else None
        return self._kinds[name]

    def leaf_of(self, log: str, seq: int) -> str | None:
        """The leaf of an entry held here, one of this transaction too."""
        return self._projection.facts.leaf((log, seq)) or leaf_of(log, seq)

    def in_force(self, name: str) -> InForce:
        """A document's body in force and its words, so that what doesn't change keeps its digest."""
        self._fresh(name)
        body: Mapping[str, object] | None = Document.objects.filter(pk=name).values_list("body", flat=True).first()
        if body is None:
            return InForce()
        digests = set(digests_in(body))
        rows = SealedText.objects.filter(digest__in=digests, opening__isnull=False)
        pairs = rows.values_list("digest", "opening")
        held = {digest: words for digest, opening in pairs if (words := readable(digest, opening)) is not None}
        shown = {digest for digest, words in words_of(digests).items() if not isinstance(words, StandIn)}
        return InForce(body, held, frozenset(digests - shown))
