"""Which words stand behind digests for the public: the text itself, or what stands in its place and why.

One digest may stand in several entries (a peer can write any digest): of those whose log has shown or hidden the text,
the one that was here first decides, so that nobody shows again what another withholds, or hides what another shows, by
writing its digest. An entry that only lists it and never showed it says nothing of what others do with theirs.
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


Listing = tuple[str, int, str]
"""An entry that lists a text: its log and position, and the item's id there."""


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
    shown: dict[str, str] = {}
    before: dict[str, list[Listing]] = {}
    for some in bulk.pieces(sorted(set(digests)), AT_ONCE):
        where = f"digest IN ({', '.join(['%s'] * len(some))}) ORDER BY id"
        for digest, log, seq, item, public, opening in ask.values(SealedText, _ROW, where, some):
            if digest in shown:
                continue
            if not public:
                before.setdefault(digest, []).append((log, seq, item))
            elif opening is not None and (text := readable(digest, opening)) is not None:
                shown[digest] = text
    return {**shown, **_stand_ins(before)} if before else shown


_ROW = ("digest", "log", "seq", "item", "public", "opening")


def _stand_ins(kept: Mapping[str, list[Listing]]) -> dict[str, StandIn]:
    """What stands where acts have hidden texts; the others were never released."""
    hidden = hidden_among(kept)
    instead = words_of({each.by for each in hidden.values() if each.by} - kept.keys())
    return {digest: StandIn.of(each, _itself(instead.get(each.by, ""))) for digest, each in hidden.items()}


def _itself(words: str) -> str:
    """What is shown in a text's place, through a chain of such texts; empty where that is hidden as well."""
    return words.instead if isinstance(words, StandIn) else words


def hidden_among(kept: Mapping[str, list[Listing]]) -> dict[str, Hidden]:
    """Those of these texts, by digest, that acts have hidden: the first of the entries listing it that was acted on."""
    found: dict[str, Hidden] = {}
    for some in bulk.pieces(sorted(kept)):
        rows = ItemState.objects.filter(digest__in=some)
        hidden = {(row.log, row.seq, row.digest): row for row in rows if row.state in STANDS}
        for digest in some:
            for log, seq, item in kept[digest]:
                if digest not in found and (row := hidden.get((log, seq, digest))):
                    found[digest] = hidden_of(row, item)
    return found


def hidden_of(row: ItemState, item: str) -> Hidden:
    return Hidden(row.digest, item, row.log, row.seq, row.state, row.act, row.ground, row.review, row.by)
