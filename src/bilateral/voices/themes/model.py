"""What a fitted set of themes is: for each language a vocabulary and, for each theme, how often it says each word.

A text is assigned by smoothed unigram models (Zhai & Lafferty 2001, Dirichlet prior) beside one of the language as a
whole: when that explains a text better than any theme does, the text fits none. Assigning needs no other text, so new
submissions get the same answer whenever they come.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from bilateral.voices.themes.words import Vocabulary

Floats64 = npt.NDArray[np.float64]
PRIOR: Final = 200.0
"""Words of the whole language that each theme's model is smoothed with."""


@dataclass(frozen=True)
class Params:
    """How themes are found. Every one of them is written beside every label."""

    least_words: int = 2
    """Known content words that a text needs to be assigned at all."""
    least_fitted: int = 1
    """Known content words of a text that themes are found on."""
    fitted: int = 20_000
    """Different texts that themes are fitted on at most, drawn by their hashes; the others are assigned."""
    dimensions: tuple[int, ...] = (50, 100, 200)
    """Texts are compared in so many directions, coarsely and finely, each by itself; what counts is the mean."""
    neighbours: int = 20
    resolution: float = 2.0
    resolution_few: float = 1.0
    few: int = 2_000
    """Under so many texts, themes are fewer and broader: `resolution_few`. So few can be tagged by hand."""
    runs: int = 8
    """Runs of Leiden that have to agree, twice over."""
    smallest: int = 5
    most: int = 60
    """Themes of one language at most."""
    largest: float = 0.25
    """The share of the texts above which a theme is divided again."""
    rounds: int = 5
    most_share: float = 0.2
    """A word in more than this share of the texts tells no theme."""
    loose: float = 0.65
    """A theme inside which a smaller share of its texts' ties stays is marked: to be read before it is used."""
    second: float = 0.1
    """The score from which a second or third theme is named for a text."""


@dataclass(frozen=True)
class Theme:
    """One theme. `size` counts texts of the fit, a campaign once; `members` counts submissions. `together` is the share
    of its texts' ties to their nearest neighbours that stay inside it, None where people have made it; a `loose` one
    has so few that its name tells too little, and no person has named it.
    """

    id: str
    lang: str
    label: str
    terms: tuple[str, ...]
    stems: tuple[str, ...]
    size: int
    members: int = 0
    edited: bool = False
    together: float | None = None
    loose: bool = False


@dataclass(frozen=True)
class Language:
    """The themes of one language; `counts` has a row a theme and a column a stem."""

    vocabulary: Vocabulary
    themes: tuple[Theme, ...]
    counts: Floats64
    background: Floats64
    rules: tuple[tuple[int, int, frozenset[int]], ...] = ()
    """From people: (from, to, stems) - a text of theme `from` with one of the stems is of theme `to`."""


@dataclass(frozen=True)
class Assigned:
    """For each text up to three themes, best first: `theme` has ids or '', `score` the probability, 0 where none."""

    theme: npt.NDArray[Any]
    score: npt.NDArray[np.float32]

    @property
    def first(self) -> npt.NDArray[Any]:
        return self.theme[:, 0]


@dataclass(frozen=True)
class Themes:
    """Themes of each language, the parameters and seed that made them, and what people's edits no longer fit."""

    languages: dict[str, Language]
    params: Params
    seed: int
    links: tuple[Any, ...] = ()
    unfitting: tuple[Any, ...] = ()
    assigned: Assigned = field(default_factory=lambda: nobody(0))

    def all(self) -> list[Theme]:
        return [theme for lang in sorted(self.languages) for theme in self.languages[lang].themes]


def nobody(texts: int) -> Assigned:
    return Assigned(np.full((texts, 3), "", dtype="<U8"), np.zeros((texts, 3), dtype=np.float32))


def bags(encoded: Sequence[Sequence[int]], size: int) -> Any:
    """How much each text says each word: 1 + log of the count, a sparse row a text."""
    from scipy import sparse

    words = np.fromiter((n for text in encoded for n in text), dtype=np.int64)
    owner = np.repeat(np.arange(len(encoded)), [len(text) for text in encoded])
    counts = sparse.coo_matrix((np.ones(len(words)), (owner, words)), shape=(len(encoded), size)).tocsr()
    counts.data = 1 + np.log(counts.data)
    return counts


def log_odds(counts: Floats64, background: Floats64) -> Floats64:
    """For each theme and word, log(p(word | theme) / p(word)): 0 where the theme says nothing of its own."""
    said = counts.sum(axis=1, keepdims=True)
    mixed = (counts + PRIOR * background) / (said + PRIOR)
    return np.asarray(np.log(np.divide(mixed, background, out=np.ones_like(mixed), where=background > 0)))


def rest(texts: Any, labels: npt.NDArray[np.int64], themes: int) -> Floats64:
    """What each theme's texts say: a row a theme."""
    from scipy import sparse

    inside = np.flatnonzero(labels >= 0)
    member = sparse.csr_matrix((np.ones(len(inside)), (labels[inside], inside)), shape=(themes, len(labels)))
    return np.asarray((member @ texts).todense(), dtype=np.float64)


def judge(language: Language, texts: Sequence[str], params: Params) -> tuple[npt.NDArray[np.int64], Floats64]:
    """The three best themes of each text (-1: none) and their probabilities beside the language as a whole."""
    encoded = [language.vocabulary.encode(text) for text in texts]
    count = len(language.themes)
    best, score = np.full((len(texts), 3), -1, dtype=np.int64), np.zeros((len(texts), 3))
    if not count or not len(texts):
        return best, score
    odds = np.asarray(bags(encoded, len(language.vocabulary.stems)) @ log_odds(language.counts, language.background).T)
    with_none = np.column_stack([np.zeros(len(texts)), odds])
    shifted = np.exp(with_none - with_none.max(axis=1, keepdims=True))
    chance = shifted / shifted.sum(axis=1, keepdims=True)
    order = np.argsort(-chance[:, 1:], axis=1, kind="stable")[:, :3]
    values = np.take_along_axis(chance[:, 1:], order, axis=1)
    lengths = np.array([len(words) for words in encoded])
    fits = (lengths >= params.least_words) & (values[:, 0] > chance[:, 0])
    keep = fits[:, None] & ((np.arange(order.shape[1]) == 0) | (values >= params.second))
    best[:, : order.shape[1]] = np.where(keep, order, -1)
    score[:, : order.shape[1]] = np.where(keep, values, 0)
    for source, target, stems in language.rules:
        for row in np.flatnonzero(best[:, 0] == source):
            if not stems.isdisjoint(encoded[row]):
                best[row, 0] = target
    return best, score
