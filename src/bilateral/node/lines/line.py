"""Which logs go on for which, who recognised it, and where a log ends for this node."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bilateral.node.heads import genesis_of
from bilateral.node.home import Home
from bilateral.node.models import Act, Log
from bilateral.record.shape import Seen
from bilateral.values.ref import party_of, turn_of


@dataclass(frozen=True, slots=True)
class Successor:
    """A successor held here: what it goes on for, the digests of why, and who recognised it, by code.

    ``stands``: every other government whose log is held here has recognised it.
    """

    origin: str
    party: str
    cuts: tuple[Seen, ...]
    text: Mapping[str, str]
    recognised_by: tuple[str, ...]
    stands: bool


@dataclass(frozen=True, slots=True)
class End:
    """Where a log ends for this node: after ``size`` entries, with this root, since ``by`` goes on for it."""

    size: int
    root: str
    by: str


def successors(origins: Iterable[str] | None = None) -> tuple[Successor, ...]:
    """Every successor that is held and judged here, a lower number first.

    :param origins: the logs held, where the caller knows them: where none of them is a successor nothing is asked.
    """
    held = list(Log.objects.values_list("pk", flat=True)) if origins is None else list(origins)
    later = sorted((turn_of(origin), origin) for origin in held if turn_of(origin) > 1)
    if not later:
        return ()
    known = set(Act.objects.filter(seq=0, act="genesis", verdict="valid").values_list("log", flat=True))
    said = Act.objects.filter(act="recognise", verdict="valid", target_seq=0).values_list("target_log", "party")
    recognised: dict[str, set[str]] = {}
    for target, party in said:
        recognised.setdefault(str(target), set()).add(party)
    parties = {party_of(origin) for origin in known if turn_of(origin) == 1}
    found = []
    for _, origin in later:
        if origin in known:
            genesis, by = genesis_of(origin), recognised.get(origin, set())
            others = parties - {genesis.party}
            stands = bool(others) and others <= by
            found.append(Successor(origin, genesis.party, genesis.succeeds, genesis.text, tuple(sorted(by)), stands))
    return tuple(found)


def ended(home: Home, found: Iterable[Successor] | None = None) -> dict[str, End]:
    """The logs of which this node takes, and says that it saw, no more than a part.

    A log ends where a successor says so that this node signs itself, that a government it signs for has recognised, or
    that every other government has.
    """
    ours = (*home.origins, *home.former)
    return ends_of(
        each
        for each in (successors() if found is None else found)
        if each.origin in ours or each.stands or set(home.own) & set(each.recognised_by)
    )


def ends_of(found: Iterable[Successor]) -> dict[str, End]:
    """Where the logs end that these go on for."""
    ends: dict[str, End] = {}
    for each in found:
        for cut in each.cuts:
            if cut.log not in ends or cut.size < ends[cut.log].size:
                ends[cut.log] = End(cut.size, cut.root, each.origin)
    return ends


def ended_for_all() -> dict[str, End]:
    """The logs that others go on for by everybody's recognition."""
    return ends_of(each for each in successors() if each.stands)


def spoken(origin: str) -> bool:
    """Whether a log is its government's word: a first log always, a successor once it said something recognised."""
    kept = Act.objects.filter(log=origin, facts__isnull=False).values_list("facts", flat=True)
    return turn_of(origin) == 1 or any("speaks" in (each or {}) for each in kept)


def may_speak(origin: str) -> bool:
    """Whether a successor has all the recognition that it needs, and has not said anything since."""
    return turn_of(origin) > 1 and not spoken(origin) and any(s.stands for s in successors() if s.origin == origin)


def left_behind(origin: str) -> list[tuple[Seen, int]]:
    """The ends that a successor makes before what is held here, and how much is."""
    cuts = [cut for each in successors() if each.origin == origin for cut in each.cuts]
    held = dict(Log.objects.filter(pk__in=[cut.log for cut in cuts]).values_list("pk", "size"))
    return [(cut, held[cut.log]) for cut in cuts if held.get(cut.log, 0) > cut.size]


def seen_at_most(
    home: Home, origins: Iterable[str], already: Iterable[Seen], recognising: str | None = None
) -> dict[str, int]:
    """How much of ended logs an entry that is signed now may say that it saw.

    :param already: what the log has said that it saw, which never shrinks: the rules refuse what went beyond an end.
    :param recognising: the successor that this entry recognises.
    """
    found = successors(origins)
    sizes = {log: end.size for log, end in ended(home, found).items()} if found else {}
    for each in found:
        if each.origin == recognising:
            sizes.update({cut.log: cut.size for cut in each.cuts})
    return sizes | {seen.log: seen.size for seen in already if seen.size > sizes.get(seen.log, seen.size)}
