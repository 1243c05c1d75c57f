"""Common words that stand in one language only: each occurrence is a vote. Written without accents, as texts are read.

Words that are common in two of the languages (a, no, me, he, que, de, para, die) are in no list. French, Portuguese,
Italian and German vote together for 'another language'. Not here: what the votes decide (detect).
"""

from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from bilateral.voices.grouping import kernels
from bilateral.voices.grouping.arrow import bytes_and_offsets
from bilateral.voices.grouping.letters import table

ENGLISH: Final = (
    "the of and to in is that it for you was with on are as be this have or by from at not but they we his an which "
    "their there been if more when will would who what them some could its into these than only other our your should "
    "do does did can about because just how all any my i were being were where why while so up out over very also too "
    "then those after before between most many much such both each every own same need make like people think get "
    "want dont cant isnt doesnt im ive youre its thats lets"
)
SPANISH: Final = (
    "el la los las del y en un una unos unas por con su sus lo es esta este esto estos estas mas "
    "pero si al ya muy tambien porque cuando donde quien desde hasta les le son "
    "ser hay ha han hace haber estan esa ese eso esos esas cada otro otra otros otras aqui asi aunque sin ni yo tu mi "
    "mis nosotros ustedes ellos ella fue era tiene tienen puede pueden debe deben siempre nunca ahora solo bien mejor "
    "mucho mucha muchos muchas nada algo gracias hacer que cual cuales pues sino estoy estamos somos soy"
)
OTHERS: Final = (
    "les des est dans pour qui avec sont nous vous pas cette aux mais et du ces leur leurs etre c'est plus il je ne "
    "nao uma em ao sao tambem isso pela pelo voce muito foi ou seu sua nos pelos pelas estao nossa "
    "che di non per gli della sono nel alla questo anche piu delle degli dei nella sul e "
    "der und das ist nicht ein eine mit fur auf wir sie dem den von zu auch werden sich oder dass"
)


def _words(lists: dict[int, str]) -> dict[str, int]:
    """The words that stand in one list only."""
    owners: dict[str, set[int]] = {}
    for vote, words in lists.items():
        for word in words.split():
            owners.setdefault(word, set()).add(vote)
    return {word: next(iter(votes)) for word, votes in owners.items() if len(votes) == 1}


WORDS: Final = _words({kernels.EN: ENGLISH, kernels.ES: SPANISH, kernels.OTHER: OTHERS})


@cache
def vote_table() -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint8]]:
    """The words as an open table of hashes and what each votes for (0: free)."""
    keys, votes = np.zeros(2048, dtype=np.uint64), np.zeros(2048, dtype=np.uint8)
    hashes, letters = np.empty(32, dtype=np.uint64), np.zeros(2, dtype=np.int64)
    for word, vote in WORDS.items():
        data, offsets = bytes_and_offsets(pa.array([word], pa.large_string()))
        if kernels.words_of(data, offsets[0], offsets[1], table(), hashes, letters) != 1:
            raise ValueError(f"not one word: {word}")
        at = int(hashes[0]) & 2047
        while votes[at]:
            at = (at + 1) & 2047
        keys[at], votes[at] = hashes[0], vote
    return keys, votes
