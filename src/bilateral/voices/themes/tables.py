"""Themes as Arrow tables: one row a theme, and one row a submission with its themes and scores."""

from collections.abc import Iterable
from typing import Any, Final

import pyarrow as pa

from bilateral.voices.themes.model import Assigned, Themes

THEMES: Final = pa.schema(
    [
        pa.field("theme", pa.string(), nullable=False),
        pa.field("lang", pa.string(), nullable=False),
        pa.field("label", pa.string(), nullable=False),
        pa.field("terms", pa.list_(pa.string())),
        pa.field("stems", pa.list_(pa.string())),
        pa.field("size", pa.int64()),
        pa.field("members", pa.int64()),
        pa.field("edited", pa.bool_()),
        pa.field("linked", pa.list_(pa.string())),
        pa.field("together", pa.float64()),
        pa.field("loose", pa.bool_()),
    ]
)
ASSIGNED: Final = pa.schema(
    [pa.field("themes", pa.list_(pa.string())), pa.field("theme_scores", pa.list_(pa.float32()))]
)


def themes_table(themes: Themes) -> pa.Table:
    """THEMES: `size` counts fitted texts (a campaign once), `members` submissions, `linked` confirmed or proposed
    links; `together` is the share of ties that stay inside it, and a `loose` one is to be read before it is used.
    """
    linked: dict[str, list[str]] = {}
    for link in themes.links:
        if link.state != "rejected":
            linked.setdefault(link.en, []).append(link.es)
            linked.setdefault(link.es, []).append(link.en)
    rows: Iterable[dict[str, Any]] = (
        {
            "theme": t.id, "lang": t.lang, "label": t.label, "terms": list(t.terms), "stems": list(t.stems),
            "size": t.size, "members": t.members, "edited": t.edited, "linked": linked.get(t.id, []),
            "together": t.together, "loose": t.loose,
        }
        for t in themes.all()
    )  # fmt: skip
    return pa.Table.from_pylist(list(rows), schema=THEMES)


def assigned_table(assigned: Assigned) -> pa.Table:
    """ASSIGNED: for each text, in order, the ids of its themes and their scores; empty lists where it fits none."""
    ids = [[name for name in row if name] for row in assigned.theme.tolist()]
    scores = [row[: len(names)] for row, names in zip(assigned.score.tolist(), ids, strict=True)]
    return pa.Table.from_arrays([pa.array(ids, ASSIGNED[0].type), pa.array(scores, ASSIGNED[1].type)], schema=ASSIGNED)
