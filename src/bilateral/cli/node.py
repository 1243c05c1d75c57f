"""How a command gets at the node: only commands that need the database set Django up, so that audit works anywhere."""

import os
from pathlib import Path

import django

from bilateral.node.home import Home, home_path, load
from bilateral.values import BadInput, Text


def choose(home: Path | None) -> None:
    """Fix the home for this process, before anything of Django is imported."""
    os.environ["BILATERAL_HOME"] = str(home_path(home))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bilateral.web.settings")


def opened() -> Home:
    """This node's home, with its database ready.

    :raises BadInput: there is no node in the folder.
    """
    home = load(home_path())
    if not home.exists:
        raise BadInput(
            what=Text("There is no node in this folder.", "No hay ningún nodo en esta carpeta."),
            where=str(home.path),
            do=Text(
                "Make one with 'bilateral init' or 'bilateral demo', or name another with --home.",
                "Crea uno con 'bilateral init' o 'bilateral demo', o indica otro con --home.",
            ),
        )
    ready()
    return home


def ready() -> None:
    """Set Django up once."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bilateral.web.settings")
    django.setup()
