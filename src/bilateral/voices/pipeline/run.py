"""`listen`: a file in, a folder out. Nothing in the folder changes until everything new is whole beside it.

The stages are kept in `.work` in the folder while a run lasts and go when it is finished; `summary.json` is taken away
first and put in place last, so a folder that has one is whole. Same file, same settings, same edits: same bytes,
whatever was run into the folder before. `themes.edited.yaml` belongs to people: once it is edited, a later run honours
it and leaves it; edits given by name become the folder's; themes of an earlier run (`like`) are edited in its folder,
and this one gets no such file (`editing`).
"""

import json
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from shutil import copyfile
from typing import Any, Final

from bilateral.values import LANGS, BadInput, Text
from bilateral.voices.grouping.members import DIFFED, SHOWN, campaigns
from bilateral.voices.pipeline import editing, model_file, outputs
from bilateral.voices.pipeline.editing import EDITED, Editing, find_editing
from bilateral.voices.pipeline.settings import Settings
from bilateral.voices.pipeline.stages import Heard, Stage, hear
from bilateral.voices.pipeline.summary import summarise
from bilateral.voices.pipeline.work import Work
from bilateral.voices.quotes import choose_quotes, quotes_table
from bilateral.voices.report import gather, page
from bilateral.voices.report.page import FILES
from bilateral.voices.screening import personal
from bilateral.voices.themes import Themes, read_glossary, shipped, themes_table, write_edits

MODEL: Final = "themes.model.npz"
SUMMARY: Final = "summary.json"
GROUPS: Final = Text("Comparing letters", "Comparando cartas")
QUOTES: Final = Text("Choosing quotes", "Eligiendo citas")
WRITING: Final = Text("Writing", "Escribiendo")


@dataclass(frozen=True, slots=True)
class Listened:
    """The summary as written, the stages that an earlier run had finished, and where people's earlier edits are kept
    ('' where no others took their place).
    """

    summary: dict[str, Any]
    resumed: tuple[str, ...]
    aside: str


def listen(
    path: Path,
    out: Path,
    settings: Settings,
    stage: Stage,
    glossary: Path | None = None,
    edits: Path | None = None,
    like: Path | None = None,
) -> Listened:
    """Read `path`, write the outputs into `out`.

    :param glossary: further pairs of words for links between themes.
    :param edits: people's changes to themes, which become `themes.edited.yaml` in `out`; else what is changed there.
    :param like: the folder of an earlier run whose themes these submissions are assigned to, without fitting; then no
        edits are honoured, and none may be there.
    :raises Fault: the file or the folder can't be used, with what to do; `out` is then as it was.
    """
    _usable(out, like)
    pairs = shipped() if glossary is None else read_glossary(glossary)
    edited, fitted = find_editing(out, edits, like), _fitted(like)
    settings = replace(
        settings,
        glossary=_digest(glossary),
        edits=edited.digest,
        like=_digest(like / MODEL if like else None),
    )
    made = not out.exists()
    work = Work(out / ".work")
    with work.alone():
        try:
            heard = hear(path, settings, work, stage, pairs, edited.edits, fitted)
        except (BadInput, OSError):
            if not any(work.folder.glob("*/stage.json")):  # nothing to resume: leave no trace
                work.clear()
                if made and out.exists():
                    out.rmdir()
            raise
        fresh = work.folder / "out"
        summary = _write(path.name, heard, settings, fresh, stage, edited)
        _put_in_place(fresh, out, summary, edited)
        work.clear()
    return Listened(summary, tuple(work.resumed), edited.aside)


