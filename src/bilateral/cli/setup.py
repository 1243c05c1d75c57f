"""`bilateral init`, `peer` and `rebuild`: making a node, knowing the others, checking its tables."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bilateral.cli import node
from bilateral.cli.act import AsJson
from bilateral.cli.output import emit, progress, say, t
from bilateral.values import BadInput, Text, check_origin

peer = typer.Typer(help=t("The other nodes whose records are kept here.", "Los otros nodos cuyos registros se guardan aquí."), no_args_is_help=True)


def register(app: typer.Typer) -> None:
    app.command()(init)
    app.command()(rebuild)


def init(
    dialogue: Annotated[str, typer.Option(help=t("The dialogue's id, such as hled.", "La clave del diálogo, por ejemplo hled."))],
    party: Annotated[list[str], typer.Option(help=t("CODE:ORDER:English name:Spanish name; repeat for joint custody.", "CLAVE:ORDEN:nombre en inglés:nombre en español; repítelo para custodia conjunta."))],
    recovery: Annotated[Path, typer.Option(help=t("Where recovery keys are written: outside the node, then into a safe.", "Dónde se escriben las llaves de recuperación: fuera del nodo y luego a una caja fuerte."))],
    custodian: Annotated[str, typer.Option(help=t("Who runs this node.", "Quién opera este nodo."))] = "",
    demonstration: Annotated[bool, typer.Option(help=t("Label everything as a demonstration.", "Rotula todo como demostración."))] = False,
) -> None:
    """Make a node: keys, settings, database and the first entry of each record it signs."""
    from bilateral.node.home import Home, home_path, load

    path = home_path()
    load(path)
    founders = [_founder(raw) for raw in party]
    codes = tuple(code for code, _, _ in founders)
    check_origin(f"{dialogue}/{codes[0]}")
    home = Home(path, dialogue, codes, custodian or "-".join(codes), demonstration)
    if Home(path).exists:
        raise BadInput(
            what=Text("There is a node here already.", "Aquí ya hay un nodo."),
            where=str(path),
            do=Text("Choose another folder (--home).", "Elige otra carpeta (--home)."),
        )
    path.mkdir(parents=True, exist_ok=True)
    node.ready()
    from bilateral.node import publisher
    from bilateral.node.genesis import Founder, found

    now = datetime.now(UTC)
    found(home, tuple(Founder(code, name, order) for code, order, name in founders), recovery, now)
    publisher.publish(home, now)
    say(Text("A node for {parties} stands in {path}.", "Un nodo para {parties} quedó en {path}.").format(parties=", ".join(codes), path=str(path)))
    for origin in home.origins:
        say(Text("Give this key to the others: {key}", "Entrega esta llave a los demás: {key}").format(key=publisher.declared_keys(origin)[0]))
    say(Text("Move the recovery keys in {path} to a safe.", "Lleva las llaves de recuperación de {path} a una caja fuerte.").format(path=str(recovery)))


def _founder(raw: str) -> tuple[str, int, dict[str, str]]:
    """``us:1:United States:Estados Unidos``."""
    parts = raw.split(":")
    if len(parts) != 4 or not parts[1].isdecimal() or not all(part.strip() for part in parts):
        raise BadInput(
            what=Text("This does not describe a government.", "Esto no describe a un gobierno."),
            where=f"--party {raw}",
            do=Text("Write CODE:ORDER:English name:Spanish name.", "Escribe CLAVE:ORDEN:nombre en inglés:nombre en español."),
        )
    return parts[0], int(parts[1]), {"en": parts[2], "es": parts[3]}


def rebuild(check: Annotated[bool, typer.Option("--check", help=t("Only compare; change nothing.", "Sólo compara; no cambia nada."))] = False, as_json: AsJson = False) -> None:
    """Make the tables for reading anew from the entries, or check that they are what the entries say."""
    node.opened()
    from bilateral.node import upkeep

    with progress(t("Rebuilding", "Reconstruyendo"), upkeep.entries()) as done:
        differing = upkeep.rebuild(check=check, progress=done)
    if as_json:
        emit({"differing": list(differing)})
    elif not differing:
        say(Text("The tables are what the entries say.", "Las tablas son lo que dicen los asientos."))
    for place in [] if as_json else differing:
        say(Text("differs: {place}", "difiere: {place}").format(place=place))
    if check and differing:
        raise typer.Exit(1)


@peer.command()
def add(
    origin: Annotated[str, typer.Argument(metavar="ORIGIN")],
    key: Annotated[str, typer.Option(help=t("The key received from the other side, outside this network.", "La llave recibida de la otra parte, por otro medio."))],
    source: Annotated[str, typer.Option("--from", help=t("A folder or an address to pull from.", "Una carpeta o dirección de la cual traer."))] = "",
) -> None:
    """Pin another node's key."""
    home = node.opened()
    from bilateral.node.home import Peer
    from bilateral.record.note import VerifierKey

    verifier = VerifierKey.parse(key, "--key")
    if verifier.name != check_origin(origin):
        raise BadInput(
            what=Text("This key belongs to another record.", "Esta llave pertenece a otro registro."),
            where=f"{verifier.name} / {origin}",
            do=Text("Ask the other side for the right one.", "Pide la correcta a la otra parte."),
        )
    replace(home.with_peer(Peer(origin, key, source))).save()
    say(Text("{origin} is pinned.", "{origin} quedó fijado.").format(origin=origin))


@peer.command("list")
def list_peers(as_json: AsJson = False) -> None:
    """The pinned peers."""
    home = node.opened()
    if as_json:
        emit([{"origin": p.origin, "key": p.key, "source": p.source} for p in home.peers])
        return
    for each in home.peers:
        say(Text.same(f"{each.origin}  {each.key}  {each.source}"))


@peer.command()
def own(as_json: AsJson = False) -> None:
    """The keys to give to the other side, by another way than this network."""
    home = node.opened()
    from bilateral.node.publisher import declared_keys

    keys = [{"origin": origin, "key": declared_keys(origin)[0]} for origin in home.origins]
    if as_json:
        emit(keys)
        return
    for each in keys:
        say(Text.same(each["key"]))
