"""Screening: which planted items are found, by kind, and how often real texts are flagged.

Items are made from a seed with right check digits (tests/voices/screening/planted.py) and stand in sentences of ours;
an item counts as found when a flag of its kind covers it. The peer is the limit, everything found. Real texts (Decide
Madrid, Polis) have few such items, so their flags are listed for a person to judge; nothing of them is kept here but
counts.
"""

from collections import Counter
from typing import Any

from benchmarks.voices.themes import madrid, polis
from bilateral.voices.screening import flags
from tests.voices.screening.planted import MAKERS, planted

SEED = 2021
EACH = 2_000


def recall(kind: str) -> float:
    found = 0
    for text, item in planted(kind, EACH, SEED):
        at = text.index(item)
        found += any(f.kind == kind and f.start < at + len(item) and f.end > at for f in flags(text))
    return round(found / EACH, 4)


def real() -> dict[str, Any]:
    counted = {}
    for name, texts in (("decide_madrid", madrid()[0]), ("polis", polis()[0])):
        kinds = Counter(flag.kind for text in texts for flag in flags(text))
        counted[name] = {"texts": len(texts), "flags": dict(sorted(kinds.items()))}
    return counted


def measure() -> dict[str, Any]:
    by_kind = {kind: recall(kind) for kind in MAKERS}
    mean = sum(by_kind.values()) / len(by_kind)
    return {
        "title": "Screening of planted items",
        "label": {"en": "Planted items found", "es": "Datos sembrados que se hallan"},
        "subject": "voices.screening.flags",
        "peer": "everything found",
        "unit": "share of planted items found",
        "seed": SEED,
        "points": [{"n": EACH * len(by_kind), "ours": round(mean, 4), "peer": 1.0, "ratio": round(mean, 4)}],
        "recall": by_kind,
        "real": real(),
    }
