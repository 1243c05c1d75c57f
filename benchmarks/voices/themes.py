"""Themes on real texts beside TF-IDF + k-means and a BERTopic-like chain: agreement with proposal or conversation.

Decide Madrid (5,571 comments with a word in them, 80 proposals) and Polis (statements of 6 conversations), read from
the shared data, which is not part of the project. Labels of the data are used for measuring only. The BERTopic-like
peer is TF-IDF, LSA to 100 dimensions, UMAP to 5 where umap-learn is installed (LSA alone where not), then HDBSCAN, for
BERTopic's usual embeddings speak English only and would bring PyTorch. k of k-means is the number of themes that ours
found. Also: ten seeds, and the time for 50,000 texts.
"""

import csv
import random
import re
import time
import warnings
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.cluster import HDBSCAN, KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score
from sklearn.preprocessing import normalize

from bilateral.voices.texts import Texts
from bilateral.voices.themes import Params, find_themes, shipped

SEED = 1
SEEDS = range(1, 11)
_WORD = re.compile(r"\w")  # a text without one says nothing: it is an answer of its own, and no method's affair
SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "voices"


def madrid() -> tuple[list[str], list[str], str]:
    with (SHARED / "decide_madrid_comments.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    said = [(row["text"], row["proposalId"]) for row in rows if _WORD.search(row["text"])]
    return [text for text, _ in said], [of for _, of in said], "es"


def polis() -> tuple[list[str], list[str], str]:
    found = []
    for path in sorted((SHARED / "polis").glob("*/comments.csv")):
        with path.open(encoding="utf-8") as file:
            rows = csv.DictReader(file)
            found += [(row["comment-body"], path.parent.name) for row in rows if _WORD.search(row["comment-body"])]
    return [text for text, _ in found], [of for _, of in found], "en"


def k_means(texts: list[str], k: int) -> Any:
    return KMeans(k, n_init=3, random_state=SEED).fit_predict(_lsa(texts))


def bertopic_like(texts: list[str]) -> Any:
    rows = _lsa(texts)
    if find_spec("umap"):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from umap import UMAP

            rows = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=SEED).fit_transform(
                rows
            )
    return HDBSCAN(min_cluster_size=10, copy=True).fit_predict(rows)


def _lsa(texts: list[str]) -> Any:
    matrix = TfidfVectorizer(min_df=2, max_df=0.2, strip_accents="unicode", sublinear_tf=True).fit_transform(texts)
    return normalize(TruncatedSVD(100, random_state=SEED).fit_transform(matrix))


def agreement(truth: Any, found: Any) -> dict[str, float]:
    return {
        "ari": round(float(adjusted_rand_score(truth, found)), 4),
        "nmi": round(float(normalized_mutual_info_score(truth, found)), 4),
    }


def point(name: str, texts: list[str], truth: list[str], lang: str) -> dict[str, Any]:
    given, labels = Texts.of(texts, lang=[lang] * len(texts)), np.array(truth)
    runs = [find_themes(given, Params(), shipped(), seed) for seed in SEEDS]
    firsts = [run.assigned.first for run in runs]
    answered = firsts[0] != ""
    pairs = [adjusted_rand_score(a, b) for i, a in enumerate(firsts) for b in firsts[:i]]
    each = [float(adjusted_rand_score(labels[f != ""], f[f != ""])) for f in firsts]
    every = [float(adjusted_rand_score(labels, f)) for f in firsts]
    means, bert = k_means(texts, len(runs[0].all())), bertopic_like(texts)
    ours, peer = agreement(labels[answered], firsts[0][answered]), agreement(labels[answered], means[answered])
    return {
        "data": name,
        "n": len(texts),
        "ours": ours["ari"],
        "peer": peer["ari"],
        "ratio": ours["ari"] / peer["ari"],
        "topics": len(set(truth)),
        "themes": len(runs[0].all()),
        "answered": round(float(answered.mean()), 4),
        "ours_answered": ours,
        "ours_all_none_as_one": agreement(labels, firsts[0]),
        "k_means_answered": peer,
        "k_means_all": agreement(labels, means),
        "bertopic_like_same_texts": agreement(labels[answered], bert[answered]),
        "bertopic_like_all_noise_as_one": agreement(labels, bert),
        "bertopic_like_noise": round(float((bert < 0).mean()), 4),
        "ari_of_ten_seeds": [round(value, 4) for value in each],
        "ari_of_ten_seeds_all_none_as_one": [round(value, 4) for value in every],
        "stability": {"mean": round(float(np.mean(pairs)), 4), "least": round(float(min(pairs)), 4)},
        "labels": [theme.label for theme in runs[0].all()],
    }


def speed(texts: list[str], n: int = 50_000) -> dict[str, Any]:
    """Different texts made by drawing words from two real comments each: time only, no agreement."""
    rng = random.Random(SEED)
    made = []
    for i in range(n):
        words = f"{rng.choice(texts)} {rng.choice(texts)}".split()[:60]
        rng.shuffle(words)
        made.append(f"{' '.join(words)} {i}")
    given = Texts.of(made, lang=["es"] * n)
    wall, cpu = time.perf_counter(), time.process_time()
    found = find_themes(given, Params(), shipped(), SEED)
    return {
        "n": n,
        "seconds": round(time.perf_counter() - wall, 1),
        "cpu_seconds": round(time.process_time() - cpu, 1),
        "themes": len(found.all()),
    }


def measure() -> dict[str, Any]:
    es, en = madrid(), polis()
    return {
        "title": "Themes on real comments",
        "label": {"en": "Themes (agreement, ARI; more is better)", "es": "Temas (concordancia, ARI; más es mejor)"},
        "subject": "voices.themes.find_themes",
        "peer": "TF-IDF + LSA + k-means (scikit-learn)",
        "unit": "adjusted Rand index over the texts that ours assigns",
        "seed": SEED,
        "points": [point("polis", *en), point("decide_madrid", *es)],
        "umap": find_spec("umap") is not None,
        "speed": speed(es[0]),
    }
