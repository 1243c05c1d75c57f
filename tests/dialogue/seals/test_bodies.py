"""The form of the acts on sealed items is one, told twice: by schemas here, without them where auditors read it."""

import copy
from typing import Any, get_args

from hypothesis import given
from hypothesis import strategies as st

from bilateral.dialogue.kind import body_fault
from bilateral.dialogue.kinds.removal import Removal1
from bilateral.dialogue.seals.bodies import BODIES
from bilateral.record.items import ACTS, GROUNDS, naming
from bilateral.values import Fault
from tests.dialogue.fold.worlds import Table, body_of, digest, promises

ITEMS = sorted(digest(str(n)) for n in range(3))
NEW = [digest(f"new {n}") for n in range(3)]
STRANGE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.sampled_from(
        ["", "because", "safety", "2027-02-30", "2027-01-31", "0027-01-31", "20270131", "public", "ab" * 32]
    ),
    st.sampled_from([f"{'ab' * 32}\n", "AB" * 32, "2027-01-31\n"]),
    st.lists(st.sampled_from([*ITEMS, "x"]), max_size=3),
    st.just({"en": "ab" * 32, "es": "cd" * 32}),
    st.just({"en": "ab" * 32}),
    st.just([{"by": NEW[0], "item": ITEMS[0]}]),
    st.just([{"by": NEW[0], "item": ITEMS[0], "x": 1}]),
)


@given(
    st.sampled_from(ACTS), st.integers(1, 3), st.lists(st.tuples(st.integers(0, 7), STRANGE), max_size=2), st.booleans()
)
def test_both_readings_tell_the_same_bodies_apart(
    act: str, count: int, spoils: list[tuple[int, Any]], drop: bool
) -> None:
    table = Table("a")
    said = table.append("a", "ack", sealed=ITEMS)
    body: dict[str, Any] = copy.deepcopy(body_of(act, ITEMS[:count], NEW[:count]))
    for which, value in spoils:
        field = sorted(body)[which % len(body)]
        body[field] = value
        if drop and field != "visibility":
            del body[field]
    if body.get("visibility") not in ("public", "sealed"):
        body["visibility"] = "sealed"  # entry.md refuses any other before either reading
    try:
        entry = table.append("a", act, target=said, body=body, sealed=promises(body), office="o")
    except Fault:  # not even an entry
        return
    assert (naming(entry) is None) == (body_fault(BODIES[act], entry.body) is not None)


def test_a_removal_knows_the_same_grounds() -> None:
    assert set(get_args(Removal1.model_fields["ground"].annotation)) == set(GROUNDS)
