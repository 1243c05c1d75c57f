"""How a command gets at the node: only commands that need the database set Django up, so that audit works anywhere."""

import os
import shutil
import sys
from pathlib import Path

from bilateral.cli.faults import system_fault
from bilateral.cli.output import complain, complain_in, t
from bilateral.node.home import CONFIG, Home, home_path, load
from bilateral.values import BadInput, Fault, Text, check_origin

DATABASE = "BILATERAL_DATABASE_URL"
SETTINGS = "DJANGO_SETTINGS_MODULE"
WHOLE = frozenset(("init", "serve", "upgrade", "backup", "restore", "doctor", "user"))
"""Commands that make or copy every table, those for signing in among them; the others load less and start sooner."""


def choose(home: Path | None, command: str | None = None) -> None:
    """Fix the home for this process, before anything of Django is imported."""
    os.environ["BILATERAL_HOME"] = str(home_path(home))
    os.environ[SETTINGS] = "bilateral.web.settings" if command in WHOLE else "bilateral.node.settings"


def command() -> str:
    """How this program is called on this machine, to be copied from what it prints."""
    beside = Path(sys.executable).with_name("bilateral")
    return "bilateral" if shutil.which("bilateral") or not beside.exists() else str(beside)


def opened(*, any_release: bool = False) -> Home:
    """This node's home, with its database ready.

    :param any_release: the database may have been made by another release; else that is told, and nothing is done.
    :raises BadInput: there is no node in the folder, or its settings make no sense.
    """
    home = settled()
    ready()
    if not any_release:
        from bilateral.node.care import versions

        versions.require_equal()
    return home


def settled() -> Home:
    """This node's home by its settings alone.

    :raises BadInput: there is no node in the folder, or its settings make no sense.
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
    _sensible(home)
    return home


def _sensible(home: Home) -> None:
    """The settings file parses; here its values are looked at too, before any of them names a file or a log."""
    try:
        texts = (home.dialogue, home.custodian, *home.own, *home.hosts)
        texts += tuple(text for peer in home.peers for text in (peer.origin, peer.key, peer.source))
        if not home.own or not all(isinstance(text, str) for text in texts):
            raise BadInput(Text("A value is missing or of the wrong kind.", "Falta un valor o es del tipo equivocado."))
        for origin in (*home.origins, *(peer.origin for peer in home.peers)):
            check_origin(origin)
    except Fault as fault:
        raise BadInput(
            what=Text("The node's settings can't be used.", "No se pueden usar los ajustes del nodo.")
            + " "
            + fault.what,
            where=str(home.path / CONFIG),
            do=Text(
                "Correct the file, or restore it from a backup.", "Corrige el archivo o restáuralo de un respaldo."
            ),
        ) from None


def party_of(home: Home, party: str) -> str:
    """The government that acts: the one asked for, or the only one this node signs for."""
    if party or len(home.own) == 1:
        return party or home.own[0]
    raise BadInput(
        what=Text("This node signs for several governments.", "Este nodo firma por varios gobiernos."),
        where="--as",
        do=Text(f"Say which one: --as {home.own[0]}.", f"Di cuál: --as {home.own[0]}."),
    )


def publish(home: Home) -> None:
    """Sign and write what an act has just added. The act is on the record already, so a publication that fails is
    told and made up for later; it is no reason to do the act again.
    """
    from datetime import UTC, datetime

    from bilateral.node import publisher

    try:
        publisher.publish(home, datetime.now(UTC))
    except (Fault, OSError) as error:
        complain_in(t("It is on the record, but not yet published:", "Está en el registro, pero aún sin publicar:"))
        complain(error if isinstance(error, Fault) else system_fault(error))


def ready() -> None:
    """Set Django up once. :raises BadInput: the database that the environment names can't be understood."""
    import django
    from django.core.exceptions import ImproperlyConfigured

    os.environ.setdefault(SETTINGS, "bilateral.node.settings")
    try:
        django.setup()
    except (ValueError, ImproperlyConfigured) as error:
        if not os.environ.get(DATABASE):
            raise
        raise BadInput(
            what=Text("This does not name a database.", "Esto no nombra una base de datos."),
            where=f"{DATABASE}: {type(error).__name__}",
            do=Text("Write it as postgres://USER@HOST/NAME.", "Escríbela como postgres://USUARIO@SERVIDOR/NOMBRE."),
        ) from None
