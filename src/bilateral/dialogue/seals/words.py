"""What a reader sees where a text is not shown; and whether some words are that and no text of their own.

The words come back when somebody amends a document: left as they are, the text that they stand for is carried on.
"""

from collections.abc import Mapping
from typing import Final

from bilateral.record.items import ERASED, GROUNDS, WITHHELD
from bilateral.values import LANGS, Text

NOT_RELEASED: Final = Text("[not released]", "[sin difundir]")
STANDS: Final[Mapping[str, Text]] = {
    WITHHELD: Text("[withheld: {ground}]", "[reservado: {ground}]"),
    ERASED: Text("[erased: {ground}]", "[borrado: {ground}]"),
    "dark": Text("[not shown: an act on it is not understood]", "[no se muestra: un acto sobre él no se comprende]"),
}
_INSTEAD: Final = Text(" [in place of a withheld text]", " [en lugar de un texto reservado]")


def stand_in(state: str, ground: str, instead: str = "") -> Text:
    """What stands for a text in this state; ``instead`` are the words put in its place, if there are any."""
    if instead:
        return Text.same(instead) + _INSTEAD
    return STANDS[state].format(ground=GROUNDS.get(ground, Text.same(ground)))


def is_stand_in(words: str) -> bool:
    words = words.strip()
    return words in _ALL or words.endswith(tuple(_INSTEAD.in_(lang) for lang in LANGS))


_ALL: Final = frozenset(
    text.in_(lang)
    for lang in LANGS
    for text in (NOT_RELEASED, *(stand_in(state, ground) for state in STANDS for ground in GROUNDS))
)
