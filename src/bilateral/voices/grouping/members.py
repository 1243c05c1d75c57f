"""Groups as people read them: a representative text, how many submissions and distinct texts, from when to when, and
how the commonest other texts differ from the representative, word by word.

A group's name comes from the text of its representative, so that it stays when more submissions come in and the
representative stays. Not here: which texts belong together (tiers).
"""

from collections.abc import Callable
from hashlib import sha256
from typing import Any, Final

import numpy as np
import pyarrow as pa

from bilateral.values import word_diff
from bilateral.voices.grouping.gathering import Gathered
from bilateral.voices.grouping.params import TIERS
from bilateral.voices.texts import ALONE, Ids, Texts

SHOWN: Final = 3
"""Other texts of a group that are shown with their differences, the commonest ones."""
DIFFED: Final = 300
"""Groups of each tier, the largest, whose differences are written out; of others they are computed when asked for."""
LONGEST: Final = 20_000
"""Characters of a text that are compared."""
_LETTER: Final = {"variant": "v", "campaign": "c", "family": "f"}
_SPAN = pa.struct([pa.field("kind", pa.string()), pa.field("text", pa.string())])
_MEMBER = pa.struct(
    [
        pa.field("submission", pa.string()),
        pa.field("submissions", pa.int64()),
        pa.field("diff", pa.list_(_SPAN)),
    ]
)
CAMPAIGNS: Final = pa.schema(
    [
        pa.field("tier", pa.string(), nullable=False),
        pa.field("group", pa.string(), nullable=False),
        pa.field("inside", pa.string()),
        pa.field("submissions", pa.int64(), nullable=False),
        pa.field("texts", pa.int64(), nullable=False),
        pa.field("representative", pa.string(), nullable=False),
        pa.field("text", pa.large_string(), nullable=False),
        pa.field("first", pa.timestamp("us", tz="UTC")),
        pa.field("last", pa.timestamp("us", tz="UTC")),
        pa.field("short", pa.bool_(), nullable=False),
        pa.field("a_person_confirms", pa.bool_(), nullable=False),
        pa.field("members", pa.list_(_MEMBER)),
    ]
)
Step = Callable[[float], None]


def campaigns(
    texts: Texts, gathered: Gathered, shown: int = SHOWN, diffed: int = DIFFED, step: Step = lambda share: None
) -> tuple[pa.Table, dict[str, pa.DictionaryArray]]:
    """The table CAMPAIGNS, tier by tier and the largest first, and for each tier the group's name of every text."""
    names: dict[str, list[str]] = {}
    tables: dict[str, dict[str, Any]] = {}
    for tier in TIERS:
        groups: Ids = getattr(texts, tier)
        tables[tier] = _facts(texts, gathered, groups)
        names[tier] = [_name(tier, text) for text in tables[tier]["text"]]
    above = {"variant": "campaign", "campaign": "family", "family": None}
    parts = []
    for n, tier in enumerate(TIERS):
        outer, facts = above[tier], tables[tier]
        inside = getattr(texts, outer)[facts["row"]] if outer else np.full(len(facts["row"]), ALONE)
        facts["inside"] = [names[outer][g] if outer and g != ALONE else None for g in inside.tolist()]
        low, width = n / len(TIERS), 1 / len(TIERS)
        members = _differences(texts, gathered, getattr(texts, tier), facts, shown, diffed, _part(step, low, width))
        parts.append(_table(tier, names[tier], facts, members))
    coded = {tier: _coded(getattr(texts, tier), names[tier]) for tier in TIERS}
    return pa.concat_tables(parts).combine_chunks(), coded


def _part(step: Step, low: float, width: float) -> Step:
    return lambda share: step(low + width * share)


def _name(tier: str, text: str) -> str:
    return f"{_LETTER[tier]}-{sha256(text.encode()).hexdigest()[:16]}"


def _coded(groups: Ids, names: list[str]) -> pa.DictionaryArray:
    codes = pa.array(groups, pa.int32(), mask=groups == ALONE)
    return pa.DictionaryArray.from_arrays(codes, pa.array(names, pa.string()))


