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
from functools import cache, cached_property, lru_cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from bilateral.voices.themes.stopwords import STOPWORDS

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LINK: Final = re.compile(r"(?:https?://|www\.)\S+")
_ADDRESS: Final = re.compile(r"(?<![^\s@])@\w+|[^\s@]{1,64}@[\w-]{2}[^\s@]{0,253}")
_EITHER: Final = re.compile(r"(?<=[^\W\d_])@(?=s?(?:\W|$))")
LONGEST_TEXT: Final = 20_000
"""Characters of a text that themes look at; a longer one has said what it is about by then."""


@lru_cache(maxsize=1 << 18)
def fold(word: str) -> str:
    """Lower case, no accents, a plain apostrophe."""
    plain = unicodedata.normalize("NFD", word.lower().replace("’", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c))


def words_only(text: str) -> str:
    """What themes look at of a text, in lower case: no links, e-mail addresses or names of accounts; `vecin@s`, which
    stands for vecinas and vecinos, as the dictionary has it."""
    said = text[:LONGEST_TEXT].lower()
    if "://" in said or "www." in said:  # few texts have a link or an @, and looking for one at every letter takes long
        said = _LINK.sub(" ", said)
    if "@" in said:
        said = _EITHER.sub("o", _ADDRESS.sub(" ", said))
    return said


def spellings(text: str) -> list[str]:
    """The words of a text as written, in lower case."""
    return _WORD.findall(words_only(text))


@cache
def _stemmer(lang: str) -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer({"en": "english", "es": "spanish"}[lang])


def stem(word: str, lang: str) -> str:
    """The folded stem of a word spelt as it should be."""
    return fold(str(_stemmer(lang).stemWord(word.replace("’", "'"))))


MET: Final = 1_000_000
"""Spellings that are remembered at most: millions of texts have no end of misspellings."""


class _Known(dict[str, int]):
    """The stem's place of each spelling met so far, -1 for one without: folding every word anew took long."""

    def __init__(self, number: dict[str, int]) -> None:
        self._number = number

    def __missing__(self, word: str) -> int:
        if len(self) >= MET:
            self.clear()
        found = self[word] = self._number.get(fold(word), -1)
        return found


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
        return self.encoded(spellings(text))

    def encoded(self, words: Sequence[str]) -> list[int]:
        """The same of words as `spellings` gives them."""
        known = self._known
        return [n for n in (known[word] for word in words) if n >= 0]

    @cached_property
    def _known(self) -> "_Known":
        return _Known(self.number)


def learn(texts: Sequence[Sequence[str]], lang: str, least: int, most_share: float) -> Vocabulary:
    """The stems in at least `least` texts and at most `most_share` of them, of texts as `spellings` gives them.

    The order of texts does not matter.
    """
    said = Counter(word for words in texts for word in words)
    folded_of = {word: fold(word) for word in said if _speaks(word, lang)}
    spelt: dict[str, Counter[str]] = defaultdict(Counter)
    for word, folded in folded_of.items():
        spelt[folded][word] = said[word]
    best = {folded: _commonest(counts) for folded, counts in spelt.items()}
    stem_of = {folded: stem(word, lang) for folded, word in best.items()}
    stem_of_word = {word: stem_of[folded] for word, folded in folded_of.items()}
    frequency = Counter(s for words in texts for s in {stem_of_word[w] for w in words if w in stem_of_word})
    most = max(least, most_share * len(texts))
    stems = tuple(sorted(s for s, n in frequency.items() if least <= n <= most))
    place = {s: i for i, s in enumerate(stems)}
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for folded, s in stem_of.items():
        if s in place:
            forms[s][best[folded]] += spelt[folded].total()
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
