"""The numbers of a run, for programs and for the report. No time of the run is in it: same input, same bytes."""

from collections import Counter
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from bilateral.voices.grouping.params import TIERS
from bilateral.voices.pipeline.settings import BY_HAND, Settings
from bilateral.voices.pipeline.stages import Heard
from bilateral.voices.report.facts import repeated_short
from bilateral.voices.texts import ALONE, LANGUAGES, PIPELINE

MOST: Final = 50
"""Types, countries and days that are counted apart, the commonest."""


def summarise(name: str, heard: Heard, settings: Settings, campaigns: pa.Table, quotes: int) -> dict[str, Any]:
    """What `summary.json` holds, but for the digests of the other files."""
    texts, taken = heard.texts, heard.taken
    assigned = heard.themes.assigned.first
    return {
        "pipeline": PIPELINE,
        "made_by": settings.label,
        "parameters": settings.parameters(),
        "input": {"name": name, "sha256": heard.digest, "bytes": heard.size},
        "rows": {"read": taken.rows, "kept": taken.kept, "set_aside": taken.aside, "notes": taken.notes},
        "submissions": len(texts),
        "distinct_texts": len(heard.gathered.first),
        "without_words": int((heard.gathered.distinct < 0).sum()),
        "by_hand": len(texts) < BY_HAND,
        "languages": _languages(texts.lang),
        "groups": {tier: _tier(tier, getattr(texts, tier), campaigns) for tier in TIERS},
        "short_texts": _short(campaigns),
        "flags": _flags(heard.flags),
        "themes": {
            "found": len(heard.themes.all()),
            "loose": sum(theme.loose for theme in heard.themes.all()),
            "texts_with_theme": int((assigned != "").sum()),
            "links": Counter(link.state for link in heard.themes.links),
            "edits_that_no_longer_fit": [{"id": u.id, "why": u.why.to_dict()} for u in heard.themes.unfitting],
        },
        "quotes": quotes,
        "types": _counted(texts.type),
        "countries": _counted(texts.country),
        "time": _span(texts.time),
    }


def _languages(lang: pa.ChunkedArray) -> dict[str, int]:
    found = {row["values"]: row["counts"] for row in pc.value_counts(lang.cast(pa.string())).to_pylist()}
    return {name: int(found.get(name, 0)) for name in LANGUAGES}


def _tier(tier: str, groups: Any, campaigns: pa.Table) -> dict[str, Any]:
    mine = campaigns.filter(pc.equal(campaigns["tier"], tier))
    return {
        "groups": mine.num_rows,
        "submissions": int((groups != ALONE).sum()),
        "largest": mine.slice(0, 10).select(["group", "submissions", "texts"]).to_pylist(),
        "a_person_confirms": tier == "family",
    }


def _short(campaigns: pa.Table) -> dict[str, Any]:
    """Texts too short for a shared letter that were sent more than once."""
    mine = repeated_short(campaigns)
    return {
        "repeated": mine.num_rows,
        "submissions": int(pc.sum(mine["submissions"]).as_py() or 0),
        "largest": mine.slice(0, 10).select(["group", "submissions"]).to_pylist(),
    }


def _flags(flags: pa.Array) -> dict[str, dict[str, int]]:
    """For each kind how many submissions have it, and how often it was found."""
    owners = np.repeat(np.arange(len(flags)), np.diff(flags.offsets.to_numpy()))
    kinds = flags.values.field("kind").to_pylist()
    found = Counter(kinds)
    submissions = Counter(kind for _, kind in set(zip(owners.tolist(), kinds, strict=True)))
    return {kind: {"submissions": submissions[kind], "found": found[kind]} for kind in sorted(found)}


def _counted(column: pa.ChunkedArray) -> dict[str, Any]:
    """The commonest values, how many submissions have another, how many none."""
    counts = Counter({row["values"]: row["counts"] for row in pc.value_counts(column).to_pylist()})
    unknown = counts.pop(None, 0)
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return {"known": dict(ranked[:MOST]), "others": sum(n for _, n in ranked[MOST:]), "unknown": unknown}


def _span(time: pa.ChunkedArray) -> dict[str, Any]:
    """First and last known time, submissions by day (UTC), and how many have none."""
    known = time.drop_null()
    if not len(known):
        return {"first": None, "last": None, "unknown": len(time), "days": {}}
    ends = pc.min_max(known).as_py()
    days = pc.value_counts(pc.strftime(pc.cast(known, pa.timestamp("s", tz="UTC"), safe=False), "%Y-%m-%d")).to_pylist()
    return {
        "first": ends["min"].isoformat(),
        "last": ends["max"].isoformat(),
        "unknown": len(time) - len(known),
        "days": {row["values"]: row["counts"] for row in sorted(days, key=lambda row: row["values"])},
    }
