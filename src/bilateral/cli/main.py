"""The command `bilateral`: its groups and how a fault becomes a plain message and an exit code."""

import sys
import traceback
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from typer.main import get_command

from bilateral import __version__
from bilateral.cli import act, keys, node, output, plan, record, seal, setup
from bilateral.cli import demo as demonstration
from bilateral.cli import run as running
from bilateral.cli.care import backup
from bilateral.cli.care import doctor as examining
from bilateral.cli.care import restore as restoring
from bilateral.cli.care import upgrade as upgrading
from bilateral.cli.clearance import clearing
from bilateral.cli.continuity import offices, slipped
from bilateral.cli.faults import exit_code, fault_of
from bilateral.cli.files import redline, tracker
from bilateral.cli.listening import register as register_listening
from bilateral.cli.output import BAD_INPUT, complain, complain_in, emit, t
from bilateral.cli.people import user
from bilateral.cli.rooms import room
from bilateral.cli.words import in_reader_language, usage_fault
from bilateral.values import Fault

OUR_MISTAKE = 70  # neither the reader's mistake nor a record that doesn't hold
STOPPED = 130

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
        output.say(__version__)
        raise typer.Exit


@app.callback()
def main(
    context: typer.Context,
    home: Annotated[
        Path | None,
        typer.Option(
            help=t(
                "The node's folder (else BILATERAL_HOME, else ./home).",
                "La carpeta del nodo (si no, BILATERAL_HOME; si no, ./home).",
            )
        ),
    ] = None,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help=t("Show the version.", "Muestra la versión.")),
    ] = False,
) -> None:
    node.choose(home, context.invoked_subcommand)


app.add_typer(act.app, name="act")
app.add_typer(plan.app, name="plan")
app.add_typer(record.app, name="record")
app.add_typer(setup.peer, name="peer")
app.add_typer(keys.app, name="keys")
app.add_typer(seal.app, name="seal")
app.add_typer(backup.app, name="backup")
app.command(help=restoring.HELP)(restoring.restore)
app.command(help=upgrading.HELP)(upgrading.upgrade)
app.command(help=examining.HELP)(examining.doctor)
app.command(help=slipped.HELP)(slipped.slipped)
app.add_typer(offices.app, name="office")
app.add_typer(user.app, name="user")
app.add_typer(clearing.app, name="clearance")
app.add_typer(room.app, name="room")
app.add_typer(redline.app, name="redline")
app.add_typer(tracker.app, name="tracker")
setup.register(app)
running.register(app)
demonstration.register(app)
register_listening(app)


def run(arguments: list[str] | None = None) -> NoReturn:
    """The console script: a user's mistake is told plainly and ends with 2, never with a traceback."""
    given = sys.argv[1:] if arguments is None else arguments
    output.tolerant()
    code = _guarded(given)
    try:
        output.finish()
    except OSError as error:
        code = _told(error, as_json=False)
    sys.exit(code)


def _guarded(given: list[str]) -> int:
    """Run a command; its exit code."""
    try:
        command = in_reader_language(get_command(app))
        code = command.main(given, prog_name="bilateral", standalone_mode=False)
        return code if isinstance(code, int) else output.FINE
    except KeyboardInterrupt:
        return STOPPED
    except SystemExit:  # Typer's way when nobody reads its help any more
        return output.FINE
    except Exception as error:
        return _told(error, as_json="--json" in given)


def _told(error: Exception, *, as_json: bool) -> int:
    """Tell what went wrong, on standard error and, where JSON was asked for, as JSON; the exit code."""
    if type(error).__name__ == "NoArgsIsHelpError":
        complain_in(str(getattr(error, "message", "")))
        return BAD_INPUT
    fault: Fault | None = usage_fault(error) if isinstance(error, typer.TyperException) else fault_of(error)
    if fault is None:
        traceback.print_exception(error)
        complain_in(t("This is a mistake of ours. Please report it.", "Este error es nuestro. Te pedimos reportarlo."))
        return OUR_MISTAKE
    if as_json:
        emit({"fault": fault.to_dict()})
    complain(fault)
    return exit_code(fault)


if __name__ == "__main__":
    run()
