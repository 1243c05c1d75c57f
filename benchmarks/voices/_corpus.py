"""Generated submissions with what is true of them: letters and their edits, mad-libs, texts of one's own, short ones.

Sentences are frames filled with words drawn from lists (`words.yaml`), so nothing in here was written by anybody else.

letter    a base of 8 to 14 sentences; its copies are exact or edited:
          exact   nothing, or only case, accents, punctuation and spaces
          light   a greeting and a closing with a name, and up to three words replaced
          medium  the same, 4 % of the words replaced, one sentence of one's own more or one of the letter's less, two
                  sentences in another order
          heavy   10 % of the words replaced, a quarter of the sentences left out, one or two of one's own in front, all
                  sentences in another order
mad-lib   14 slots with four different phrases each, drawn anew for each copy: the family of a template
single    6 to 16 sentences of its own
short     3 to 10 words, often repeated
"""

import random
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import yaml

WORDS = yaml.safe_load(Path(__file__).with_name("words.yaml").read_text(encoding="utf-8"))
NAMES = WORDS["names"].split()

CLASSES = ("exact", "light", "medium", "heavy")
WEIGHTS = (30, 35, 20, 15)
LETTERS, MADLIBS, SINGLES = 0.50, 0.10, 0.32  # the rest are short


@dataclass(frozen=True)
class Corpus:
    """`group`: the letter or template of each text, or a number of its own; `kind`: a class, madlib, single, short."""

    texts: list[str]
    group: list[int]
    kind: list[str]
    lang: list[str]


class _Writer:
    def __init__(self, rng: random.Random, lang: str) -> None:
        self.rng, self.lang = rng, lang
        self.words = WORDS[lang]
        self.lists = {"A": self.words["adjectives"].split(), "N": self.words["nouns"].split()}
        self.lists["V"] = self.words["verbs"].split()

    def sentence(self) -> list[str]:
        frame = self.rng.choice(self.words["frames"]).split()
        return [self.rng.choice(self.lists[word]) if word in self.lists else word for word in frame]

    def letter(self, least: int, most: int) -> list[list[str]]:
        return [self.sentence() for _ in range(self.rng.randint(least, most))]

    def replaced(self, sentences: list[list[str]], share: float) -> list[list[str]]:
        words = [*self.lists["N"], *self.lists["V"], *self.lists["A"]]
        return [[self.rng.choice(words) if self.rng.random() < share else word for word in s] for s in sentences]

    def polite(self, body: str) -> str:
        name = f"{self.rng.choice(NAMES)} {self.rng.choice(NAMES)}"
        return (
            f"{self.rng.choice(self.words['greetings'])} {body} {self.rng.choice(self.words['closings']).format(name)}"
        )

    def copy(self, letter: list[list[str]], kind: str) -> str:
        rng = self.rng
        if kind == "exact":
            return _recased(rng, said(letter))
        if kind == "light":
            few = 3 / sum(map(len, letter))
            return self.polite(said(self.replaced(letter, rng.choice((0, few / 3, few)))))
        if kind == "medium":
            sentences = self.replaced(letter, 0.04)
            a, b = rng.sample(range(len(sentences)), 2)
            sentences[a], sentences[b] = sentences[b], sentences[a]
            if rng.random() < 0.5:
                sentences.insert(rng.randrange(len(sentences)), self.sentence())
            else:
                del sentences[rng.randrange(len(sentences))]
            return self.polite(said(sentences))
        sentences = self.replaced(letter, 0.10)
        sentences = rng.sample(sentences, len(sentences) - len(sentences) // 4)
        return self.polite(said([*self.letter(1, 2), *sentences]))


def said(sentences: list[list[str]]) -> str:
    return " ".join(" ".join(words).replace(" ,", ",").capitalize() + "." for words in sentences)


def _recased(rng: random.Random, text: str) -> str:
    way = rng.randrange(4)
    if way == 1:
        return text.upper()
    if way == 2:
        return text.replace(".", " !").replace(",", "")
    return text.replace(". ", ".\n\n") if way == 3 else text


def _sizes(rng: random.Random, total: int, groups: int, least: int) -> list[int]:
    """Zipf: the n-th group has 1/n of the largest's, at least `least`; together `total`."""
    weights = list(accumulate(1 / n for n in range(1, groups + 1)))
    sizes = [least] * groups
    for n in rng.choices(range(groups), cum_weights=weights, k=total - least * groups):
        sizes[n] += 1
    return sizes


def corpus(n: int, seed: int) -> Corpus:
    """n submissions, half of the letters in each language, in an order drawn by the seed."""
    rng = random.Random(seed)
    writers = [_Writer(rng, lang) for lang in ("en", "es")]
    rows: list[tuple[str, int, str, str]] = []
    group = 0
    for number, size in enumerate(_sizes(rng, int(LETTERS * n), max(2, n // 400), 4)):
        writer, group = writers[number % 2], group + 1
        letter = writer.letter(8, 14)
        kinds = rng.choices(CLASSES, WEIGHTS, k=size)
        rows += [(writer.copy(letter, kind), group, kind, writer.lang) for kind in kinds]
    for number in range(families := max(2, n // 5_000)):
        writer, group = writers[number % 2], group + 1
        slots = [[writer.sentence()[:7] for _ in range(4)] for _ in range(14)]
        for _ in range(int(MADLIBS * n) // families):
            rows.append((said([rng.choice(slot) for slot in slots]), group, "madlib", writer.lang))
    for number in range(int(SINGLES * n)):
        writer, group = writers[number % 2], group + 1
        rows.append((writer.polite(said(writer.letter(6, 16))), group, "single", writer.lang))
    short = {lang: [" ".join(w.sentence()[: 3 + n % 8]) for n in range(200)] for w in writers for lang in (w.lang,)}
    while len(rows) < n:
        writer = writers[len(rows) % 2]
        which = rng.randrange(200)
        rows.append((short[writer.lang][which], -1 - which - 1000 * (len(rows) % 2), "short", writer.lang))
    rng.shuffle(rows)
    texts, groups, kinds_, langs = zip(*rows, strict=True)
    return Corpus(list(texts), list(groups), list(kinds_), list(langs))
