"""`find_themes` and `assign`: the themes of each language, and which of them each text is about.

Same texts, parameters and seed: same themes, in whatever order the texts come, for every step works on the texts in the
order of their hashes. A campaign is one text in the fit, however many sent it; all its members are assigned.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from hashlib import blake2b
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from bilateral.voices.texts import ALONE, Texts
from bilateral.voices.themes import vectors
from bilateral.voices.themes.edits import Edits, apply
from bilateral.voices.themes.glossary import Glossary
from bilateral.voices.themes.graph import agreed, graph, nearest, together
from bilateral.voices.themes.labels import Described, describe
from bilateral.voices.themes.links import link_languages
from bilateral.voices.themes.model import Assigned, Language, Params, Theme, Themes, bags, judge, log_odds, nobody, rest
from bilateral.voices.themes.words import Vocabulary, flat, learn, spellings

SPOKEN = ("en", "es")
FITTING = 0.8
"""The share of the work that is fitting, as a rule; the rest is assigning."""
BATCH = 16_384
WORDS = 16
"""Bytes of a key that tell the words of a text; the rest tells how they are written."""
Labels = npt.NDArray[np.int64]
Step = Callable[[float], None]


def _silent(share: float) -> None:
    return None


def part(step: Step, low: float, high: float) -> Step:
    """What tells a part's share as one of the whole."""
    return lambda share: step(low + (high - low) * share)


def find_themes(
    texts: Texts, params: Params, glossary: Glossary, seed: int, edited: Edits | None = None, step: Step = _silent
) -> Themes:
    """The themes of the English and of the Spanish texts, links between them, and every text assigned.

    Texts in other languages, or mixed, fit none. `edited` is what people changed in an earlier run's themes; what of
    it no longer fits is in `unfitting`. `step` hears the share of the work that is done.
    """
    languages = {}
    sizes = [len(texts.rows_in(lang)) for lang in SPOKEN]
    ends = FITTING * np.cumsum([0, *sizes]) / max(1, sum(sizes))
    for n, lang in enumerate(SPOKEN):
        fitted = _fit_language(texts, lang, params, seed, part(step, float(ends[n]), float(ends[n + 1])))
        if fitted is not None:
            languages[lang] = fitted
    themes = Themes(languages, params, seed)
    themes, decided = apply(themes, edited) if edited is not None else (themes, {})
    themes = replace(themes, links=link_languages(themes, glossary, decided))
    assigned = assign(themes, texts, part(step, FITTING, 1.0))
    ids, members = np.unique(assigned.first, return_counts=True)
    count = dict(zip(ids.tolist(), members.tolist(), strict=True))
    counted = {
        lang: replace(one, themes=tuple(replace(t, members=count.get(t.id, 0)) for t in one.themes))
        for lang, one in themes.languages.items()
    }
    return replace(themes, languages=counted, assigned=assigned)


def assign(themes: Themes, texts: Texts, step: Step = _silent) -> Assigned:
    """The themes of each text, by what is already fitted: nothing is learnt from these texts."""
    result = nobody(len(texts))
    names = {
        lang: np.array([*(theme.id for theme in language.themes), ""], dtype="<U8")
        for lang, language in themes.languages.items()
    }
    for first, batch in texts.batches(BATCH):
        for lang, language in themes.languages.items():
            rows, said, which = _said(batch, lang)
            best, score = judge(language, said, themes.params)
            result.theme[first + rows], result.score[first + rows] = names[lang][best[which]], score[which]
        step((first + batch.num_rows) / len(texts))
    return result


def _said(batch: pa.RecordBatch, lang: str) -> tuple[Labels, list[str], Labels]:
    """The rows of a batch in a language, the different texts among them, and which of those each row has."""
    mine = pc.equal(batch["lang"].cast(pa.string()), lang).to_numpy(zero_copy_only=False)
    rows = np.flatnonzero(mine).astype(np.int64)
    different = batch["text"].take(pa.array(rows)).dictionary_encode()
    return rows, different.dictionary.to_pylist(), different.indices.to_numpy().astype(np.int64)


