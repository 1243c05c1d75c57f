"""`bilateral serve` and `bilateral demo`: the processes that make up a running node, started and ended together."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from bilateral.cli import node
from bilateral.cli.output import say, t
from bilateral.values import BadInput, Text

Port = Annotated[int, typer.Option(envvar="PORT", help=t("The port to serve on.", "El puerto en que se sirve."))]
Host = Annotated[str, typer.Option(help=t("The address to serve on.", "La dirección en que se sirve."))]


def register(app: typer.Typer) -> None:
    app.command()(serve)
    app.command(hidden=True)(publisher)
    app.command()(demo)


def serve(port: Port = 8000, host: Host = "127.0.0.1", workers: Annotated[int, typer.Option(help=t("Web processes.", "Procesos web."))] = 1) -> None:
    """Serve the pages and publish the record until Ctrl-C."""
    home = node.opened()
    from bilateral.node.genesis import migrate

    migrate()
    _free(host, port)
    web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    web += ["--workers", str(workers), "--blocking-threads", "2", "--log-level", "warning", "bilateral.web.wsgi:application"]
    ours = [sys.executable, "-m", "bilateral.cli.main", "--home", str(home.path), "publisher"]
    say(Text("Open {url}", "Abre {url}").format(url=f"http://{host}:{port}/"))
    say(Text("The data are in {path}. Stop with Ctrl-C.", "Los datos están en {path}. Se detiene con Ctrl-C.").format(path=str(home.path)))
    _supervise([ours, web])


def _free(host: str, port: int) -> None:
    import socket

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise BadInput(
                what=Text(f"Port {port} is not free.", f"El puerto {port} está ocupado."),
                where=f"{host}:{port}: {error.strerror}",
                do=Text("Choose another: PORT=8001 make run.", "Elige otro: PORT=8001 make run."),
            ) from None


def _supervise(commands: list[list[str]]) -> None:
    """Run the processes until one ends or someone stops us; then end all of them."""
    stopping = False

    def stop(*_: object) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
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
        raise typer.Exit(1)


def publisher(once: Annotated[bool, typer.Option("--once")] = False, every: Annotated[float, typer.Option()] = 1.0) -> None:
    """Sign and write snapshots whenever the record has grown."""
    home = node.opened()
    from datetime import UTC, datetime

    from django.db import close_old_connections

    from bilateral.node import publisher as publishing

    stopping = False

    def stop(*_: object) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    while not stopping:
        publishing.publish(home, datetime.now(UTC))
        close_old_connections()
        if once:
            return
        time.sleep(every)


def demo(
    port: Port = 8000,
    host: Host = "127.0.0.1",
    folder: Annotated[Path | None, typer.Option("--folder", help=t("Where the two homes stand (default: the --home folder).", "Dónde quedan los dos nodos (por omisión: la carpeta --home)."))] = None,
    serve_it: Annotated[bool, typer.Option("--serve/--no-serve", help=t("Serve one of them afterwards.", "Sirve uno de ellos al terminar."))] = True,
    reset: Annotated[bool, typer.Option(help=t("Throw the old demonstration away first.", "Descarta antes la demostración anterior."))] = False,
) -> None:
    """Make two nodes, one a government, play a short story through the real commands, and serve one of them."""
    from bilateral.cli import story
    from bilateral.node.home import home_path

    base = folder.resolve() if folder else home_path()
    story.prepare(base, reset=reset)
    if serve_it:
        arguments = [sys.executable, "-m", "bilateral.cli.main", "--home", str(story.served(base)), "serve"]
        arguments += ["--port", str(port), "--host", host]
        os.environ["BILATERAL_HOME"] = str(story.served(base))
        os.execv(sys.executable, arguments)
