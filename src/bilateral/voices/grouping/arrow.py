"""Arrow strings as the compiled loops read them: the bytes and where each text begins, without a copy."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Bytes = npt.NDArray[np.uint8]
Offsets = npt.NDArray[np.int64]


def bytes_and_offsets(array: pa.Array) -> tuple[Bytes, Offsets]:
    """UTF-8 bytes of all texts, and n+1 places where they begin and end. A null reads as an empty text."""
    if array.null_count:
        array = array.fill_null("")
    if not pa.types.is_large_string(array.type):
        array = array.cast(pa.large_string())
    _, starts, data = array.buffers()
    offsets = np.frombuffer(starts, dtype=np.int64)[array.offset : array.offset + len(array) + 1]
    if data is None or not data.size:
        return np.zeros(1, dtype=np.uint8), offsets
    return np.frombuffer(data, dtype=np.uint8), offsets


def chunks(texts: pa.ChunkedArray | pa.Array, most: int) -> Iterator[tuple[int, pa.Array]]:
    """The first row's number and at most `most` texts, in order."""
    first = 0
    for chunk in texts.chunks if isinstance(texts, pa.ChunkedArray) else [texts]:
        for start in range(0, len(chunk), most):
            piece = chunk.slice(start, most)
            yield first, piece
            first += len(piece)
