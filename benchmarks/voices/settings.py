"""What speaks for the settings of themes, read without any label: the agreement of seeds, and of two halves of a text.

One setting is changed at a time. `ours` and `peer` are how much runs from different seeds agree with each other (ARI),
with the settings as shipped and with the one named. `halves`: themes are found on every other text; each of the
remaining ones is cut in two by drawing its words, and both halves are assigned; how much that agrees (ARI). Neither
says how many themes are wanted, which is for readers to say: `themes` is beside them.
"""

import random
from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
from sklearn.metrics import adjusted_rand_score

from benchmarks.voices.themes import SEED, madrid, polis
from bilateral.voices.texts import Texts
from bilateral.voices.themes import Params, assign, find_themes, shipped

SEEDS = (1, 2, 3)
LONG = 12
"""Words of a text that is cut in two."""
SETTINGS: dict[str, dict[str, Any]] = {
    "dimensions 100": {"dimensions": (100,)},
    "dimensions 200": {"dimensions": (200,)},
    "neighbours 15": {"neighbours": 15},
    "neighbours 30": {"neighbours": 30},
    "resolution 1": {"resolution": 1.0, "resolution_few": 0.5},
    "resolution 3": {"resolution": 3.0, "resolution_few": 2.0},
    "least_fitted 3": {"least_fitted": 3},
    "runs 1": {"runs": 1},
}


def of(texts: list[str], lang: str) -> Texts:
    return Texts.of(texts, lang=[lang] * len(texts))


def stability(texts: list[str], lang: str, params: Params) -> tuple[float, int]:
    """The mean agreement of seeds, and how many themes the first has."""
    runs = [find_themes(of(texts, lang), params, shipped(), seed) for seed in SEEDS]
    pairs = [adjusted_rand_score(a.assigned.first, b.assigned.first) for a, b in combinations(runs, 2)]
    return round(float(np.mean(pairs)), 4), len(runs[0].all())


def halves(texts: list[str], lang: str, params: Params) -> float:
    """The mean agreement of two halves of the texts that themes were not found on."""
    told = sorted(set(texts))
    random.Random(SEED).shuffle(told)
    found = []
    for turn in range(2):
        themes = find_themes(of(told[turn::2], lang), params, shipped(), SEED)
        cut = [_cut(text.split()) for text in told[1 - turn :: 2] if len(text.split()) >= LONG]
        left, right = (assign(themes, of([pair[side] for pair in cut], lang)).first for side in range(2))
        found.append(adjusted_rand_score(left, right))
    return round(float(np.mean(found)), 4)


def _cut(words: list[str]) -> tuple[str, str]:
    chosen = set(random.Random(len(words)).sample(range(len(words)), len(words) // 2))
    sides = ([w for n, w in enumerate(words) if (n in chosen) == kept] for kept in (True, False))
    left, right = (" ".join(side) for side in sides)
    return left, right


def measure() -> dict[str, Any]:
    points = []
    for name, (texts, _, lang) in (("decide_madrid", madrid()), ("polis", polis())):
        shipped_as, count = stability(texts, lang, Params())
        points.append(_point(name, "as shipped", len(texts), (shipped_as, shipped_as), count))
        points[-1]["halves"] = halves(texts, lang, Params())
        for setting, changed in SETTINGS.items():
            params = replace(Params(), **changed)
            stable, count = stability(texts, lang, params)
            points.append(_point(name, setting, len(texts), (shipped_as, stable), count))
            points[-1]["halves"] = halves(texts, lang, params)
    return {
        "title": "Settings of themes, judged without labels",
        "subject": "voices.themes.find_themes with its settings",
        "peer": "the same with one setting changed",
        "unit": "mean adjusted Rand index between seeds",
        "seed": SEED,
        "points": points,
    }


def _point(data: str, setting: str, n: int, agreement: tuple[float, float], themes: int) -> dict[str, Any]:
    ours, peer = agreement
    return {
        "data": data, "setting": setting, "n": n, "ours": ours, "peer": peer, "ratio": ours / peer, "themes": themes,
    }  # fmt: skip
