"""`bilateral group-on-spark INPUT --out FOLDER`: shared letters of more texts than one machine can hold.

Not here: how the groups are found (`voices.grouping.spark`), everything else that `bilateral listen` does.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Annotated, Any

import typer

from bilateral.cli.options import AsJson
from bilateral.cli.output import complain_in, emit, say, t
from bilateral.values import BadInput, Text

_FORMATS = {".csv": "csv", ".tsv": "csv", ".jsonl": "json", ".ndjson": "json", ".json": "json"}
_COLUMN = t("COLUMN", "COLUMNA")

Input = Annotated[
    str,
    typer.Argument(
        metavar=t("INPUT", "ENTRADA"),
        help=t(
            "A file or folder that Spark can read: Parquet, CSV or JSON Lines; a path or an address (hdfs://, s3a://).",
            "Un archivo o carpeta que Spark pueda leer: Parquet, CSV o JSON Lines; ruta o dirección (hdfs://, s3a://).",
        ),
    ),
]
Out = Annotated[
    str,
    typer.Option(
        metavar=t("FOLDER", "CARPETA"),
        help=t(
            "A new folder for the results: submissions and groups, in Parquet.",
            "Una carpeta nueva para los resultados: aportaciones y grupos, en Parquet.",
        ),
    ),
]
Master = Annotated[
    str,
    typer.Option(
        help=t(
            "The cluster: spark://host:port, yarn, k8s://...; local[*] is this machine.",
            "El clúster: spark://host:puerto, yarn, k8s://...; local[*] es esta máquina.",
        )
    ),
]
TextColumn = Annotated[
    str, typer.Option("--text", metavar=_COLUMN, help=t("The column of texts.", "La columna de textos."))
]
IdColumn = Annotated[
    str, typer.Option("--id", metavar=_COLUMN, help=t("The column of ids.", "La columna de identificadores."))
]
Partitions = Annotated[
    int | None,
    typer.Option(
        min=1,
        help=t(
            "Into how many parts Spark divides its work (else the cluster's setting).",
            "En cuántas partes divide Spark el trabajo (si no, lo que indique el clúster).",
        ),
    ),
]


def register(app: typer.Typer) -> None:
    app.command(
        "group-on-spark",
        help=t(
            "Group very many submissions into shared letters on a Spark cluster.",
            "Agrupa muchísimas aportaciones en cartas colectivas en un clúster de Spark.",
        ),
    )(group_on_spark)


def group_on_spark(
    input: Input,
    out: Out,
    text: TextColumn = "text",
    id: IdColumn = "id",
    master: Master = "local[*]",
    partitions: Partitions = None,
    as_json: AsJson = False,
) -> None:
    _needs()
    from bilateral.voices.grouping import spark
    from bilateral.voices.grouping.params import Grouping

    with _session(master, partitions) as session, _spark_faults(input):
        with _whole(session, out) as beside:
            frame = _read(session, input)
            _has_columns(frame, input, id, text)
            found = spark.group_on_spark(frame, Grouping(), id, text)
            found.submissions.write.parquet(f"{beside}/submissions")
            found.groups.write.parquet(f"{beside}/groups")
        told = {"submissions": session.read.parquet(f"{out}/submissions").count(), "out": out, "groups": {}}
        groups = session.read.parquet(f"{out}/groups").groupBy("tier").count().collect()
        told["groups"] = {row["tier"]: row["count"] for row in sorted(groups)}
    if as_json:
        emit(told)
    else:
        say(
            Text(
                "{n:,} submissions: {g:,} shared letters. Everything is in {out}.",
                "{n:,} aportaciones: {g:,} cartas colectivas. Todo está en {out}.",
            ).format(n=told["submissions"], g=told["groups"].get("campaign", 0), out=out)
        )


def _needs() -> None:
    """:raises BadInput: Spark or Java is missing."""
    if find_spec("pyspark") is None or find_spec("pandas") is None:
        raise BadInput(
            Text("Spark is not installed.", "Spark no está instalado."),
            do=Text(
                "Install Bilateral with its extra: pip install 'bilateral[spark]' (in a clone: make setup-spark).",
                "Instala Bilateral con su complemento: pip install 'bilateral[spark]' (en un clon: make setup-spark).",
            ),
        )
    if not shutil.which("java") and not os.environ.get("JAVA_HOME"):
        raise BadInput(
            Text("Spark needs Java, and there is none.", "Spark necesita Java y aquí no hay."),
            do=Text("Install Java 17, or set JAVA_HOME.", "Instala Java 17 o define JAVA_HOME."),
        )


@contextmanager
def _session(master: str, partitions: int | None) -> Iterator[Any]:
    from pyspark.sql import SparkSession

    if master.startswith("local"):
        os.environ["PYSPARK_PYTHON"] = sys.executable  # or Spark takes whatever python3 is first on the path
    builder = SparkSession.builder.master(master).appName("bilateral").config("spark.log.level", "ERROR")
    builder = builder.config("spark.ui.showConsoleProgress", str(sys.stderr.isatty()).lower())
    if partitions:
        builder = builder.config("spark.sql.shuffle.partitions", partitions)
    if sys.stderr.isatty():
        complain_in(t("Starting Spark ...", "Iniciando Spark ..."))
    with _spark_faults(master):
        session = builder.getOrCreate()
    try:
        yield session
    finally:
        session.stop()


@contextmanager
def _spark_faults(where: str) -> Iterator[None]:
    """What Spark refuses, told in its first line."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError) as error:
        reason = next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)
        raise BadInput(
            Text("Spark can't do this: {why}", "Spark no puede hacerlo: {why}").format(why=reason[:300]),
            where,
            Text("Check the path, the format and the cluster.", "Revisa la ruta, el formato y el clúster."),
        ) from error


def _read(session: Any, path: str) -> Any:
    kind = next((name for suffix, name in _FORMATS.items() if path.removesuffix(".gz").endswith(suffix)), "parquet")
    reader = session.read
    if kind == "csv":
        separator = "\t" if ".tsv" in path else ","
        reader = reader.options(header=True, multiLine=True, escape='"', sep=separator)
    return reader.load(path, format=kind)


def _has_columns(frame: Any, where: str, *names: str) -> None:
    for name in names:
        if name not in frame.columns:
            raise BadInput(
                Text("There is no column '{name}'.", "No hay ninguna columna '{name}'.").format(name=name),
                where,
                Text(
                    "Name the columns with --id and --text. There are: {all}.",
                    "Indica las columnas con --id y --text. Hay: {all}.",
                ).format(all=", ".join(frame.columns[:20])),
            )


@contextmanager
def _whole(session: Any, out: str) -> Iterator[str]:
    """A folder beside `out` that gets its name when everything is in it.

    :raises BadInput: there is something at `out`; nothing is overwritten.
    """
    hadoop = session._jvm.org.apache.hadoop.fs
    target, beside = hadoop.Path(out), hadoop.Path(out.rstrip("/") + ".new")
    files = target.getFileSystem(session._jsc.hadoopConfiguration())
    if files.exists(target):
        raise BadInput(
            Text("There is something here already.", "Aquí ya hay algo."),
            out,
            Text("Name a new folder with --out.", "Indica una carpeta nueva con --out."),
        )
    files.delete(beside, True)  # of a run that was cut off
    try:
        yield beside.toString()
        files.rename(beside, target)
    finally:
        files.delete(beside, True)
