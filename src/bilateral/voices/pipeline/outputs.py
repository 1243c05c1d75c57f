"""The tables of a run: the writer's settings are fixed, so that bytes are equal, and each says what made it."""

import json
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from bilateral.values import Column, Rows, Text
from bilateral.voices.pipeline.settings import Settings
from bilateral.voices.pipeline.stages import Heard
from bilateral.voices.screening.screen import FLAGS
from bilateral.voices.themes import assigned_table

GROUP: Final = 65_536
"""Rows of a row group."""
SUBMISSIONS: Final = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("sha256", pa.string(), nullable=False),
        pa.field("language", pa.string(), nullable=False),
        pa.field("words", pa.int32(), nullable=False),
        pa.field("variant", pa.string()),
        pa.field("campaign", pa.string()),
        pa.field("family", pa.string()),
        pa.field("themes", pa.list_(pa.string())),
        pa.field("theme_scores", pa.list_(pa.float32())),
        pa.field("flags", FLAGS),
        pa.field("made_by", pa.string(), nullable=False),
    ]
)
"""`sha256` is that of the text's bytes as they came, before anything was taken out. The spans in `flags` (and those in
quotes.parquet) count characters of the text as it was read: decoded, without control characters. quarantine.jsonl
names each row whose text differs from the file's so."""


def metadata(settings: Settings, digest: str) -> dict[str, str]:
    """What every Parquet file says of itself."""
    about = {"made_by": settings.label, "parameters": settings.parameters(), "input_sha256": digest}
    return {"bilateral": json.dumps(about, sort_keys=True, ensure_ascii=False)}


def _writer(path: Path, schema: pa.Schema, about: dict[str, str]) -> pq.ParquetWriter:
    return pq.ParquetWriter(
        path, schema.with_metadata(about), compression="zstd", compression_level=3, version="2.6", use_dictionary=True
    )


def write_table(path: Path, table: pa.Table, about: dict[str, str], label: str) -> None:
    """A whole table, with a column `made_by`."""
    made_by = pa.array([label] * table.num_rows, pa.string())
    labelled = table.append_column(pa.field("made_by", pa.string(), nullable=False), made_by)
    with _writer(path, labelled.schema, about) as writer:
        writer.write_table(labelled.replace_schema_metadata(about), row_group_size=GROUP)


def write_submissions(
    path: Path, heard: Heard, groups: dict[str, pa.DictionaryArray], about: dict[str, str], label: str
) -> None:
    """One row a submission, in the order of the file, a row group at a time. The texts themselves are not repeated."""
    schema = SUBMISSIONS.with_metadata(about)
    with _writer(path, SUBMISSIONS, about) as writer:
        for first in range(0, max(1, len(heard.texts)), GROUP):
            part = slice(first, min(first + GROUP, len(heard.texts)))
            size = part.stop - part.start
            mine = assigned_table(_part(heard, part))
            digests = [value.hex() for value in heard.digests.slice(first, size).to_pylist()]
            columns = {
                "id": heard.texts.id.slice(first, size),
                "sha256": pa.array(digests, pa.string()),
                "language": heard.texts.lang.slice(first, size).cast(pa.string()),
                "words": pa.array(heard.words[part], pa.int32()),
                **{tier: names.slice(first, size).cast(pa.string()) for tier, names in groups.items()},
                "themes": mine["themes"],
                "theme_scores": mine["theme_scores"],
                "flags": heard.flags.slice(first, size),
                "made_by": pa.array([label] * size, pa.string()),
            }
            table = pa.Table.from_arrays([columns[name] for name in schema.names], schema=schema)
            writer.write_table(table, row_group_size=GROUP)


def _part(heard: Heard, part: slice) -> Any:
    assigned = heard.themes.assigned
    return type(assigned)(assigned.theme[part], assigned.score[part])


def tagging(heard: Heard, groups: dict[str, pa.DictionaryArray]) -> Rows:
    """For a consultation small enough to be tagged by hand: every text with what is suggested, and an empty tag."""
    label = {theme.id: theme.label for theme in heard.themes.all()}
    suggested = [
        "; ".join(label.get(name, name) for name in names if name) for names in heard.themes.assigned.theme.tolist()
    ]
    flags = [", ".join(sorted({flag["kind"] for flag in row})) for row in heard.flags.to_pylist()]
    rows = zip(
        heard.texts.id.to_pylist(),
        heard.texts.text.to_pylist(),
        heard.texts.lang.to_pylist(),
        groups["campaign"].to_pylist(),
        suggested,
        [round(float(s), 2) if s else None for s in np.asarray(heard.themes.assigned.score)[:, 0]],
        flags,
        [None] * len(heard.texts),
        strict=True,
    )
    columns = (
        Column("id", Text("Submission", "Aportación")),
        Column("text", Text("Text", "Texto")),
        Column("language", Text("Language", "Idioma")),
        Column("campaign", Text("Shared letter", "Carta colectiva")),
        Column("suggested", Text("Suggested themes", "Temas sugeridos")),
        Column("score", Text("How well the first fits, 0 to 1", "Qué tan bien corresponde el primero, de 0 a 1")),
        Column("flags", Text("To look at", "Por revisar")),
        Column("tag", Text("Your tag", "Tu etiqueta")),
    )
    return Rows(columns, tuple(rows))
