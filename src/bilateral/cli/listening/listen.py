"""`bilateral listen FILE --out DIR`: arguments, progress, and what is said at the end."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from bilateral.cli.options import AsJson
from bilateral.cli.output import LANG, emit, progress, say, t
from bilateral.values import Text

_FILE = t("FILE", "ARCHIVO")
_DIR = t("DIR", "CARPETA")
_COLUMN = t("COLUMN", "COLUMNA")

File = Annotated[
    Path,
    typer.Argument(
        metavar=_FILE,
        help=t("Submissions: CSV, JSON Lines or Parquet.", "Aportaciones: CSV, JSON Lines o Parquet."),
    ),
]
Out = Annotated[
    Path,
    typer.Option(
        metavar=_DIR,
        help=t(
            "The folder for the results: new, empty or of an earlier run.",
            "La carpeta de resultados: nueva, vacía o de una corrida anterior.",
        ),
    ),
]
TextColumn = Annotated[
    str | None,
    typer.Option(
        "--text", metavar=_COLUMN, help=t("The column of texts (else text).", "La columna de textos (si no, text).")
    ),
]
IdColumn = Annotated[
    str | None,
    typer.Option(
        "--id",
        metavar=_COLUMN,
        help=t(
            "The column of ids (else id, else row numbers).",
            "La columna de identificadores (si no, id; si no, el número de fila).",
        ),
    ),
]
TypeColumn = Annotated[
    str | None,
    typer.Option(
        "--type", metavar=_COLUMN, help=t("The column of contributor types.", "La columna con el tipo de participante.")
    ),
]
CountryColumn = Annotated[
    str | None, typer.Option("--country", metavar=_COLUMN, help=t("The column of countries.", "La columna de países."))
]
TimeColumn = Annotated[
    str | None,
    typer.Option(
        "--time",
        metavar=_COLUMN,
        help=t(
            "The column of times: ISO 8601, or seconds since 1970.",
            "La columna de fecha y hora: ISO 8601, o segundos desde 1970.",
        ),
    ),
]
Seed = Annotated[
    int, typer.Option(min=0, max=2**31 - 1, help=t("Same seed, same results.", "Misma semilla, mismos resultados."))
]
ThemesFile = Annotated[
    Path | None,
    typer.Option(
        "--themes",
        metavar=_FILE,
        help=t(
            "Themes as people edited them; becomes the folder's themes.edited.yaml, which is used without this.",
            "Los temas editados por personas; queda como themes.edited.yaml de la carpeta, que se usa sin esto.",
        ),
    ),
]
GlossaryFile = Annotated[
    Path | None,
    typer.Option(
        "--glossary",
        metavar=_FILE,
        help=t("Further pairs of words for links between themes.", "Más pares de palabras para vincular temas."),
    ),
]
Like = Annotated[
    Path | None,
    typer.Option(
        metavar=_DIR,
        help=t(
            "Assign to the themes of an earlier run, without finding any anew; they are edited in its folder.",
            "Asigna a los temas de una corrida anterior, sin buscar otros; esos temas se editan en su carpeta.",
        ),
    ),
]
Versions = Annotated[
    int,
    typer.Option(
        min=0,
        help=t(
            "Show how so many other texts of every group differ (0: three of the 300 largest).",
            "Muestra en qué difieren tantos otros textos de cada grupo (0: tres de los 300 más grandes).",
        ),
    ),
]


_ASIDE = Text(
    "The edits that were in this folder are kept in {file}.", "Los cambios que había en esta carpeta están en {file}."
)


def register(app: typer.Typer) -> None:
    app.command(
        "listen",
        help=t(
            "Group submissions into shared letters, find themes and quotes, flag what to look at.",
            "Agrupa aportaciones en cartas colectivas, busca temas y citas, y señala qué revisar.",
        ),
    )(listen)


def listen(
    file: File,
    out: Out,
    text: TextColumn = None,
    id: IdColumn = None,
    type: TypeColumn = None,
    country: CountryColumn = None,
    time: TimeColumn = None,
    seed: Seed = 1,
    themes: ThemesFile = None,
    glossary: GlossaryFile = None,
    like: Like = None,
    versions: Versions = 0,
    as_json: AsJson = False,
) -> None:
    from bilateral.voices.intake import Columns
    from bilateral.voices.pipeline.run import listen as run
    from bilateral.voices.pipeline.settings import Settings

    settings = Settings(columns=Columns(text, id, type, country, time), seed=seed, versions=versions)
    done = run(file, out, settings, _stage, glossary, themes, like)
    if as_json:
        emit(done.summary)
    else:
        for line in _told(done.summary, done.resumed, out):
            say(line)
        if done.aside:
            say(_ASIDE.format(file=done.aside))


@contextmanager
def _stage(label: Text) -> Iterator[Callable[[float], None]]:
    with progress(label.in_(LANG), 1000) as done:
        yield lambda share: done(round(1000 * share))


def _told(summary: dict[str, Any], resumed: tuple[str, ...], out: Path) -> Iterator[Text]:
    """What a person wants to know at the end; the rest is in the files."""
    from bilateral.voices.intake.faults import NOTES, REASONS

    groups, rows = summary["groups"], summary["rows"]
    if resumed:
        yield Text("Resumed an interrupted run.", "Se retomó una corrida interrumpida.")
    yield Text(
        "Submissions: {n:,}. Distinct texts: {d:,}. Without words: {e:,}.",
        "Aportaciones: {n:,}. Textos distintos: {d:,}. Sin palabras: {e:,}.",
    ).format(n=summary["submissions"], d=summary["distinct_texts"], e=summary["without_words"])
    languages = ", ".join(f"{name} {n:,}" for name, n in summary["languages"].items() if n)
    yield Text("Languages: {l}.", "Idiomas: {l}.").format(l=languages)
    yield Text(
        "Shared letters: {g:,}, sent {n:,} times in all. Families from templates: {f:,}, for a person to confirm.",
        "Cartas colectivas: {g:,}, enviadas {n:,} veces en total. Familias de plantilla: {f:,}, que debe confirmar una "
        "persona.",
    ).format(g=groups["campaign"]["groups"], n=groups["campaign"]["submissions"], f=groups["family"]["groups"])
    yield Text(
        "Short texts sent more than once: {g:,}, sent {n:,} times in all.",
        "Textos breves enviados más de una vez: {g:,}, enviados {n:,} veces en total.",
    ).format(g=summary["short_texts"]["repeated"], n=summary["short_texts"]["submissions"])
    yield Text("Themes: {t:,}. Quotes: {q:,}.", "Temas: {t:,}. Citas: {q:,}.").format(
        t=summary["themes"]["found"], q=summary["quotes"]
    )
    for reason, n in rows["set_aside"].items():
        yield Text("Rows set aside: {n:,} ({why}).", "Filas apartadas: {n:,} ({why}).").format(n=n, why=REASONS[reason])
    for note, n in rows["notes"].items():
        told = NOTES.get(note)
        yield told.format(n=n) if told else Text("{why}: {n:,}.", "{why}: {n:,}.").format(why=REASONS[note], n=n)
    for lost in summary["themes"]["edits_that_no_longer_fit"]:
        yield Text("An edit no longer fits ({id}): {why}", "Una edición ya no corresponde ({id}): {why}").format(
            id=lost["id"], why=Text.from_dict(lost["why"])
        )
    if summary["by_hand"]:
        yield Text(
            "So few texts are best read and tagged by people: tagging.csv has suggestions.",
            "Con tan pocos textos, lo mejor es que los lean y etiqueten personas: tagging.es.csv trae sugerencias.",
        )
    yield Text("Everything is in {out}.", "Todo está en {out}.").format(out=str(out))
