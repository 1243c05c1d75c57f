"""From texts to stems and back: words with their places, accents folded, the stem of a word's commonest spelling.

People leave accents out, and Snowball's Spanish stemmer needs them: a word is stemmed as most people in the corpus
spell
it, so that `educacion` and `educación` are one. Not here: which language a text is in (`voices.language`).
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from bilateral.voices.themes.stopwords import STOPWORDS

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LINK: Final = re.compile(r"(?:https?://|www\.)\S+")
LONGEST_TEXT: Final = 20_000
"""Characters of a text that themes look at; a longer one has said what it is about by then."""


@cache
def fold(word: str) -> str:
    """Lower case, no accents, a plain apostrophe."""
    plain = unicodedata.normalize("NFD", word.lower().replace("’", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c))


def spellings(text: str) -> list[str]:
    """The words of a text as written, in lower case; links are no words."""
    return _WORD.findall(_LINK.sub(" ", text[:LONGEST_TEXT]).lower())


@cache
def _stemmer(lang: str) -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer({"en": "english", "es": "spanish"}[lang])


def stem(word: str, lang: str) -> str:
    """The folded stem of a word spelt as it should be."""
    return fold(str(_stemmer(lang).stemWord(word.replace("’", "'"))))


@dataclass(frozen=True)
class Vocabulary:
    """`stems` in sorted order; `number` maps a folded word to its stem's place; `surface[i]` is stem i's commonest
    spelling; `texts[i]` the number of texts with it, of `of` texts."""

    lang: str
    stems: tuple[str, ...]
    number: dict[str, int]
    surface: tuple[str, ...]
    texts: npt.NDArray[np.int64]
    of: int

    def encode(self, text: str) -> list[int]:
        """The known content words of a text, in order."""
        found = (self.number.get(fold(word)) for word in spellings(text))
        return [n for n in found if n is not None]


def learn(texts: Sequence[str], lang: str, least: int, most_share: float) -> Vocabulary:
    """The stems in at least `least` texts and at most `most_share` of them. The order of texts does not matter."""
    spelt: dict[str, Counter[str]] = defaultdict(Counter)
    holding: list[set[str]] = []
    for text in texts:
        words = [word for word in spellings(text) if _speaks(word, lang)]
        for word in words:
            spelt[fold(word)][word] += 1
        holding.append({fold(word) for word in words})
    best = {folded: _commonest(counts) for folded, counts in spelt.items()}
    stem_of = {folded: stem(word, lang) for folded, word in best.items()}
    frequency = Counter(s for words in holding for s in {stem_of[w] for w in words})
    most = max(least, most_share * len(texts))
    stems = tuple(sorted(s for s, n in frequency.items() if least <= n <= most))
    place = {s: i for i, s in enumerate(stems)}
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for folded, s in stem_of.items():
        if s in place:
            forms[s][best[folded]] += sum(spelt[folded].values())
    return Vocabulary(
        lang,
        stems,
        {folded: place[s] for folded, s in sorted(stem_of.items()) if s in place},
        tuple(_commonest(forms[s]) for s in stems),
        np.array([frequency[s] for s in stems], dtype=np.int64),
        len(texts),
    )


def _speaks(word: str, lang: str) -> bool:
    return len(word) > 1 and not is_stopword(word, lang)


def is_stopword(word: str, lang: str) -> bool:
    """Whether a word is left out of themes and labels."""
    return fold(word) in STOPWORDS[lang]


def _commonest(counts: Counter[str]) -> str:
    return min(counts, key=lambda word: (-counts[word], word))


def flat(encoded: Iterable[Sequence[int]]) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """All words in one array, and beside each the number of its text."""
    lists = list(encoded)
    words = np.fromiter((n for words in lists for n in words), dtype=np.int32)
    owner = np.repeat(np.arange(len(lists), dtype=np.int32), [len(words) for words in lists])
    return words, owner
