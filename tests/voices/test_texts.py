"""The seam of listening: columns in input order, groups beside them, nothing copied or lost on the way."""

import numpy as np
import pytest

from bilateral.voices.texts import ALONE, SCHEMA, Texts


def test_absent_columns_are_unknown_and_groups_start_empty() -> None:
    texts = Texts.of(["Hola", "Good morning"])
    assert texts.table.schema.equals(SCHEMA)
    assert texts.id.to_pylist() == ["1", "2"]
    assert texts.country.to_pylist() == [None, None]
    assert texts.family.tolist() == [ALONE, ALONE]


def test_languages_are_set_once_or_again() -> None:
    texts = Texts.of(["Hola", "Good morning", "Buenos días"], lang=["es", "en", "es"])
    assert texts.rows_in("es").tolist() == [0, 2]
    again = texts.with_languages(texts.lang.take([1, 1, 1]))
    assert again.rows_in("es").tolist() == []
    assert again.table.num_columns == texts.table.num_columns


def test_taking_rows_takes_their_groups_along() -> None:
    groups = np.array([0, 0, ALONE], dtype=np.int32)
    taken = Texts.of(["a", "b", "c"]).with_groups(groups, groups, groups).take(np.array([2, 0]))
    assert taken.strings() == ["c", "a"]
    assert taken.campaign.tolist() == [ALONE, 0]


def test_groups_must_be_as_many_as_texts() -> None:
    with pytest.raises(ValueError, match="2 elements for 1 texts"):
        Texts.of(["a"]).with_groups(*[np.zeros(2, dtype=np.int32)] * 3)


def test_batches_cover_every_row_once() -> None:
    texts = Texts.of([str(n) for n in range(10)])
    seen = [(first, batch.num_rows) for first, batch in texts.batches(most=4)]
    assert seen == [(0, 4), (4, 4), (8, 2)]
