"""`bilateral serve` and `bilateral demo`: the processes that make up a running node, started and ended together."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from bilateral.cli import node
from bilateral.cli.faults import system_fault
from bilateral.cli.output import BAD_INPUT, LANG, complain, say, t
from bilateral.values import BadInput, Fault, Text

Port = Annotated[
    int, typer.Option(envvar="PORT", min=1, max=65535, help=t("The port to serve on.", "El puerto en que se sirve."))
]
Host = Annotated[
    str,
    typer.Option(
        metavar=t("ADDRESS", "DIRECCIÓN"), help=t("The address to serve on.", "La dirección en que se sirve.")
    ),
]
Workers = Annotated[int, typer.Option(min=1, max=64, help=t("Web processes.", "Procesos web."))]
Folder = Annotated[
    Path | None,
    typer.Option(
        "--folder",
        metavar=t("DIR", "CARPETA"),
        help=t(
            "Where the two homes stand (else the --home folder).",
            "Dónde quedan los dos nodos (si no, la carpeta --home).",
        ),
    ),
]
ServeIt = Annotated[
    bool, typer.Option("--serve/--no-serve", help=t("Serve one of them afterwards.", "Sirve uno de ellos al terminar."))
]
Reset = Annotated[
    bool,
    typer.Option(
        "--reset", help=t("Throw the old demonstration away first.", "Descarta antes la demostración anterior.")
    ),
]
Once = Annotated[bool, typer.Option("--once", help=t("Once, then end.", "Una vez y termina."))]
Every = Annotated[
    float, typer.Option(min=0.05, max=3600, help=t("Seconds between looks.", "Segundos entre revisiones."))
]


def register(app: typer.Typer) -> None:
    app.command(
        help=t(
            "Serve the pages and publish the record until Ctrl-C.",
            "Sirve las páginas y publica el registro hasta Ctrl-C.",
        )
    )(serve)
    app.command(
        hidden=True,
        help=t(
            "Sign and write snapshots whenever the record has grown.",
            "Firma y escribe cortes cuando crece el registro.",
        ),
    )(publisher)
    app.command(
        hidden=True,
        help=t(
            "Bring in the other records, send mail and reminders, again and again.",
            "Trae los demás registros y envía correo y recordatorios, una y otra vez.",
        ),
    )(courier)
    app.command(
        help=t(
            "Make two nodes, one a government, play a short story through the real commands, and serve one of them.",
            "Crea dos nodos, uno por gobierno, representa una historia breve con comandos reales y sirve uno.",
        )
    )(demo)


def serve(port: Port = 8000, host: Host = "127.0.0.1", workers: Workers = 1) -> None:
    home = node.opened()
    from bilateral.node.care import running

    _free(host, port)
    web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    web += [
        "--workers",
        str(workers),
        "--blocking-threads",
        "2",
        "--log-level",
        "warning",
        "bilateral.web.wsgi:application",
    ]
    ours = [
        [sys.executable, "-m", "bilateral.cli.main", "--home", str(home.path), name]
        for name in ("publisher", "courier")
    ]
    say(Text("Open {url}", "Abre {url}").format(url=f"http://{host}:{port}/"))
    told = Text("The data are in {path}. Stop with Ctrl-C.", "Los datos están en {path}. Se detiene con Ctrl-C.")
    say(told.format(path=str(home.path)))
    if sys.stdout is not None:
        sys.stdout.flush()
    with running.serving(home):
        _supervise([*ours, web])


def _free(host: str, port: int) -> None:
    """The address can be served on, so that what is wrong with it is told before anything starts."""
    import socket

    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError):
        raise BadInput(
            what=Text("This is no address of this machine.", "Esta no es una dirección de esta máquina."),
            where=f"--host {host}",
            do=Text("Use 127.0.0.1, or 0.0.0.0 for all.", "Usa 127.0.0.1, o 0.0.0.0 para todas."),
        ) from None
    with socket.socket(family, kind) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            fault = system_fault(error, f"{host}:{port}")
            fault.do = Text("Choose another: PORT=8001 make run.", "Elige otro: PORT=8001 make run.")
            raise fault from None


def _supervise(commands: list[list[str]]) -> None:
    """Run the processes until one ends or someone stops us; then end all of them."""
    stopping = _stopped()
    running = [subprocess.Popen(command, env=os.environ, start_new_session=True) for command in commands]
    try:
        while not stopping and all(process.poll() is None for process in running):
            time.sleep(0.2)
    finally:
        for process in running:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
        for process in running:
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
    if not stopping:
        raise typer.Exit(BAD_INPUT)  # one of them ended by itself and has said why


def _stopped() -> list[int]:
    """Empty until someone asks this process to stop (Ctrl-C, or SIGTERM)."""
    signals: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda got, frame: signals.append(got))
    return signals


def publisher(once: Once = False, every: Every = 1.0) -> None:
    home = node.opened()
    from datetime import UTC, datetime

    from bilateral.node import publisher as publishing
    from bilateral.node import upkeep

    whole = once

    def publish() -> None:
        nonlocal whole
        if not whole:
            upkeep.mend(home)
            whole = True
        publishing.publish(home, datetime.now(UTC))

    _again_and_again(publish, once, every)


def courier(once: Once = False, every: Every = 5.0) -> None:
    home = node.opened()
    from datetime import UTC, datetime

    from bilateral.cli.sources import source_of
    from bilateral.node import courier as carrying

    def carry() -> None:
        _, faults = carrying.run(carrying.Round(home, datetime.now(UTC), source_of))
        if faults:
            raise faults[0][1]

    _again_and_again(carry, once, every)


def _again_and_again(work: Callable[[], None], once: bool, every: float) -> None:
    """Do it until someone stops us. A fault is told once and tried again: pages go on being served meanwhile."""
    from django.db import close_old_connections

    stopping, told = _stopped(), ""
    while not stopping:
        try:
            work()
            told = ""
        except Fault as fault:
            if once:
                raise
            if fault.in_(LANG) != told:
                told = fault.in_(LANG)
                complain(fault)
        close_old_connections()
        if once:
            return
        time.sleep(every)


def demo(
    port: Port = 8000,
    host: Host = "127.0.0.1",
    folder: Folder = None,
    serve_it: ServeIt = True,
    reset: Reset = False,
) -> None:
    from bilateral.cli import story
    from bilateral.node.home import home_path

    base = folder.resolve() if folder else home_path()
    _only_a_demonstration(base)
    if serve_it:
        _free(host, port)
    story.prepare(base, reset=reset)
    if serve_it:
        served = str(story.served(base))
        arguments = [sys.executable, "-m", "bilateral.cli.main", "--home", served, "serve"]
        arguments += ["--port", str(port), "--host", host]
        os.environ["BILATERAL_HOME"] = served
        if sys.stdout is not None:
            sys.stdout.flush()
        os.execv(sys.executable, arguments)


def _only_a_demonstration(base: Path) -> None:
    """A demonstration clears its folder before it plays. It must be one, begun or finished, or empty: nothing else
    may be lost.
    """
    from bilateral.cli import story
    from bilateral.node.home import load

    if not base.exists() or (base.is_dir() and ((base / story.DONE).is_file() or not any(base.iterdir()))):
        return
    homes = [base / str(party["code"]) for party in story.SCRIPT["parties"]]
    begun = [load(home) for home in homes if home.is_dir()] if base.is_dir() else []
    if not begun or not all(home.demonstration or not any(home.path.iterdir()) for home in begun):
        raise BadInput(
            what=Text(
                "This folder holds something else than a demonstration.",
                "Esta carpeta contiene algo que no es una demostración.",
            ),
            where=str(base),
            do=Text("Name another one: --folder DIR.", "Indica otra: --folder CARPETA."),
        )
