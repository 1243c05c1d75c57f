"""From what an official types (an entry, which texts, why) to an act on sealed texts ready for the door."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bilateral.dialogue.drafts import ActDraft, OnItems
from bilateral.dialogue.fold.items import AUTHORISED
from bilateral.node.home import Home
from bilateral.node.models import Act, Link, LogEntry, SealedText
from bilateral.node.projection.facts import key_of, load_proposal
from bilateral.node.seals import between
from bilateral.record.entry import Entry
from bilateral.record.items import is_day
from bilateral.values import BadInput, EntryRef, Text
from bilateral.values.ref import parse_place

ALL = "all"
LEAST = 6
Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be done: ``texts`` by their ids in the entry (``text.en``, or ``text`` for both languages), by at
    least six characters of their digests, or ``all``; ``instead`` what is shown for each, by the same names.
    """

    act: str
    place: str
    texts: tuple[str, ...]
    ground: str = ""
    review: str = ""
    text: Words | None = None
    appeal: Words | None = None
    instead: Mapping[str, str] = field(default_factory=dict)
    authorised: tuple[str, ...] = ()
    office: str = ""


def draft(home: Home, wanted: Wanted, now: datetime) -> ActDraft:
    """The act: its texts found by name, its days looked at, the removal that allows it looked up if none is named."""
    entry = entry_at(wanted.place)
    digests = chosen(entry, wanted.texts)
    ids = {item.digest: item.id for item in entry.sealed}
    if wanted.review:
        _ahead(wanted.review, now.date())
    on = OnItems(
        tuple(sorted(digests)),
        ground=wanted.ground,
        review=wanted.review,
        backups=(now + timedelta(days=home.backup_days)).date().isoformat() if wanted.act == "erase" else "",
        appeal=wanted.appeal,
        instead=_instead(entry, digests, ids, wanted.instead) if wanted.act == "redact" else {},
    )
    refs = [target_at(place) for place in wanted.authorised]
    if not refs and wanted.act != "release":
        refs = removals(entry.ref, wanted.act, on)[:1]
    return ActDraft(
        wanted.act,
        target=entry.ref,
        text=wanted.text,
        office=wanted.office,
        on=on,
        refs=tuple((AUTHORISED, ref) for ref in refs),
    )


def release_sealed(place: str, *, again: bool = False) -> ActDraft:
    """The release of every text of an entry that is still sealed between governments.

    :param again: the act is on the record already, by the same form. :raises BadInput: else, where nothing is sealed
        any more.
    """
    entry = entry_at(place)
    rows = SealedText.objects.filter(log=entry.log, seq=entry.seq, public=False)
    left = {(entry.log, entry.seq, digest) for digest in rows.values_list("digest", flat=True)}
    left -= between.acted_on(digest for _, _, digest in left)
    if not left and not again:
        raise BadInput(
            what=Text("No text of this entry is sealed any more.", "Ningún texto de este asiento sigue sellado."),
            where=place,
            do=Text(
                "Look at the entry: its words may be public.", "Revisa el asiento: sus palabras pueden ser públicas."
            ),
        )
    items = tuple(sorted(digest for _, _, digest in left)) or tuple(sorted(item.digest for item in entry.sealed))
    return ActDraft("release", target=entry.ref, on=OnItems(items))


def entry_at(place: str) -> Entry:
    """The entry held at ``hled/us#12``."""
    log, seq = parse_place(place)
    raw = LogEntry.objects.filter(log=log, seq=seq).values_list("raw", flat=True).first()
    if raw is None:
        raise BadInput(
            what=Text("This node does not hold that entry.", "Este nodo no tiene ese asiento."),
            where=place,
            do=Text("Check the place: bilateral record head.", "Revisa el lugar: bilateral record head."),
        )
    return Entry.parse(bytes(raw))


def target_at(place: str) -> EntryRef:
    return entry_at(place).ref


def chosen(entry: Entry, names: Iterable[str]) -> set[str]:
    """The digests of the entry's texts that these names mean. :raises BadInput: one that means none."""
    found: set[str] = set()
    for name in names:
        hits = {item.digest for item in entry.sealed if _means(name, item.id, item.digest)}
        if not hits:
            texts = ", ".join(item.id for item in entry.sealed) or "-"
            raise BadInput(
                what=Text("This entry holds no such text.", "Este asiento no contiene ese texto."),
                where=f"{entry.ref.short} {name}",
                do=Text(f"Its texts are: {texts}.", f"Sus textos son: {texts}."),
            )
        found |= hits
    return found


def _means(name: str, item: str, digest: str) -> bool:
    return name == ALL or name in (item, item.rpartition(".")[0]) or (len(name) >= LEAST and digest.startswith(name))


def _ahead(day: str, today: date) -> None:
    if is_day(day) and date.fromisoformat(day) <= today:
        raise BadInput(
            what=Text("The review is not ahead.", "La revisión no está por venir."),
            where=f"review: {day}",
            do=Text("Name a day to come.", "Indica un día por venir."),
        )


def _instead(
    entry: Entry, digests: set[str], ids: Mapping[str, str], words: Mapping[str, str]
) -> dict[str, tuple[str, str]]:
    """For each text the language and the words shown in its place, given by id or by digest."""
    found = {}
    for name, said in words.items():
        for digest in chosen(entry, [name]) & digests:
            lang = ids[digest].rpartition(".")[2]
            found[digest] = (lang if lang in ("en", "es") else "en", said)
    return found


def removals(target: EntryRef, act: str, on: OnItems) -> list[EntryRef]:
    """The agreed removals held here that allow this act, the newest first."""
    documents = Link.objects.filter(rel="target", target=target.short).values_list("source", flat=True)
    places = Link.objects.filter(rel="changes", target__in=list(documents)).values_list("source", flat=True)
    found = []
    for log, seq in map(key_of, places):
        row = Act.objects.filter(log=log, seq=seq, state="agreed").first()
        fact = load_proposal((log, seq), row.leaf, row.data) if row and row.data else None
        if fact and row and any(each.allows(act, target.full, on.items, on.ground) for each in fact.removals):
            found.append((row.time, EntryRef(log, seq, row.leaf)))
    return [ref for _, ref in sorted(found, key=lambda pair: pair[0], reverse=True)]
