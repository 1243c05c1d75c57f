"""The stages of a run, each kept by `Work`: what it depends on, what it writes, how it is read back."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from bilateral.values import Text
from bilateral.voices.grouping.gathering import Gathered
from bilateral.voices.grouping.tiers import group
from bilateral.voices.intake import Taken, take
from bilateral.voices.intake.formats import regular, same
from bilateral.voices.intake.take import open_staged
from bilateral.voices.language.detect import languages
from bilateral.voices.pipeline import model_file
from bilateral.voices.pipeline.settings import Settings
from bilateral.voices.pipeline.work import Work
from bilateral.voices.screening.bursts import bursts
from bilateral.voices.screening.screen import Flag, flag_column, screened
from bilateral.voices.texts import PIPELINE, Texts
from bilateral.voices.themes import Edits, Glossary, Themes, assign, find_themes
from bilateral.voices.themes.model import Theme

Step = Callable[[float], None]
Stage = Callable[[Text], AbstractContextManager[Step]]
"""Opens the telling of how far a stage is; what it yields hears the share that is done."""
_BLOCK: Final = 1 << 24
READING: Final = Text("Reading the file", "Leyendo el archivo")
TAKING: Final = Text("Taking submissions in", "Recibiendo aportaciones")
LANGUAGE: Final = Text("Telling languages", "Distinguiendo idiomas")
GROUPING: Final = Text("Finding shared letters", "Buscando cartas colectivas")
SCREENING: Final = Text("Screening", "Revisando datos sensibles")
THEMES: Final = Text("Finding themes", "Buscando temas")


@dataclass(frozen=True)
class Heard:
    """Everything that the stages found. `words` has an element a text; `flags` is the column of them."""

    digest: str
    size: int
    taken: Taken
    quarantine: Path
    texts: Texts
    digests: pa.ChunkedArray
    gathered: Gathered
    words: npt.NDArray[np.int32]
    flags: pa.Array
    themes: Themes


def hashed(path: Path, step: Step) -> tuple[str, int]:
    """The SHA-256 of the file, and its bytes. :raises BadSubmissions: it is a pipe or device, or changes meanwhile."""
    before = regular(path)
    total, found, size = max(1, before.st_size), sha256(), 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            found.update(block)
            size += len(block)
            step(size / total)
    same(path, before)
    return found.hexdigest(), size


def hear(
    path: Path,
    settings: Settings,
    work: Work,
    stage: Stage,
    glossary: Glossary,
    edits: Edits | None,
    fitted: Themes | None,
) -> Heard:
    """Run or resume every stage."""
    with stage(READING) as step:
        digest, size = hashed(path, step)
    base = [PIPELINE, digest, asdict(settings.columns), settings.longest]
    taken, texts, digests, quarantine = _taken(path, settings, work, stage, base)
    texts = texts.with_languages(_languages(texts, work, stage, base))
    gathered, texts = _grouped(texts, settings, work, stage, base)
    flags = flag_column(_screened(texts, work, stage, base), bursts(texts))
    themes = _themes(texts, settings, work, stage, base, glossary, edits, fitted)
    words = np.append(gathered.words, np.int32(0))[gathered.distinct]
    return Heard(digest, size, taken, quarantine, texts, digests, gathered, words, flags, themes)


def _taken(
    path: Path, settings: Settings, work: Work, stage: Stage, base: list[Any]
) -> tuple[Taken, Texts, pa.ChunkedArray, Path]:
    def make(folder: Path) -> dict[str, Any]:
        with stage(TAKING) as step:
            found = take(
                path, settings.columns, folder / "texts.arrow", folder / "quarantine.jsonl", settings.longest, step
            )
        return asdict(found)

    folder, facts = work.stage("intake", base, make)
    texts, digests = open_staged(folder / "texts.arrow")
    return Taken(**facts), texts, digests, folder / "quarantine.jsonl"


def _languages(texts: Texts, work: Work, stage: Stage, base: list[Any]) -> pa.Array:
    def make(folder: Path) -> dict[str, Any]:
        with stage(LANGUAGE) as step:
            np.save(folder / "lang.npy", languages(texts.text, step).indices.to_numpy())
        return {}

    from bilateral.voices.texts import LANGUAGES

    folder, _ = work.stage("language", base, make)
    codes = pa.array(np.load(folder / "lang.npy"), pa.int8())
    return pa.DictionaryArray.from_arrays(codes, pa.array(LANGUAGES, pa.string()))


def _grouped(texts: Texts, settings: Settings, work: Work, stage: Stage, base: list[Any]) -> tuple[Gathered, Texts]:
    def make(folder: Path) -> dict[str, Any]:
        with stage(GROUPING) as step:
            gathered, tiers = group(texts.text, settings.grouping, step)
        kept = {
            name: getattr(gathered, name) for name in ("distinct", "words", "first", "hi", "lo", "signed")
        }  # signatures have served
        np.savez(
            folder / "groups.npz", allow_pickle=False, variant=tiers[0], campaign=tiers[1], family=tiers[2], **kept
        )
        return {}

    folder, _ = work.stage("groups", [*base, settings.grouping.to_dict()], make)
    with np.load(folder / "groups.npz") as file:
        arrays = {name: file[name] for name in file.files}
    tiers = {name: arrays.pop(name) for name in ("variant", "campaign", "family")}
    return Gathered(**arrays, signatures=np.empty((0, 0), dtype=np.uint32)), texts.with_groups(**tiers)


def _screened(texts: Texts, work: Work, stage: Stage, base: list[Any]) -> list[tuple[int, tuple[Flag, ...]]]:
    def make(folder: Path) -> dict[str, Any]:
        with stage(SCREENING) as step:
            found = screened(texts.text, step)
        flat = [(row, flag.kind, flag.start, flag.end) for row, flags in found for flag in flags]
        columns = list(zip(*flat, strict=True)) or [(), (), (), ()]
        kinds = [pa.int64(), pa.string(), pa.int32(), pa.int32()]
        arrays = [pa.array(column, kind) for column, kind in zip(columns, kinds, strict=True)]
        table = pa.Table.from_arrays(arrays, ["row", "kind", "start", "end"])
        with pa.OSFile(str(folder / "flags.arrow"), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
            writer.write_table(table)
        return {}

    folder, _ = work.stage("screening", base, make)
    with pa.OSFile(str(folder / "flags.arrow"), "rb") as source:
        table = pa.ipc.open_file(source).read_all().to_pydict()
    found: dict[int, list[Flag]] = {}
    for row, kind, start, end in zip(*table.values(), strict=True):
        found.setdefault(row, []).append(Flag(kind, start, end))
    return [(row, tuple(flags)) for row, flags in sorted(found.items())]


def _themes(
    texts: Texts,
    settings: Settings,
    work: Work,
    stage: Stage,
    base: list[Any],
    glossary: Glossary,
    edits: Edits | None,
    fitted: Themes | None,
) -> Themes:
    unfitting: tuple[Any, ...] = ()

    def make(folder: Path) -> dict[str, Any]:
        nonlocal unfitting
        with stage(THEMES) as step:
            if fitted is not None:
                found = _counted(replace(fitted, assigned=assign(fitted, texts, step)))
            else:
                found = find_themes(texts, settings.themes, glossary, settings.seed, edits, step)
            step(1.0)
        unfitting = found.unfitting
        model_file.save(folder / "themes.npz", found, with_assigned=True)
        return {"unfitting": [{"id": u.id, "why": u.why.to_dict()} for u in unfitting]}

    from bilateral.voices.themes import Unfitting

    folder, facts = work.stage("themes", [*base, settings.parameters()], make)
    kept = model_file.load(folder / "themes.npz")
    return replace(kept, unfitting=tuple(Unfitting(u["id"], Text.from_dict(u["why"])) for u in facts["unfitting"]))


def _counted(themes: Themes) -> Themes:
    """Themes with the number of these submissions that each got."""
    ids, counts = np.unique(themes.assigned.first, return_counts=True)
    members = dict(zip(ids.tolist(), counts.tolist(), strict=True))

    def mine(found: tuple[Theme, ...]) -> tuple[Theme, ...]:
        return tuple(replace(theme, members=members.get(theme.id, 0)) for theme in found)

    changed = {lang: replace(one, themes=mine(one.themes)) for lang, one in themes.languages.items()}
    return replace(themes, languages=changed)
