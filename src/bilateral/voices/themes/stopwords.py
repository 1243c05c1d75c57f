"""Words that carry no theme: English and Spanish function words, and the verbs and adverbs of any opinion.

Our own lists (`stopwords.en.txt`, `stopwords.es.txt`), without accents, as `words.fold` writes them. They are left
out of
themes and labels only, never of quotes.
"""

from importlib import resources
from typing import Final


def _read(lang: str) -> frozenset[str]:
    return frozenset(resources.files(__package__).joinpath(f"stopwords.{lang}.txt").read_text(encoding="utf-8").split())


STOPWORDS: Final = {lang: _read(lang) for lang in ("en", "es")}
