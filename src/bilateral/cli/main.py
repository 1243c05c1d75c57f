"""The command `bilateral`: its groups and how a fault becomes a plain message and an exit code."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from bilateral import __version__
from bilateral.cli import act, node, plan, record, run as running, setup
from bilateral.cli.output import complain, t
from bilateral.values import Fault

app = typer.Typer(
    name="bilateral",
    help=t(
        "Run an economic dialogue between two governments in the open.",
        "Lleva a la vista de todos un diálogo económico entre dos gobiernos.",
    ),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def main(
    home: Annotated[
        Path | None,
        typer.Option(help=t("The node's folder (default: BILATERAL_HOME, else ./home).", "La carpeta del nodo (por omisión: BILATERAL_HOME o ./home).")),
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help=t("Show the version.", "Muestra la versión."))
    ] = False,
) -> None:
    node.choose(home)


app.add_typer(act.app, name="act")
app.add_typer(plan.app, name="plan")
app.add_typer(record.app, name="record")
app.add_typer(setup.peer, name="peer")
setup.register(app)
running.register(app)


def run(arguments: list[str] | None = None) -> None:
    """The console script: a user's mistake is told plainly and ends with 2, never with a traceback."""
    try:
        app(args=arguments)
    except Fault as fault:
        complain(fault)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(0)


if __name__ == "__main__":
    run()
