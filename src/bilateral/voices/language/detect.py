"""Language by text: a vote of common words where there are enough, a model of letter sequences where there are not.

From TEN words on most texts are decided by the vote alone. The model is py3langid's (Lui & Baldwin's langid.py, 97
languages), limited to English and Spanish, because short texts are otherwise taken for their neighbours; all its
languages are asked only when a text may be in none of the two. Equal texts are asked about once.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from bilateral.voices.grouping import threads
from bilateral.voices.grouping.arrow import bytes_and_offsets, chunks
from bilateral.voices.grouping.letters import table
from bilateral.voices.language.common import vote_table
from bilateral.voices.texts import LANGUAGES, Texts

TEN: Final = 10
"""Words from which a text's common words decide."""
FEW: Final = 0.12
"""The share of common words under which a text of TEN words may be in neither language."""
MIXED: Final = 0.25
"""The share of the votes from which the smaller language makes a text mixed,"""
MIXED_VOTES: Final = 4
"""and the votes that it needs for it."""
SURE: Final = 0.999
"""The model's probability from which a text is in another language, when asked about all of them."""
SURE_WORDS: Final = 5
"""Words under which the model is not believed about other languages."""
EN, ES, BOTH, OTHER, NONE = range(len(LANGUAGES))
_ASK = -1
BATCH = 65_536
Codes = npt.NDArray[np.int8]


def with_languages(texts: Texts, step: Callable[[float], None] = lambda share: None) -> Texts:
    """The same texts with their language."""
    return texts.with_languages(languages(texts.text, step))


def languages(texts: pa.ChunkedArray | pa.Array, step: Callable[[float], None] = lambda share: None) -> pa.Array:
    """One of LANGUAGES for each text."""
    parts, asked = [], dict[tuple[int, int], int]()
    for first, batch in chunks(texts, BATCH):
        parts.append(_of_batch(batch, asked))
        step((first + len(batch)) / len(texts))
    codes = np.concatenate(parts) if parts else np.empty(0, dtype=np.int8)
    return pa.DictionaryArray.from_arrays(pa.array(codes, pa.int8()), pa.array(LANGUAGES, pa.string()))


def language(text: str) -> str:
    """The language of one text."""
    return str(languages(pa.array([text], pa.large_string()))[0])


def _of_batch(batch: pa.Array, asked: dict[tuple[int, int], int]) -> Codes:
    size = len(batch)
    data, offsets = bytes_and_offsets(batch)
    words, seen = np.empty(size, dtype=np.int32), np.zeros((size, 5), dtype=np.int32)
    hi, lo = np.empty(size, dtype=np.uint64), np.empty(size, dtype=np.uint64)
    threads.scan(data, offsets, table(), *vote_table(), words, hi, lo, seen)
    codes = voted(words, seen)
    rows = np.flatnonzero(codes == _ASK)
    for row, key in zip(rows.tolist(), zip(hi[rows].tolist(), lo[rows].tolist(), strict=True), strict=True):
        if key not in asked:
            asked[key] = modelled(batch[row].as_py(), int(words[row]), seen[row])
        codes[row] = asked[key]
    return codes


def voted(words: npt.NDArray[np.int32], seen: npt.NDArray[np.int32]) -> Codes:
    """What words and letters alone decide, and _ASK for the rest. `seen` is the one of `kernels.scan`."""
    en, es, other, latin, foreign = (seen[:, n].astype(np.int64) for n in range(5))
    codes = np.full(len(words), _ASK, dtype=np.int8)
    long = words >= TEN
    known = en + es
    enough = long & (known >= np.maximum(3, FEW * words)) & (3 * other <= known)
    codes[enough & (en >= 2 * es + 2)] = EN
    codes[enough & (es >= 2 * en + 2)] = ES
    least = np.minimum(en, es)
    codes[enough & (least >= MIXED_VOTES) & (least >= MIXED * known)] = BOTH
    codes[long & (other > 2 * known + 2)] = OTHER
    codes[foreign > latin] = OTHER
    codes[words == 0] = NONE
    return codes


def modelled(text: str, words: int, seen: npt.NDArray[np.int32]) -> int:
    """What the model says of a text that the vote leaves open."""
    en, es, other = (int(n) for n in seen[:3])
    doubtful = words >= SURE_WORDS and (3 * other > en + es or en + es < FEW * words)
    if doubtful:
        code, sure = _model(None).classify(text)
        if code not in ("en", "es") and sure >= SURE:
            return OTHER
    if en and es and abs(en - es) <= 1 and words < TEN:  # both voices are heard equally: letters decide
        return EN if _model(("en", "es")).classify(text)[0] == "en" else ES
    if words < TEN and (en > es + 1 or es > en + 1):
        return EN if en > es else ES
    return EN if _model(("en", "es")).classify(text)[0] == "en" else ES


@cache
def _model(limited: tuple[str, ...] | None) -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    if limited:
        model.set_languages(list(limited))
    return model
