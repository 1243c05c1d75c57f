"""Quotes are to the letter, one per campaign, without anything personal, from all kinds; and who is for and against."""

import numpy as np
import pytest

from bilateral.voices.quotes import OPPOSE, SUPPORT, UNCLEAR, choose_quotes, quotes_table, stance
from bilateral.voices.quotes.spans import sentences
from bilateral.voices.texts import Texts
from bilateral.voices.themes import Params, find_themes, shipped

CASES = [
    ("We support the new bridge.", "en", SUPPORT),
    ("We do not support the new bridge.", "en", OPPOSE),
    ("I don't agree with this toll.", "en", OPPOSE),
    ("We oppose the toll.", "en", OPPOSE),
    ("Not only do we support it, we would pay.", "en", SUPPORT),
    ("I am not against the bridge.", "en", SUPPORT),
    ("The bridge has four lanes.", "en", UNCLEAR),
    ("The trade agreement entered into force.", "en", UNCLEAR),
    ("Apoyamos el nuevo puente.", "es", SUPPORT),
    ("No apoyamos el nuevo puente.", "es", OPPOSE),
    ("No estoy de acuerdo con el peaje.", "es", OPPOSE),
    ("Estoy de acuerdo con el peaje.", "es", SUPPORT),
    ("Rechazamos el peaje.", "es", OPPOSE),
    ("No estamos en contra del puente.", "es", SUPPORT),
    ("De acuerdo con la ley, el puente tiene cuatro carriles.", "es", UNCLEAR),
    ("Por favor, abran a las seis.", "es", UNCLEAR),
    ("Sin duda apoyamos el puente.", "es", SUPPORT),
    ("Ich bin dagegen.", "other", UNCLEAR),
]


@pytest.mark.parametrize(("sentence", "lang", "expected"), CASES)
def test_for_and_against(sentence: str, lang: str, expected: str) -> None:
    assert stance(sentence, lang) == expected


def test_sentences_are_spans_of_the_text() -> None:
    text = "  First one. Dr. Pérez spoke!  \n\nLast line"
    assert [text[a:b] for a, b in sentences(text)] == ["First one.", "Dr. Pérez spoke!", "Last line"]


def test_quotes_are_verbatim_one_per_campaign_screened_and_spread() -> None:
    bodies, types, campaign = [], [], []
    for n in range(120):
        side = "We support" if n % 4 else "We oppose"
        bodies.append(
            f"Hello. {side} shorter waiting hours at bridge number {'abcdefghij'[n % 10]}{'klmnopqrstuv'[n // 10]} "
            "for trucks and lanes."
        )
        types.append("business" if n % 10 else "academia")
        campaign.append(0 if n < 40 else -1)
    bodies[41] += " Write to someone@example.org about trucks waiting hours at the bridge lanes."
    alone = np.full(120, -1, dtype=np.int32)
    texts = Texts.of(bodies, lang=["en"] * 120, type=list(types)).with_groups(
        alone, np.array(campaign, dtype=np.int32), alone
    )
    themes = find_themes(texts, Params(smallest=2, most_share=1.0), shipped(), 1)

    def screen(said: str) -> list[str]:
        return [word for word in said.split() if "@" in word]

    quotes = choose_quotes(texts, themes, screen)
    assert quotes and quotes_table(quotes).num_rows == len(quotes)
    where = {str(n + 1): n for n in range(120)}
    assert all(bodies[where[q.submission]][q.start : q.end] == q.text and "@" not in q.text for q in quotes)
    assert sum(where[q.submission] < 40 for q in quotes) <= 1
    assert {q.type for q in quotes} == {"business", "academia"}
    assert all(q.stance == OPPOSE for q in quotes if q.role == "dissenting")