def _usable(out: Path, like: Path | None) -> None:
    if out.exists() and not out.is_dir():
        raise BadInput(
            Text(
                "The place for the results is a file; a folder is needed.",
                "El destino es un archivo; se necesita una carpeta.",
            ),
            str(out),
            Text("Name another folder with --out.", "Indica otra carpeta con --out."),
        )
    ours = any((out / name).exists() for name in (SUMMARY, EDITED, ".work"))
    if out.exists() and any(out.iterdir()) and not ours:
        raise BadInput(
            Text("This folder holds something else.", "Esta carpeta contiene otra cosa."),
            str(out),
            Text("Name an empty or a new folder with --out.", "Indica una carpeta vacía o nueva con --out."),
        )
    if like is not None and out.exists() and like.exists() and out.samefile(like):
        raise BadInput(
            Text(
                "The results would take the place of those whose themes they use.",
                "Los resultados ocuparían el lugar de aquellos cuyos temas usan.",
            ),
            str(out),
            Text("Name another folder with --out.", "Indica otra carpeta con --out."),
        )


def _fitted(like: Path | None) -> Themes | None:
    return None if like is None else model_file.load(like / MODEL)


def _digest(path: Path | None) -> str:
    return "" if path is None else sha256(path.read_bytes()).hexdigest()


def _write(name: str, heard: Heard, settings: Settings, fresh: Path, stage: Stage, edited: Editing) -> dict[str, Any]:
    """Every output into `fresh`; the summary, which is not written yet."""
    fresh.mkdir(parents=True, exist_ok=True)
    for old in fresh.iterdir():
        old.unlink()
    about, label = outputs.metadata(settings, heard.digest), settings.label
    with stage(GROUPS) as step:
        shown, diffed = (settings.versions, len(heard.texts)) if settings.versions else (SHOWN, DIFFED)
        table, groups = campaigns(heard.texts, heard.gathered, shown, diffed, step)
    with stage(QUOTES) as step:
        quotes = quotes_table(choose_quotes(heard.texts, heard.themes, personal, step=step))
    with stage(WRITING) as step:
        outputs.write_submissions(fresh / "submissions.parquet", heard, groups, about, label)
        step(0.5)
        outputs.write_table(fresh / "campaigns.parquet", table, about, label)
        themes = themes_table(heard.themes)
        outputs.write_table(fresh / "themes.parquet", themes, about, label)
        outputs.write_table(fresh / "quotes.parquet", quotes, about, label)
        model_file.save(fresh / MODEL, heard.themes)
        if edited.wanted:
            (fresh / EDITED).write_bytes(edited.body or write_edits(heard.themes).encode())
        copyfile(heard.quarantine, fresh / "quarantine.jsonl")
        summary = summarise(name, heard, settings, table, quotes.num_rows)
        if summary["by_hand"]:
            rows = outputs.tagging(heard, groups)
            for lang in LANGS:
                file = fresh / ("tagging.csv" if lang == "en" else f"tagging.{lang}.csv")
                file.write_text(rows.to_csv(lang), encoding="utf-8", newline="")
        facts = gather(
            summary, heard.texts, heard.themes, groups, {"campaigns": table, "themes": themes, "quotes": quotes}
        )
        for lang, file_name in FILES.items():
            (fresh / file_name).write_text(page(facts, lang), encoding="utf-8")
        step(1.0)
    return summary


def _put_in_place(fresh: Path, out: Path, summary: dict[str, Any], edited: Editing) -> None:
    """Move every new file into the folder, the summary last."""
    files = sorted(file for file in fresh.iterdir() if file.name != EDITED)
    summary["files"] = {
        file.name: {"sha256": sha256(file.read_bytes()).hexdigest(), "bytes": file.stat().st_size} for file in files
    }
    body = json.dumps(summary, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    (fresh / SUMMARY).write_text(body, encoding="utf-8")
    (out / SUMMARY).unlink(missing_ok=True)
    for stale in ("tagging.csv", "tagging.es.csv"):
        if not (fresh / stale).exists():
            (out / stale).unlink(missing_ok=True)
    editing.put_in_place(fresh / EDITED, out, edited)
    for file in files:
        file.replace(out / file.name)
    (fresh / SUMMARY).replace(out / SUMMARY)
