"""`bilateral tracker`: the plan's actions as a spreadsheet, and spreadsheets of actions to a draft."""

from pathlib import Path
from typing import Annotated, Any

import typer

from bilateral.cli import node, papers
from bilateral.cli.files import tracker_told as told
from bilateral.cli.files.writing import require_new, write_new, write_package
from bilateral.cli.options import As, AsJson
from bilateral.cli.output import emit, say, t
from bilateral.values import Text

app = typer.Typer(
    help=t(
        "Spreadsheets of actions: the plan as one, and others to a draft.",
        "Hojas de cálculo de acciones: el plan como una, y otras convertidas en borrador.",
    ),
    no_args_is_help=True,
)
AT_ONCE = 20  # actions in one package, so that it fits into one entry
_FILE = t("FILE", "ARCHIVO")
Xlsx = Annotated[Path, typer.Argument(metavar=_FILE, help=t("The .xlsx to read.", "El .xlsx que se lee."))]
MapFile = Annotated[
    Path | None,
    typer.Option(
        "--map",
        metavar=_FILE,
        help=t(
            "Which column holds what, as YAML; where there is no such file, the guess is written there.",
            "Qué contiene cada columna, en YAML; si el archivo no existe, ahí se guarda lo que se dedujo.",
        ),
    ),
]
DraftOut = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar=_FILE,
        help=t(
            f"Write the draft here, .json or .yaml; -2, -3 ... for more than {AT_ONCE} actions.",
            f"Guarda aquí el borrador, .json o .yaml; -2, -3 ... si son más de {AT_ONCE} acciones.",
        ),
    ),
]
DryRun = Annotated[
    bool,
    typer.Option("--dry-run", help=t("Write nothing; only tell.", "No genera nada; sólo informa.")),
]
XlsxOut = Annotated[
    Path, typer.Option("--out", metavar=_FILE, help=t("The .xlsx to write.", "El .xlsx que se genera."))
]


@app.command(
    help=t(
        "Read a spreadsheet of actions to a draft; tells what each column was taken for, and which rows not and why.",
        "Lee una hoja de cálculo de acciones y hace un borrador; dice qué entendió de cada columna y qué filas no.",
    )
)
def read(
    file: Xlsx,
    map: MapFile = None,
    out: DraftOut = None,
    dry_run: DryRun = False,
    party: As = "",
    as_json: AsJson = False,
) -> None:
    home = node.opened()
    import yaml

    from bilateral.dialogue.tracking import guessed, read_mapping, take_rows
    from bilateral.files.workbook import read_workbook
    from bilateral.node.files.trackers import known

    party = node.party_of(home, party)
    plan = known(home, party)
    book = read_workbook(file.name, papers.read_bytes(file))
    given = map is not None and map.exists()
    if map is not None and given:
        mapping = read_mapping(papers.read_fields(map), book, list(plan.parties), str(map))
    else:
        mapping = guessed(book, plan.parties)
    taken = take_rows(book, mapping, plan)
    files = _files(out, len(taken.documents)) if out and not dry_run else []
    require_new(*files)
    if map is not None and not given and not dry_run:
        words = yaml.safe_dump(mapping.to_dict(), allow_unicode=True, sort_keys=False, width=100)
        write_new(map, words.encode("utf-8"))
    for n, path in enumerate(files):
        write_package(path, taken.documents[n * AT_ONCE : (n + 1) * AT_ONCE])
    if as_json:
        emit({"map": mapping.to_dict(), **told.answer(taken), "out": [str(path) for path in files]})
        return
    told.tell_mapping(mapping)
    told.tell(taken)
    for path in files:
        do = Text(
            "Propose with: bilateral act propose --file {out}", "Propónlo con: bilateral act propose --file {out}"
        )
        say(do.format(out=str(path)))


def _files(out: Path, documents: int) -> list[Path]:
    """The file named, and one more for each further package."""
    count = -(-documents // AT_ONCE)
    return [out if n == 0 else out.with_name(f"{out.stem}-{n + 1}{out.suffix}") for n in range(count)]


@app.command(
    help=t(
        "Write the plan's actions and milestones as a spreadsheet, in both languages.",
        "Genera una hoja de cálculo con las acciones y los hitos del plan, en ambos idiomas.",
    )
)
def write(out: XlsxOut, as_json: AsJson = False) -> None:
    home = node.opened()
    from datetime import UTC, datetime

    from bilateral.node.files.trackers import tracker

    data, actions = tracker(home, datetime.now(UTC).date())
    write_new(out, data)
    answer: dict[str, Any] = {"out": str(out), "actions": actions}
    if as_json:
        emit(answer)
    else:
        say(Text("{out}: actions: {n}.", "{out}: acciones: {n}.").format(out=str(out), n=actions))
