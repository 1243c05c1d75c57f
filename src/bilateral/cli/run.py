"""`bilateral serve`: the processes that make up a running node, started and ended together."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Annotated

import typer

from bilateral.cli import node
from bilateral.cli.faults import system_fault
from bilateral.cli.output import BAD_INPUT, LANG, complain, say, t
from bilateral.node.home import Home
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


def serve(port: Port = 8000, host: Host = "127.0.0.1", workers: Workers = 1) -> None:
    home = node.opened()
    check_free(host, port)
    run([Node(home, host, port, workers)])


@dataclass(frozen=True, slots=True)
class Node:
    """A home to serve, and where; its name is told where several are served."""

    home: Home
    host: str
    port: int
    workers: int = 1
    name: Text | None = None

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}/"


def run(nodes: Sequence[Node]) -> None:
    """Serve homes until one of their processes ends, or someone stops us."""
    from bilateral.node.care import running

    for each in nodes:
        whose = Text.same("  ") + each.name if each.name else ""
        say(Text("Open {url}", "Abre {url}").format(url=each.url) + whose)
    told = Text("The data are in {path}. Stop with Ctrl-C.", "Los datos están en {path}. Se detiene con Ctrl-C.")
    say(told.format(path=Text.join(", ", (Text.same(str(each.home.path)) for each in nodes))))
    if sys.stdout is not None:
        sys.stdout.flush()
    with ExitStack() as held:
        for each in nodes:
            held.enter_context(running.serving(each.home))
        first = [(each.home, command) for each in nodes for command in (_web(each), _ours(each, "publisher"))]
        # The couriers ask the other nodes, so they come once the pages of all answer.
        _supervise(first, [(each.home, _ours(each, "courier")) for each in nodes], lambda: all(map(_answers, nodes)))


def _answers(served: Node) -> bool:
    import socket

    try:
        socket.create_connection((served.host, served.port), 0.2).close()
    except OSError:
        return False
    return True


def _web(served: Node) -> list[str]:
    """The process of a node's pages."""
    web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", served.host, "--port", str(served.port)]
    web += [
        "--workers",
        str(served.workers),
        "--blocking-threads",
        "2",
        "--log-level",
        "warning",
        "bilateral.web.wsgi:application",
    ]
    return web


def _ours(served: Node, name: str) -> list[str]:
    """A process of a node that is one of our own commands."""
    return [sys.executable, "-m", "bilateral.cli.main", "--home", str(served.home.path), name]


def check_free(host: str, port: int) -> None:
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


Commands = list[tuple[Home, list[str]]]


def _supervise(first: Commands, then: Commands, ready: Callable[[], bool]) -> None:
    """Run the processes, each on its home, until one ends or someone stops us; then end all of them.

    :param then: those that are started once it is `ready`.
    """
    stopping = _stopped()
    settled = {**os.environ, node.SETTINGS: "bilateral.web.settings"}
    running: list[subprocess.Popen[bytes]] = []

    def start(commands: Commands) -> None:
        for home, command in commands:
            env = {**settled, "BILATERAL_HOME": str(home.path)}
            running.append(subprocess.Popen(command, env=env, start_new_session=True))

    try:
        start(first)
        while not stopping and all(process.poll() is None for process in running):
            time.sleep(0.2)
            if then and ready():
                start(then)
                then = []
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
