"""Which English theme and which Spanish theme may be about the same: proposals for a person, with the terms behind
them.

Each pair of the glossary is a direction that both languages share. A theme's weight on it is the class TF-IDF of
the words
of its terms (all words of a term have to be the theme's), the score is the cosine of the two. A proposal is no finding:
a person confirms or rejects it in `themes.edited.yaml`.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from bilateral.voices.themes.edits import Decided
from bilateral.voices.themes.glossary import Glossary, Pair
from bilateral.voices.themes.labels import class_tfidf
from bilateral.voices.themes.model import Language, Themes
from bilateral.voices.themes.words import fold, is_stopword, spellings, stem

LEAST: Final = 0.2
PER_THEME: Final = 2
SHOWN: Final = 5


@dataclass(frozen=True)
class Link:
    """`state` is proposed, confirmed or rejected; `terms` are the pairs that count most, as 'tariff = arancel'."""

    en: str
    es: str
    score: float
    terms: tuple[str, ...]
    state: str = "proposed"


def link_languages(themes: Themes, glossary: Glossary, decided: Decided | None = None) -> tuple[Link, ...]:
    """The best two partners of each theme that score at least LEAST, and all that people confirmed or rejected."""
    said = decided or {}
    if not {"en", "es"} <= themes.languages.keys():
        return ()
    english, spanish = themes.languages["en"], themes.languages["es"]
    left, right = weights(english, glossary), weights(spanish, glossary)
    scores = left @ right.T
    links = []
    for i, a in enumerate(english.themes):
        for j, b in enumerate(spanish.themes):
            state = said.get((a.id, b.id), "proposed")
            best = (scores[i] > scores[i, j]).sum() < PER_THEME and (scores[:, j] > scores[i, j]).sum() < PER_THEME
            if state == "proposed" and not (best and scores[i, j] >= LEAST):
                continue
            shared = left[i] * right[j]
            order = [k for k in np.argsort(-shared, kind="stable")[:SHOWN] if shared[k] > 0]
            terms = tuple(f"{glossary[k].en[0]} = {glossary[k].es[0]}" for k in order)
            links.append(Link(a.id, b.id, round(float(scores[i, j]), 6), terms, state))
    return tuple(sorted(links, key=lambda link: (-link.score, link.en, link.es)))


def weights(language: Language, glossary: Glossary) -> npt.NDArray[np.float64]:
    """A unit row a theme over the pairs of the glossary; zeros for a theme that says none of its terms."""
    told = class_tfidf(language.counts)
    rows = np.zeros((len(language.themes), len(glossary)))
    for k, pair in enumerate(glossary):
        for numbers in _terms(pair, language):
            rows[:, k] = np.maximum(rows[:, k], told[:, numbers].min(axis=1))
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0))


def _terms(pair: Pair, language: Language) -> list[list[int]]:
    """The stems' numbers of each term that the vocabulary knows whole."""
    lang, found = language.vocabulary.lang, []
    place = {s: i for i, s in enumerate(language.vocabulary.stems)}
    for term in pair.en if lang == "en" else pair.es:
        words = [word for word in spellings(term) if not is_stopword(word, lang)]
        numbers = [language.vocabulary.number.get(fold(word), place.get(stem(word, lang), -1)) for word in words]
        if numbers and min(numbers) >= 0:
            found.append(numbers)
    return found
