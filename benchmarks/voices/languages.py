"""Telling English from Spanish by the length of a text, beside py3langid limited to the two.

Windows of so many words from real texts, one a text: Decide Madrid's comments count as Spanish and the Polis statements
as English, though a few quote the other language. Words here are what stands between spaces. Punctuation stays.
"""

import random
from typing import Any

import pyarrow as pa

from benchmarks.voices.themes import madrid, polis
from bilateral.voices.language.detect import languages

SEED = 3
LENGTHS = (1, 2, 3, 4, 5, 8, 10, 20)


def windows(words: int) -> tuple[list[str], list[str]]:
    """Texts of exactly so many words, and their languages."""
    rng = random.Random(SEED)
    made, truth = [], []
    for texts, _, lang in (madrid(), polis()):
        for text in texts:
            said = [word for word in text.split() if any(c.isalpha() for c in word)]
            if len(said) >= words:
                first = rng.randrange(len(said) - words + 1)
                made.append(" ".join(said[first : first + words]))
                truth.append(lang)
    return made, truth


def point(words: int) -> dict[str, Any]:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    made, truth = windows(words)
    found = languages(pa.array(made, pa.large_string())).to_pylist()
    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages(["en", "es"])
    peer = sum(model.classify(text)[0] == lang for text, lang in zip(made, truth, strict=True)) / len(made)
    each = {
        lang: round(sum(f == t for f, t in zip(found, truth, strict=True) if t == lang) / truth.count(lang), 4)
        for lang in ("en", "es")
    }
    ours = sum(f == t for f, t in zip(found, truth, strict=True)) / len(made)
    answers = {name: found.count(name) for name in ("mixed", "other", "none")}
    return {
        "n": words,
        "ours": round(ours, 4),
        "peer": round(peer, 4),
        "ratio": round(ours / peer, 4),
        "texts": len(made),
        "by_language": each,
        "neither": answers,
    }


def measure() -> dict[str, Any]:
    return {
        "title": "Language by the number of words",
        "label": {"en": "Language told right, by words", "es": "Idioma acertado, por palabras"},
        "subject": "voices.language.languages",
        "peer": "py3langid limited to English and Spanish",
        "unit": "share of texts told right",
        "seed": SEED,
        "points": [point(words) for words in LENGTHS],
    }
