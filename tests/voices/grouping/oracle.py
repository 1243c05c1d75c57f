"""A slow, plain second implementation of what grouping promises: Python's own rules, exact likeness, all pairs."""

import unicodedata
from itertools import combinations

NOTHING = "'’‘ʼ`´\u00ad\u200b\u200c\u200d\u2060\ufeff"


def words(text: str) -> list[str]:
    plain = "".join(c for c in text if c not in NOTHING)
    folded = "".join(c for c in unicodedata.normalize("NFKD", plain).casefold() if not unicodedata.combining(c))
    return "".join(c if c.isalnum() else " " for c in folded).split()


def shingles(text: str) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[i : i + 3]) for i in range(len(found) - 2)}


def likeness(a: str, b: str) -> float:
    left, right = shingles(a), shingles(b)
    return len(left & right) / len(left | right) if left | right else 0.0


def partition(texts: list[str], least: float, shortest: int = 15) -> set[frozenset[int]]:
    """Groups of at least two, by the transitive closure of `likeness >= least`; shorter texts only when equal."""
    parent = list(range(len(texts)))

    def root(n: int) -> int:
        while parent[n] != n:
            n = parent[n]
        return n

    for a, b in combinations(range(len(texts)), 2):
        left, right = words(texts[a]), words(texts[b])
        long = min(len(left), len(right)) >= shortest
        if left and (left == right or (long and likeness(texts[a], texts[b]) >= least)):
            parent[max(root(a), root(b))] = min(root(a), root(b))
    sets: dict[int, set[int]] = {}
    for n in range(len(texts)):
        sets.setdefault(root(n), set()).add(n)
    return {frozenset(s) for s in sets.values() if len(s) > 1}
