"""Whether a node is being served from a home: an upgrade waits for nobody, it asks that the node be stopped."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from bilateral.node.home import Home
from bilateral.values import BadInput, Text

FILE = "running.lock"


@contextmanager
def serving(home: Home) -> Iterator[None]:
    """Held while pages are served. The system lets go of it when the process ends, however it ends."""
    with _locked(home, fcntl.LOCK_SH):
        yield


@contextmanager
def stopped(home: Home) -> Iterator[None]:
    """:raises BadInput: somebody serves this home, or another upgrade is under way."""
    with _locked(home, fcntl.LOCK_EX):
        yield


@contextmanager
def _locked(home: Home, kind: int) -> Iterator[None]:
    with (home.path / FILE).open("a") as lock:
        try:
            fcntl.flock(lock, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BadInput(
                what=Text("The node is running, or being upgraded.", "El nodo está en marcha o se está actualizando."),
                where=str(home.path),
                do=Text(
                    "Stop it first (Ctrl-C, or your service manager).",
                    "Detenlo antes (Ctrl-C o tu gestor de servicios).",
                ),
            ) from None
        yield
