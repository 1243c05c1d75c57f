"""What a theme is called: the words and phrases that its texts say more than the others', as people write them.

Class TF-IDF (Grootendorst 2022): tf(word, theme) * log(1 + A / f(word)), with A the mean number of words of a
theme. Stems
are mapped back to their commonest spelling, and a pair of words becomes a phrase where the theme says them side by side
often enough. Not here: names that people give (`edits`).
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from bilateral.voices.themes.words import Vocabulary, fold, words_only

TERMS: Final = 10
NAMED: Final = 3
_SPOKEN: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|[.,;:!?()¿¡\n]")
_BETWEEN: Final = {
    "en": frozenset({"of", "the", "and", "for", "in"}),
    "es": frozenset(["de", "del", "la", "el", "los", "las", "y", "en", "para"]),
}
PHRASE_SHARE: Final = 0.25
"""A phrase takes the place of a word when at least this share of the word's uses in the theme are in the phrase."""


@dataclass(frozen=True)
class Described:
    label: str
    terms: tuple[str, ...]
    stems: tuple[str, ...]


def class_tfidf(counts: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """A row a theme, a column a word: its share of the theme times log(1 + A / f)."""
    in_theme = counts.sum(axis=1, keepdims=True)
    everywhere = counts.sum(axis=0)
    mean = in_theme.mean() if len(counts) else 0.0
    rare = np.log1p(mean / np.maximum(everywhere, 1e-12))
    return np.asarray(counts / np.maximum(in_theme, 1e-12) * rare)


def describe(
    texts: Sequence[str], labels: npt.NDArray[np.int64], counts: npt.NDArray[np.float64], vocabulary: Vocabulary
) -> list[Described]:
    """The label (three terms) and the ten terms of each theme."""
    weights = class_tfidf(counts)
    return [
        _describe([texts[i] for i in np.flatnonzero(labels == t).tolist()], weights[t], vocabulary)
        for t in range(len(counts))
    ]


def _describe(texts: Sequence[str], weights: npt.NDArray[np.float64], vocabulary: Vocabulary) -> Described:
    ranked = np.argsort(-weights, kind="stable")[: 2 * TERMS]
    best = [int(n) for n in ranked if weights[n] > 0]
    phrases, uses = _phrases(texts, set(best[:TERMS]), vocabulary)
    terms: list[str] = []
    covered: set[int] = set()
    for n in best:
        if n in covered:
            continue
        phrase, said, parts = phrases.get(n, ("", 0, frozenset({n})))
        if said >= 3 and said >= PHRASE_SHARE * uses[n] and not parts & covered:
            terms.append(phrase)
            covered |= parts
        else:
            terms.append(vocabulary.surface[n])
            covered.add(n)
    kept = tuple(terms[:TERMS])
    return Described(", ".join(kept[:NAMED]), kept, tuple(vocabulary.stems[n] for n in best[:TERMS]))


def _phrases(
    texts: Sequence[str], wanted: set[int], vocabulary: Vocabulary
) -> tuple[dict[int, tuple[str, int, frozenset[int]]], Counter[int]]:
    """For each wanted word the commonest phrase that it stands in: as written, how often, and the words in it."""
    spelt: dict[frozenset[int], Counter[str]] = {}
    uses: Counter[int] = Counter()
    between = _BETWEEN[vocabulary.lang]
    for text in texts:
        words = _SPOKEN.findall(words_only(text))
        numbers = [vocabulary.number.get(fold(word), -1) for word in words]
        uses.update(n for n in numbers if n in wanted)
        for i, n in enumerate(numbers):
            if n < 0:
                continue
            j = i + 1
            while j < min(i + 4, len(words)) and words[j] in between:
                j += 1
            if j < len(words) and numbers[j] >= 0 and numbers[j] != n and (n in wanted or numbers[j] in wanted):
                spelt.setdefault(frozenset({n, numbers[j]}), Counter())[" ".join(words[i : j + 1])] += 1
    found: dict[int, tuple[str, int, frozenset[int]]] = {}
    for parts, forms in spelt.items():
        phrase = min(forms, key=lambda form: (-forms[form], form))
        for n in parts & wanted:
            candidate = (phrase, forms.total(), parts)
            if n not in found or (-candidate[1], phrase) < (-found[n][1], found[n][0]):
                found[n] = candidate
    return found, uses
