"""Whether a sentence supports, opposes or does not say: a short list of words in each language, and negation.

Each opinion word counts for its side, or for the other one when a negation stands up to three words before it ('not in
favour', 'no estoy de acuerdo'). The answer is the side with more; a tie, or no opinion word, is `unclear`, which
is most
often the right answer for a sentence without an opinion word. Irony and what is only implied are beyond it: a
person reads.
"""

import re
from typing import Final

from bilateral.voices.themes.words import fold

SUPPORT: Final = "support"
OPPOSE: Final = "oppose"
UNCLEAR: Final = "unclear"
REACH: Final = 3

_FOR: Final = {
    "en": (
        "support supports supported supporting agree agrees agreed favor favour welcome welcomes endorse endorses "
        "approve approves applaud good great excellent helpful useful benefit benefits necessary essential thank thanks"
    ),
    "es": (
        "apoyo apoyar apoyamos apoya apoyan acuerdo favor favorable bienvenida bienvenido celebro celebramos respaldo "
        "respaldamos respaldar apruebo aprobamos excelente buena bueno buen genial necesario necesaria indispensable "
        "util beneficia beneficio beneficios gracias felicito felicidades"
    ),
}
_AGAINST: Final = {
    "en": (
        "oppose opposes opposed opposing disagree disagrees disagreed against reject rejects rejected object objects "
        "bad terrible harmful harm harms unfair unacceptable useless wrong dangerous worse worst absurd mistake "
        "stop ban"
    ),
    "es": (
        "rechazo rechazamos rechazar rechaza opongo oponemos oponerse opone contra desacuerdo mala malo mal terrible "
        "danino danina perjudica perjudicial injusto injusta inaceptable inutil peligroso peligrosa peor absurdo "
        "absurda "
        "error disparate tonteria verguenza"
    ),
}
_NOT: Final = {
    "en": "not no never nor neither cannot can't don't doesn't didn't won't wouldn't isn't aren't wasn't without "
    "hardly",
    "es": "no nunca jamas ni tampoco sin",
}
_SIDES: Final = {
    lang: {**dict.fromkeys(_FOR[lang].split(), 1), **dict.fromkeys(_AGAINST[lang].split(), -1)} for lang in _FOR
}
_NEGATIONS: Final = {lang: frozenset(words.split()) for lang, words in _NOT.items()}
# Fixed expressions in which the word is no negation of what follows, or no opinion.
_APART: Final = {
    "en": re.compile(r"\b(?:not only|no doubt|without (?:a )?doubt|trade agreements?|free trade agreement)\b"),
    "es": re.compile(
        r"(?:\b(?:no solo|no solamente|sin duda|por favor|acuerdos? comercial(?:es)?)"
        r"|(?:^|[.;:,] ?)de acuerdo (?:con|a))\b"
    ),
}
_TOKENS: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|[.;:!?,]|\bpero\b|\bbut\b")


def stance(sentence: str, lang: str) -> str:
    """SUPPORT, OPPOSE or UNCLEAR. `lang` is en or es; any other language is UNCLEAR."""
    if lang not in _SIDES:
        return UNCLEAR
    words = _TOKENS.findall(_APART[lang].sub(" ", fold(sentence)))
    total, reach = 0, 0
    for word in words:
        if word in {".", ";", ":", "!", "?", "but", "pero", "sino"}:
            reach = 0
        elif word in _NEGATIONS[lang]:
            reach = REACH + 1
        side = _SIDES[lang].get(word, 0)
        total += -side if reach else side
        reach = max(0, reach - 1)
    return SUPPORT if total > 0 else OPPOSE if total < 0 else UNCLEAR
