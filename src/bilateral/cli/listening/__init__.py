"""`bilateral listen` and `bilateral group-on-spark`: submissions in, what people read out. Both work without a node."""

import typer

from bilateral.cli.listening import cluster, listen


def register(app: typer.Typer) -> None:
    listen.register(app)
    cluster.register(app)


__all__ = ["register"]
