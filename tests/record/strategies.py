"""Random values inside the canonical profile, for Hypothesis."""

import unicodedata

from hypothesis import strategies as st

from bilateral.record.canonical import MAX_INT, check_text
from bilateral.values import Fault


def _inside(text: str) -> bool:
    try:
        check_text(text)
    except Fault:
        return False
    return True


characters = st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
texts = (
    st.text(st.one_of(characters, st.sampled_from('\n"\\/ñé~ '), st.characters(max_codepoint=126, min_codepoint=32)))
    .map(lambda text: unicodedata.normalize("NFC", text))
    .filter(_inside)
)
keys = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1)
scalars = st.one_of(st.none(), st.booleans(), st.integers(-MAX_INT, MAX_INT), texts)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=5), st.dictionaries(keys, inner, max_size=5)),
    max_leaves=30,
)
objects = st.dictionaries(keys, values, max_size=6)
