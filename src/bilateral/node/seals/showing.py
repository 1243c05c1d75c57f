"""Which words stand behind digests for the public: the text itself, or what stands in its place and why.

One digest may stand in several entries (a peer can write any digest): the entry that was here first decides what is
shown, so that nobody shows again what another withholds, or hides what another shows, by writing its digest.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bilateral.dialogue.seals.words import STANDS, stand_in
from bilateral.node.models import ItemState, SealedText
from bilateral.node.tables import ask, bulk
from bilateral.node.texts import readable
from bilateral.record.items import GROUNDS
from bilateral.values import LANGS, Text

AT_ONCE = 5000
"""How many digests one query asks for: under what SQLite takes."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """A text that acts of its log have taken from view: where it is listed, the act, and what stands for it.

    ``log`` and ``seq`` are the entry that lists it, ``act`` the position of the act in the same log.
    """

    digest: str
    item: str
    log: str
    seq: int
    state: str
    act: int
    ground: str
    review: str
    by: str = ""

    @property
    def lang(self) -> str:
        code = self.item.rpartition(".")[2]
        return code if code in LANGS else ""

    @property
    def ground_words(self) -> Text:
        return GROUNDS.get(self.ground, Text.same(self.ground))


class StandIn(str):
    """What a reader sees where a text is hidden; ``hidden`` says why, ``instead`` is what was put in its place if that
    is shown. Never taken for the text itself.
    """

    hidden: Hidden
    instead: str

    @classmethod
    def of(cls, hidden: Hidden, instead: str) -> "StandIn":
        told = stand_in(hidden.state, hidden.ground, instead)
        found = cls(told.in_("es" if hidden.lang == "es" else "en"))
        found.hidden, found.instead = hidden, instead
        return found


def words_of(digests: Iterable[str]) -> dict[str, str]:
    """The words that the public sees, by digest; a digest is absent where its text isn't held or was never released."""
    found: dict[str, str] = {}
    kept: dict[str, tuple[str, str, int]] = {}
    for some in bulk.pieces(sorted(set(digests)), AT_ONCE):
        where = f"digest IN ({', '.join(['%s'] * len(some))}) ORDER BY id"
        for digest, log, seq, item, public, opening in ask.values(SealedText, _ROW, where, some):
            if digest in found or digest in kept:
                continue
            if not public:
                kept[digest] = (item, log, seq)
            elif opening is not None and (text := readable(digest, opening)) is not None:
                found[digest] = text
    return {**found, **_stand_ins(kept)} if kept else found


_ROW = ("digest", "log", "seq", "item", "public", "opening")


def _stand_ins(kept: Mapping[str, tuple[str, str, int]]) -> dict[str, StandIn]:
    """What stands where acts have hidden texts; the others were never released."""
    hidden = {each.digest: each for each in hidden_among(kept)}
    instead = words_of({each.by for each in hidden.values() if each.by} - kept.keys())
    return {digest: StandIn.of(each, _itself(instead.get(each.by, ""))) for digest, each in hidden.items()}


def _itself(words: str) -> str:
    """What is shown in a text's place, through a chain of such texts; empty where that is hidden as well."""
    return words.instead if isinstance(words, StandIn) else words


def hidden_among(kept: Mapping[str, tuple[str, str, int]]) -> list[Hidden]:
    """Those of these texts (digest: id, log and position of the entry that lists it) that acts have hidden."""
    found = []
    for some in bulk.pieces(sorted(kept)):
        for row in ItemState.objects.filter(digest__in=some):
            item, log, seq = kept[row.digest]
            if (row.log, row.seq) == (log, seq) and row.state in STANDS:
                found.append(hidden_of(row, item))
    return found


def hidden_of(row: ItemState, item: str) -> Hidden:
    return Hidden(row.digest, item, row.log, row.seq, row.state, row.act, row.ground, row.review, row.by)
