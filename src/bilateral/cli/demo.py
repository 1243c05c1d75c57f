"""`bilateral demo`: two nodes, one a government, a story played through the real commands, and both served."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from bilateral.cli import run
from bilateral.cli.output import t
from bilateral.cli.run import Host, Port
from bilateral.node.home import Home
from bilateral.values import BadInput, Text

HERE = ("127.0.0.1", "0.0.0.0", "::1", "::", "localhost")
"""Addresses by which a node is reached on this machine."""
MOST_TRIED = 50
LAST_PORT = 65_535
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
    bool, typer.Option("--serve/--no-serve", help=t("Serve them afterwards.", "Los sirve al terminar."))
]
Reset = Annotated[
    bool,
    typer.Option(
        "--reset", help=t("Throw the old demonstration away first.", "Descarta antes la demostración anterior.")
    ),
]


def register(app: typer.Typer) -> None:
    app.command(
        help=t(
            "Make two nodes, one a government, play a short story through the real commands, and serve both.",
            "Crea dos nodos, uno por gobierno, representa una historia breve con comandos reales y sirve ambos.",
        )
    )(demo)


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
    ports = _ports(host, port, len(story.codes())) if serve_it else []
    story.prepare(base, reset=reset)
    if serve_it:
        names = [Text.from_dict(party["name"]) for party in story.SCRIPT["parties"]]
        homes = _introduced(base, host, ports)
        found = zip(homes, ports, names, strict=True)
        run.run([run.Node(home, host, at, name=name) for home, at, name in found])
    else:
        story.how_to_serve(base)


def _ports(host: str, first: int, count: int) -> list[int]:
    """The port wanted for the first node, and the next ones that are free for the others."""
    run.check_free(host, first)
    found, at = [first], first
    while len(found) < count:
        at += 1
        try:
            run.check_free(host, at)
        except BadInput:
            if at - first > MOST_TRIED or at >= LAST_PORT:
                raise
            continue
        found.append(at)
    return found


def _introduced(base: Path, host: str, ports: list[int]) -> list[Home]:
    """The homes, each knowing where its own pages are and where the other's node is asked about private rooms: on this
    machine only, for elsewhere they are exchanged over https alone.
    """
    from bilateral.cli import story
    from bilateral.node.home import load

    here = "localhost" if host in HERE else host
    addresses = {code: f"http://{here}:{port}" for code, port in zip(story.codes(), ports, strict=True)}
    homes = []
    for code, url in addresses.items():
        home = load(base / code)
        rooms = addresses if host in HERE else {}
        peers = tuple(replace(peer, rooms=rooms.get(peer.origin.split("/")[1], "")) for peer in home.peers)
        home = replace(home, url=url, peers=peers)
        home.save()
        homes.append(home)
    return homes


def _only_a_demonstration(base: Path) -> None:
    """A demonstration clears its folder before it plays. It must be one, begun or finished, or empty: nothing else
    may be lost.
    """
    from bilateral.cli import story
    from bilateral.node.home import load

    if not base.exists() or (base.is_dir() and ((base / story.DONE).is_file() or not any(base.iterdir()))):
        return
    homes = [base / code for code in story.codes()]
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