def _facts(texts: Texts, gathered: Gathered, groups: Ids) -> dict[str, Any]:
    """For each group: rows of its representative, sizes, times. The representative is the text that came most often."""
    count = int(groups.max(initial=ALONE)) + 1
    repeats = np.bincount(gathered.distinct[gathered.distinct >= 0], minlength=len(gathered.first))
    of_distinct = groups[gathered.first]  # equal texts are in equal groups
    order = np.lexsort((gathered.first, -repeats, of_distinct))
    order = order[of_distinct[order] != ALONE]
    chosen = order[np.unique(of_distinct[order], return_index=True)[1]]
    row = gathered.first[chosen]
    inside = groups != ALONE
    first, last = _times(texts, groups, count)
    return {
        "row": row,
        "submissions": np.bincount(groups[inside], minlength=count),
        "texts": np.bincount(of_distinct[of_distinct != ALONE], minlength=count),
        "representative": texts.id.take(pa.array(row)).to_pylist(),
        "text": texts.strings(row),
        "first": first,
        "last": last,
        "short": gathered.signed[chosen] < 0,
    }


def _times(texts: Texts, groups: Ids, count: int) -> tuple[pa.Array, pa.Array]:
    """First and last known time of each group; null where no member has one."""
    known = texts.time.is_valid().combine_chunks().to_numpy(zero_copy_only=False) & (groups != ALONE)
    when = texts.time.cast(pa.int64()).fill_null(0).combine_chunks().to_numpy(zero_copy_only=False)
    first = np.full(count, np.iinfo(np.int64).max)
    last = np.full(count, np.iinfo(np.int64).min)
    np.minimum.at(first, groups[known], when[known])
    np.maximum.at(last, groups[known], when[known])
    none = np.bincount(groups[known], minlength=count) == 0
    kind = pa.timestamp("us", tz="UTC")
    return pa.array(first, pa.int64(), mask=none).cast(kind), pa.array(last, pa.int64(), mask=none).cast(kind)


def _differences(
    texts: Texts, gathered: Gathered, groups: Ids, facts: dict[str, Any], shown: int, diffed: int, step: Step
) -> list[list[dict[str, Any]]]:
    """For the largest groups the commonest other texts, each with its differences from the representative."""
    most = min(diffed, len(facts["row"]))
    if not most:
        return []
    repeats = np.bincount(gathered.distinct[gathered.distinct >= 0], minlength=len(gathered.first))
    of_distinct = groups[gathered.first]
    wanted = np.flatnonzero((of_distinct != ALONE) & (of_distinct < most))
    order = wanted[np.lexsort((gathered.first[wanted], -repeats[wanted], of_distinct[wanted]))]
    starts = np.searchsorted(of_distinct[order], np.arange(most + 1))
    others = [order[starts[g] + 1 : min(starts[g] + 1 + shown, starts[g + 1])] for g in range(most)]
    shown_rows = gathered.first[np.concatenate(others)]  # one look into the texts: each costs a walk over their chunks
    told = iter(zip(texts.id.take(pa.array(shown_rows)).to_pylist(), texts.strings(shown_rows), strict=True))
    found = []
    for g, mine in enumerate(others):
        members = [(int(n), *next(told)) for n in repeats[mine]]
        text = facts["text"][g]
        found.append([{"submission": i, "submissions": n, "diff": differences(text, body)} for n, i, body in members])
        step((g + 1) / most)
    return found


def differences(representative: str, text: str) -> list[dict[str, str]]:
    """The spans from the representative to a member, `same`, `removed` or `added`; of long texts the beginning."""
    return [{"kind": s.kind, "text": s.text} for s in word_diff(representative[:LONGEST], text[:LONGEST])]


def _table(tier: str, names: list[str], facts: dict[str, Any], members: list[list[dict[str, Any]]]) -> pa.Table:
    size = len(names)
    columns = {
        "tier": [tier] * size,
        "group": names,
        "a_person_confirms": [tier == "family"] * size,
        "members": [*members, *([None] * (size - len(members)))],
        **{
            key: facts[key]
            for key in ("inside", "submissions", "texts", "representative", "text", "first", "last", "short")
        },
    }
    return pa.Table.from_arrays([pa.array(columns[f.name], f.type) for f in CAMPAIGNS], schema=CAMPAIGNS)