def units(texts: Texts, lang: str, seed: int, most: int) -> list[str]:
    """One text for each campaign, variant or text that stands alone, in the order of their hashes; `most` at most."""
    chosen: dict[Any, tuple[bytes, int]] = {}
    for first, batch in texts.batches(BATCH):
        rows, said, which = _said(batch, lang)
        keys = [_key(text, seed) for text in said]
        for row, n in zip((first + rows).tolist(), which.tolist(), strict=True):
            group: Any = keys[n][:WORDS]
            if texts.campaign[row] != ALONE:
                group = ("campaign", int(texts.campaign[row]))
            elif texts.variant[row] != ALONE:
                group = ("variant", int(texts.variant[row]))
            if group not in chosen or keys[n] < chosen[group][0]:
                chosen[group] = (keys[n], row)
    kept = np.array([row for _, row in sorted(chosen.values())[:most]], dtype=np.int64)
    return texts.strings(kept)


def _key(text: str, seed: int) -> bytes:
    """Orders texts by a hash of their words, then of their letters, whatever order they came in."""
    words = blake2b(f"{seed} {' '.join(text.lower().split())}".encode(), digest_size=WORDS)
    return words.digest() + blake2b(text.encode(), digest_size=8).digest()


def _fit_language(texts: Texts, lang: str, params: Params, seed: int, step: Step) -> Language | None:
    chosen = units(texts, lang, seed, params.fitted)
    spelt = [spellings(text) for text in chosen]
    vocabulary = learn(spelt, lang, 2 if len(chosen) < 10_000 else 5, params.most_share)
    encoded = [vocabulary.encoded(words) for words in spelt]
    del spelt
    enough = [i for i, words in enumerate(encoded) if len(words) >= params.least_fitted]
    chosen, encoded = [chosen[i] for i in enough], [encoded[i] for i in enough]
    if len(chosen) < 2 * params.smallest:
        return None
    step(0.2)
    ties, labels = _communities(encoded, vocabulary, params, seed, part(step, 0.2, 0.9))
    said = bags(encoded, len(vocabulary.stems))
    labels = _refine(said, labels, params)
    sizes = np.bincount(labels[labels >= 0], minlength=labels.max() + 1)
    held = together(ties, labels, len(sizes)).round(3)
    counts = rest(said, labels, len(sizes))
    background = np.asarray(said.sum(axis=0)).ravel() / max(1.0, said.sum())
    described = describe(chosen, labels, counts, vocabulary)
    step(1.0)
    order = sorted(np.flatnonzero(sizes >= params.smallest).tolist(), key=lambda t: (-sizes[t], described[t].label))
    order = order[: params.most]  # groups without a tie to any other can't join one: the smallest of them are no theme
    found = [_theme(lang, n, described[t], int(sizes[t]), float(held[t]), params) for n, t in enumerate(order, 1)]
    return Language(vocabulary, tuple(found), counts[order], background)


def _theme(lang: str, number: int, said: Described, size: int, held: float, params: Params) -> Theme:
    name, loose = f"{lang}-{number:02}", held < params.loose
    return Theme(name, lang, said.label, said.terms, said.stems, size, together=held, loose=loose)


def _communities(
    encoded: Sequence[list[int]], vocabulary: Vocabulary, params: Params, seed: int, step: Step
) -> tuple[Any, Labels]:
    """The ties between texts, and the community of each."""
    words, owner = flat(encoded)
    size = len(vocabulary.stems)
    matrix = vectors.ppmi(vectors.cooccurrence(words, owner, size))
    rare = vectors.rarity(vocabulary.texts, vocabulary.of)
    rows = vectors.views(matrix, words, owner, len(encoded), rare, params.dimensions, seed)
    step(0.2)
    ties = graph(*nearest(rows, params.neighbours, part(step, 0.2, 0.5)))
    resolution = params.resolution if len(encoded) >= params.few else params.resolution_few
    return ties, agreed(ties, resolution, seed, params, part(step, 0.5, 1.0))


def _refine(said: Any, labels: Labels, params: Params) -> Labels:
    """Texts move to the theme whose words they say, some rounds long; a theme that loses all its texts goes."""
    background = np.asarray(said.sum(axis=0)).ravel() / max(1.0, said.sum())
    for _ in range(params.rounds):
        labels = np.unique(labels, return_inverse=True)[1].astype(np.int64)
        counts = rest(said, labels, int(labels.max()) + 1)
        labels = np.asarray(said @ log_odds(counts, background).T).argmax(axis=1).astype(np.int64)
    return np.unique(labels, return_inverse=True)[1].astype(np.int64)
