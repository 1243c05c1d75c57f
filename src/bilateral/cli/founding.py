"""`bilateral init`: a node is made whole or not at all."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bilateral.cli import node
from bilateral.cli.output import progress, say, t
from bilateral.values import BadInput, Text, check_origin

Dialogue = Annotated[
    str, typer.Option(metavar="ID", help=t("The dialogue's id, such as hled.", "El id del diálogo, p. ej. hled."))
]
Party = Annotated[
    list[str],
    typer.Option(
        metavar=t("CODE:ORDER:NAME:NAME", "CLAVE:ORDEN:NOMBRE:NOMBRE"),
        help=t(
            "A government: its code, its place on pages, its name in English and in Spanish; repeat for several.",
            "Un gobierno: su clave, su lugar en las páginas, su nombre en inglés y en español; repetible.",
        ),
    ),
]
Recovery = Annotated[
    list[Path],
    typer.Option(
        metavar=t("DIR", "CARPETA"),
        help=t(
            "Where a recovery key is written: outside the node, then into a safe. Repeat for several: more than half of"
            " them change the node's keys.",
            "Dónde se escribe una llave de recuperación: fuera del nodo y luego a una caja fuerte. Repetible: más de la"
            " mitad de ellas cambian las llaves del nodo.",
        ),
    ),
]
Custodian = Annotated[str, typer.Option(metavar="ID", help=t("Who runs this node.", "Quién opera este nodo."))]
Demonstration = Annotated[
    bool,
    typer.Option("--demonstration", help=t("Label everything as a demonstration.", "Rotula todo como demostración.")),
]
MADE = ("bilateral.toml", "db.sqlite3", "keys", "public")
_FOUNDER = re.compile(r"(?P<code>[^:]+):(?P<order>[1-9][0-9]{0,3}):(?P<en>[^:]*\S[^:]*):(?P<es>[^:]*\S[^:]*)")


def init(
    dialogue: Dialogue,
    party: Party,
    recovery: Recovery,
    custodian: Custodian = "",
    demonstration: Demonstration = False,
) -> None:
    from bilateral.node.home import Home, home_path

    path = home_path()
    founders = [_founder(raw) for raw in party]
    codes = tuple(code for code, _, _ in founders)
    for code in codes:
        check_origin(f"{dialogue}/{code}", "--dialogue, --party")
    if len(set(codes)) < len(codes) or len({order for _, order, _ in founders}) < len(codes):
        raise BadInput(
            what=Text(
                "Two governments have the same code or order.", "Dos gobiernos tienen la misma clave o el mismo orden."
            ),
            where="--party",
            do=Text("Give each its own.", "Asigna a cada uno los suyos."),
        )
    _check_places(path, recovery)
    home = Home(path, dialogue, codes, custodian or "-".join(codes), demonstration)
    node.ready()
    from bilateral.node import publisher
    from bilateral.node.genesis import Founder, found

    now = datetime.now(UTC)
    with _whole_or_not_at_all(path, recovery), progress(t("Preparing", "Preparando")):
        found(home, tuple(Founder(code, name, order) for code, order, name in founders), recovery, now)
        publisher.publish(home, now)
    told = Text("A node for {parties} stands in {path}.", "Un nodo para {parties} quedó en {path}.")
    say(told.format(parties=", ".join(codes), path=str(path)))
    for origin in home.origins:
        key = publisher.declared_keys(origin)[0]
        say(Text("Give this key to the others: {key}", "Entrega esta llave a los demás: {key}").format(key=key))
    safe = Text(
        "Move the recovery keys in {path} to a safe.", "Lleva las llaves de recuperación de {path} a una caja fuerte."
    )
    for folder in recovery:
        say(safe.format(path=str(folder)))


def _founder(raw: str) -> tuple[str, int, dict[str, str]]:
    """``us:1:United States:Estados Unidos``."""
    match = _FOUNDER.fullmatch(raw)
    if match is None:
        raise BadInput(
            what=Text("This does not describe a government.", "Esto no describe a un gobierno."),
            where=f"--party {raw}",
            do=Text(
                "Write CODE:ORDER:English name:Spanish name.", "Escribe CLAVE:ORDEN:nombre en inglés:nombre en español."
            ),
        )
    return match["code"], int(match["order"]), {"en": match["en"].strip(), "es": match["es"].strip()}


def _check_places(path: Path, recovery: list[Path]) -> None:
    """There is no node yet, nor anything that one would be made of; recovery keys go elsewhere."""
    if path.exists() and (not path.is_dir() or any((path / name).exists() for name in MADE)):
        raise BadInput(
            what=Text("There is a node here already.", "Aquí ya hay un nodo."),
            where=str(path),
            do=Text("Choose another folder (--home).", "Elige otra carpeta (--home)."),
        )
    check_recovery(path, recovery)


def check_recovery(path: Path, recovery: list[Path]) -> None:
    """Recovery keys lie outside the node at ``path``, each in a folder of its own."""
    places = [folder.resolve() for folder in recovery]
    for place in places:
        if place == path or path in place.parents:
            raise BadInput(
                what=Text(
                    "Recovery keys must not lie with the node.",
                    "Las llaves de recuperación no deben quedar con el nodo.",
                ),
                where=f"--recovery {place}",
                do=Text("Name a folder outside the node.", "Indica una carpeta fuera del nodo."),
            )
    if len(set(places)) < len(places):
        raise BadInput(
            what=Text("Two recovery keys would lie together.", "Dos llaves de recuperación quedarían juntas."),
            where="--recovery",
            do=Text(
                "Name a folder for each, on media of their own.", "Indica una carpeta por llave, en medios propios."
            ),
        )


@contextmanager
def _whole_or_not_at_all(path: Path, recovery: list[Path]) -> Iterator[None]:
    """When anything fails, nothing of a node stays: a half-made one could neither work nor be made again."""
    before = set(path.iterdir()) if path.is_dir() else None
    spare = _spares(recovery)
    try:
        yield
    except BaseException:
        for made in set(path.iterdir() if path.is_dir() else ()) - (before or set()):
            shutil.rmtree(made) if made.is_dir() else made.unlink()
        if before is None and path.is_dir():
            path.rmdir()
        for key in _spares(recovery) - spare:
            key.unlink()
        raise


def _spares(recovery: list[Path]) -> set[Path]:
    return {key for folder in recovery for key in folder.glob("*.recovery.key")}
