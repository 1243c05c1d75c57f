"""What a reader of labels gets: each theme's label, then five of its texts, drawn by a seed among all of them.

    .venv/bin/python -m benchmarks.voices._readers > sheet.txt

The reader writes down what the theme is about from the label alone, then reads; a label is readable when it told a
topic and at least three of the five texts are about that.
"""

import random

import numpy as np

from benchmarks.voices.themes import SEED, madrid, polis
from bilateral.voices.texts import Texts
from bilateral.voices.themes import Params, find_themes, shipped

TEXTS = 5


def sheet() -> str:
    lines = []
    for texts, _, lang in (madrid(), polis()):
        found = find_themes(Texts.of(texts, lang=[lang] * len(texts)), Params(), shipped(), SEED)
        for theme in found.all():
            rows = np.flatnonzero(found.assigned.first == theme.id).tolist()
            lines.append(f"## {theme.id}: {theme.label}")
            lines += [f"- {' '.join(texts[row].split())[:170]}" for row in random.Random(SEED).sample(rows, TEXTS)]
    return "\n".join(lines)


if __name__ == "__main__":
    print(sheet())
