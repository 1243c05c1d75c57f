"""From rows and entries to what is shown of hidden texts, with a fixed number of queries for any number of them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby

from bilateral.dialogue.fold.items import AUTHORISED
from bilateral.node.models import Act
from bilateral.node.read.acts import act_views
from bilateral.node.read.base import Desk, Key, Told, pair, text_of
from bilateral.node.read.shapes import Party
from bilateral.node.read.withheld.shapes import STATE_WORDS, ActOnTexts, Confirmation, TextPlace, WithheldView
from bilateral.node.seals.showing import Hidden, StandIn
from bilateral.record.entry import Entry
from bilateral.record.items import ERASED, GROUNDS, is_day
from bilateral.values import EntryRef, Text

ON_TEXTS = ("release", "withhold", "redact", "erase", "erased")
MOST = 10
"""How many documents are named for one act."""


def hidden_views(hidden: Iterable[Hidden], desk: Desk, today: date) -> tuple[WithheldView, ...]:
    """Hidden texts, those of one act and one entry together, in the order in which they come."""
    groups = [(key, list(some)) for key, some in groupby(hidden, key=lambda h: (h.log, h.act, h.seq, h.state))]
    done = {(log, act) for (log, act, _, _), _ in groups}
    places = done | {(log, seq) for (log, _, seq, _), _ in groups}
    acts, told = desk.acts(places), desk.told(done)
    words = desk.words(_digests(told[key] for key in done) | {h.digest for _, some in groups for h in some})
    about = {key: _about(acts[key[0], key[2]], some) for key, some in groups}
    offices = {f"{log}:{acts[log, at].office}" for log, at in done if acts[log, at].office}
    linked = desk.links({name for names in about.values() for name in names} | offices)
    said_in = {(view.ref.log, view.ref.seq): view.summary for view in act_views([acts[key] for key in places], desk)}
    confirmed = _confirmations([(log, act) for (log, act, _, state), _ in groups if state == ERASED], desk)
    found = []
    for (log, at, seq, state), some in groups:
        act, entry, body = acts[log, at], acts[log, seq], told[log, at].body
        review = _day(body.get("review"))
        said = confirmed.get((log, at), ())
        found.append(
            WithheldView(
                entry=EntryRef(log, seq, entry.leaf),
                act=EntryRef(log, at, act.leaf),
                party=desk.party(act.party),
                state=(shown := "redacted" if state != ERASED and some[0].by else state),
                state_words=STATE_WORDS[shown],
                texts=tuple(_text(each, words) for each in some),
                ground=some[0].ground,
                ground_words=some[0].ground_words,
                office=linked[f"{log}:{act.office}"].title if act.office else None,
                time=act.time,
                review=review if state != ERASED else None,
                overdue=state != ERASED and review is not None and review < today,
                reason=_said(body.get("text"), words),
                appeal=_said(body.get("appeal"), words),
                documents=tuple(linked[name] for name in about[log, at, seq, state]),
                summary=said_in[log, seq],
                backups=_day(body.get("backups")),
                confirmed=said,
                awaited=_awaited(act.party, said, desk) if state == ERASED else (),
            )
        )
    return tuple(found)


def act_on_texts(row: Act, entry: Entry, desk: Desk) -> ActOnTexts | None:
    """What an act on texts says, for its own page; None for any other act, and for one that isn't of its form."""
    items = entry.body.get("items")
    if row.act not in ON_TEXTS or not isinstance(items, list):
        return None
    words = desk.words(_pair_of(entry.body.get("appeal")))
    ground = entry.body.get("ground")
    return ActOnTexts(
        row.act,
        len(items),
        GROUNDS.get(ground, Text.same(ground)) if isinstance(ground, str) else None,
        _day(entry.body.get("review")),
        _day(entry.body.get("backups")),
        _said(entry.body.get("appeal"), words),
        tuple(link.ref for link in entry.refs if link.rel == AUTHORISED),
    )


def hidden_in(digests: Iterable[str], desk: Desk) -> list[Hidden]:
    """Those of these texts that acts have taken from view, those of one act together."""
    wanted = dict.fromkeys(digests)
    words = desk.words(wanted)
    found = [said.hidden for digest in wanted if isinstance(said := words.get(digest), StandIn)]
    return sorted(found, key=lambda h: (h.log, h.act, h.seq, h.state, h.item))


def _text(hidden: Hidden, words: Mapping[str, str]) -> TextPlace:
    shown = words.get(hidden.digest)
    instead = shown.instead if isinstance(shown, StandIn) and shown.instead else None
    return TextPlace(hidden.item, hidden.digest, hidden.lang, instead)


def _digests(told: Iterable[Told]) -> set[str]:
    found: set[str] = set()
    for each in told:
        found |= _pair_of(each.body.get("text")) | _pair_of(each.body.get("appeal"))
    return found


def _pair_of(value: object) -> set[str]:
    return set((pair(value) or {}).values())


def _said(value: object, words: Mapping[str, str]) -> Text | None:
    return text_of(value, words) if pair(value) else None


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and is_day(value) else None


def _about(entry: Act, some: Iterable[Hidden]) -> tuple[str, ...]:
    """The documents whose texts these are: a proposal numbers its texts by the change that they stand in."""
    changes = (entry.data or {}).get("changes", ())
    numbers = {each.item.partition(".")[0] for each in some}
    return tuple(change[0] for n, change in enumerate(changes) if str(n) in numbers)[:MOST]


def _confirmations(erasures: Sequence[Key], desk: Desk) -> dict[Key, tuple[Confirmation, ...]]:
    found: dict[Key, tuple[Confirmation, ...]] = {}
    if not erasures:
        return found
    logs, seqs = {log for log, _ in erasures}, {seq for _, seq in erasures}
    rows = Act.objects.filter(act="erased", verdict="valid", target_log__in=logs, target_seq__in=seqs)
    for row in rows.order_by("time", "log"):
        key = (str(row.target_log), int(row.target_seq or 0))
        said = Confirmation(
            desk.party(row.party), EntryRef(row.log, row.seq, row.leaf), _day((row.facts or {}).get("backups"))
        )
        found[key] = (*found.get(key, ()), said)
    return found


def _awaited(author: str, said: Sequence[Confirmation], desk: Desk) -> tuple[Party, ...]:
    """The other governments that have not confirmed yet."""
    done = {author, *(each.party.code for each in said)}
    return tuple(party for code, party in desk.parties.items() if code not in done)
