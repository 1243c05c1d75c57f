"""PPMI, class TF-IDF, nearest neighbours and agreement, each beside a slow plain oracle."""

from collections import Counter
from math import comb, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from bilateral.voices.themes.graph import nearest, together
from bilateral.voices.themes.labels import class_tfidf
from bilateral.voices.themes.vectors import cooccurrence, ppmi
from bilateral.voices.themes.words import flat

texts = st.lists(st.lists(st.integers(0, 5), max_size=8), min_size=1, max_size=6)


def plain_cooccurrence(encoded: list[list[int]]) -> Counter[tuple[int, int]]:
    return Counter((left, right) for words in encoded for left in set(words) for right in set(words) if left != right)


@given(texts)
def test_cooccurrence_and_ppmi_are_as_defined(encoded: list[list[int]]) -> None:
    counts = cooccurrence(*flat(encoded), 6)
    plain = plain_cooccurrence(encoded)
    assert {(i, j): n for (i, j), n in np.ndenumerate(counts.toarray()) if n} == dict(plain)
    row = Counter[int]()
    for (i, _), n in plain.items():
        row[i] += n
    total, contexts = sum(row.values()), sum(n**0.75 for n in row.values())
    ours = ppmi(counts).toarray()
    for i in range(6):
        for j in range(6):
            n = plain[i, j]
            expected = max(0.0, log((n / total) / (row[i] / total * (row[j] ** 0.75 / contexts)))) if n else 0.0
            assert ours[i, j] == pytest.approx(expected, abs=1e-9)


def test_class_tfidf_is_as_defined() -> None:
    counts = np.array([[4.0, 0, 2], [1, 5, 2]])
    mean = (6 + 8) / 2
    for theme, row in enumerate(counts):
        for word, n in enumerate(row):
            expected = n / row.sum() * log(1 + mean / counts[:, word].sum())
            assert class_tfidf(counts)[theme, word] == pytest.approx(expected)


@given(st.integers(2, 30), st.integers(1, 6), st.integers(0, 2**31))
def test_nearest_is_exact(n: int, k: int, seed: int) -> None:
    rows = np.random.default_rng(seed).normal(size=(n, 4)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    who, cosine = nearest(rows, k)
    for i in range(n):
        plain = sorted(
            -sum(float(a) * float(b) for a, b in zip(rows[i], rows[j], strict=True)) for j in range(n) if j != i
        )
        assert cosine[i] == pytest.approx([-x for x in plain[: min(k, n - 1)]], abs=1e-5)
        assert i not in who[i] and len(set(who[i].tolist())) == min(k, n - 1)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=30))
def test_the_agreement_that_we_publish_is_hubert_and_arabies(pairs: list[tuple[int, int]]) -> None:
    from sklearn.metrics import adjusted_rand_score

    a, b = zip(*pairs, strict=True)
    both = sum(comb(n, 2) for n in Counter(pairs).values())
    left, right = (sum(comb(n, 2) for n in Counter(side).values()) for side in (a, b))
    expected, most = left * right / comb(len(pairs), 2), (left + right) / 2
    plain = 1.0 if most == expected else (both - expected) / (most - expected)
    assert adjusted_rand_score(a, b) == pytest.approx(plain)


@given(st.integers(1, 12), st.integers(1, 4), st.integers(0, 2**31))
def test_how_well_a_theme_holds_together_is_as_defined(n: int, themes: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    half = np.triu(rng.random((n, n)) * (rng.random((n, n)) < 0.5), 1)
    ties, labels = half + half.T, rng.integers(0, themes, n)
    found = together(sparse.csr_matrix(ties), labels, themes)
    for theme in range(themes):
        ends = [(i, j) for i in range(n) for j in range(n) if labels[i] == theme]
        whole = sum(ties[i, j] for i, j in ends)
        inside = sum(ties[i, j] for i, j in ends if labels[j] == theme)
        assert found[theme] == pytest.approx(inside / whole if whole else 0)
