"""`bilateral init`, `peer` and `rebuild`: making a node, knowing the others, checking its tables."""

from typing import TYPE_CHECKING, Annotated

import typer

from bilateral.cli import node
from bilateral.cli.founding import init
from bilateral.cli.options import AsJson
from bilateral.cli.output import DOES_NOT_HOLD, emit, progress, say, t
from bilateral.values import BadInput, Text, check_origin

if TYPE_CHECKING:
    from bilateral.node.home import Peer

peer = typer.Typer(
    help=t("The other nodes whose records are kept here.", "Los otros nodos cuyos registros se guardan aquí."),
    no_args_is_help=True,
)

Check = Annotated[
    bool, typer.Option("--check", help=t("Only compare; change nothing.", "Sólo compara; no cambia nada."))
]
Origin = Annotated[
    str,
    typer.Argument(
        metavar=t("LOG", "REGISTRO"), help=t("Its record, such as hled/mx.", "Su registro, p. ej. hled/mx.")
    ),
]
Key = Annotated[
    str,
    typer.Option(
        metavar=t("KEY", "LLAVE"),
        help=t(
            "The key received from the other side, outside this network.",
            "La llave recibida de la otra parte, por otro medio.",
        ),
    ),
]
From = Annotated[
    str,
    typer.Option(
        "--from",
        metavar=t("DIR|URL", "CARPETA|URL"),
        help=t("A folder or an address to pull from.", "Una carpeta o dirección de la cual traer."),
    ),
]
RoomsAt = Annotated[
    str,
    typer.Option(
        "--rooms",
        metavar="URL",
        help=t(
            "Its node's address for private rooms, where --from is not it.",
            "La dirección de su nodo para salas privadas, si no es la de --from.",
        ),
    ),
]


_MOVED = Text(
    "  Its key has changed since, at entry {seq}. This pin still holds. Once they have given you the new key by "
    "another way, and it is this one, move the pin: bilateral peer add {origin} --key {key}",
    "  Su llave cambió después, en el asiento {seq}. La fijada sigue siendo válida. Cuando te hayan dado la nueva por "
    "otro medio, y sea ésta, fíjala: bilateral peer add {origin} --key {key}",
)


NO_ROOMS = Text(
    "  Private rooms and sealed texts are not exchanged with it. {what} Give the address of its node: bilateral peer "
    "add {origin} --key {key} --rooms https://ADDRESS",
    "  Con él no se intercambian salas privadas ni textos sellados. {what} Da la dirección de su nodo: bilateral peer "
    "add {origin} --key {key} --rooms https://DIRECCIÓN",
)


def rooms_at(peer: "Peer") -> tuple[str, Text | None]:
    """Where a peer's node is asked about private rooms, and why it can't be; both say nothing where it has no address,
    as one whose record comes in a folder.
    """
    from bilateral.node.rooms.calling import address_of

    try:
        return address_of(peer), None
    except BadInput as wrong:
        return "", wrong.what


def register(app: typer.Typer) -> None:
    app.command(
        help=t(
            "Make a node: keys, settings, database and the first entry of each record it signs.",
            "Crea un nodo: llaves, ajustes, base de datos y el primer asiento de cada registro que firma.",
        )
    )(init)
    app.command(
        help=t(
            "Make the tables for reading anew from the entries, or check that they are what the entries say.",
            "Rehace las tablas de lectura a partir de los asientos, o verifica que sean lo que dicen.",
        )
    )(rebuild)


def rebuild(check: Check = False, as_json: AsJson = False) -> None:
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
        raise typer.Exit(DOES_NOT_HOLD)


@peer.command(help=t("Pin another node's key.", "Fija la llave de otro nodo."))
def add(origin: Origin, key: Key, source: From = "", rooms: RoomsAt = "") -> None:
    home = node.opened()
    from bilateral.node.home import Peer
    from bilateral.node.rooms.calling import address_of
    from bilateral.record.note import VerifierKey

    verifier = VerifierKey.parse(key, "--key")
    if verifier.name != check_origin(origin):
        raise BadInput(
            what=Text("This key belongs to another record.", "Esta llave pertenece a otro registro."),
            where=f"{verifier.name} / {origin}",
            do=Text("Ask the other side for the right one.", "Pide la correcta a la otra parte."),
        )
    if origin in home.origins:
        raise BadInput(
            what=Text("This node signs that record itself.", "Este nodo firma ese registro por sí mismo."),
            where=origin,
            do=Text("Name the other side's record.", "Indica el registro de la otra parte."),
        )
    before = next((each for each in home.peers if each.origin == origin), None)
    before = before or Peer(origin, key, "")
    peer = Peer(origin, key, source or before.source, rooms or before.rooms)
    if rooms and not address_of(peer):
        raise BadInput(
            what=Text("This is not an address.", "Esta no es una dirección."),
            where="--rooms",
            do=Text("Write it with https://.", "Escríbela con https://."),
        )
    home.with_peer(peer).save()
    say(Text("{origin} is pinned.", "{origin} quedó fijado.").format(origin=origin))
    _, unusable = rooms_at(peer)
    if unusable:
        say(NO_ROOMS.format(what=unusable, origin=origin, key=key))


@peer.command("list", help=t("List the pinned peers.", "Enumera los pares fijados."))
def list_peers(as_json: AsJson = False) -> None:
    home = node.opened()
    from bilateral.node.keys.pins import pins

    found = pins(home)
    if as_json:
        emit(
            [
                {
                    "origin": p.peer.origin,
                    "key": p.peer.key,
                    "source": p.peer.source,
                    "rooms": p.peer.rooms,
                    "rooms_at": rooms_at(p.peer)[0] or None,
                    "rooms_fault": unusable.to_dict() if (unusable := rooms_at(p.peer)[1]) else None,
                    "in_force": p.in_force or None,
                    "moved": p.moved,
                }
                for p in found
            ]
        )
        return
    for each in found:
        say(Text.same(f"{each.peer.origin}  {each.peer.key}  {each.peer.source}"))
        unusable = rooms_at(each.peer)[1]
        if unusable:
            say(NO_ROOMS.format(what=unusable, origin=each.peer.origin, key=each.peer.key))
        if each.moved:
            say(_MOVED.format(seq=each.since, origin=each.peer.origin, key=each.in_force))
    if not found:
        say(Text("There are no peers.", "No hay pares."))


@peer.command(
    help=t(
        "Show the keys to give to the other side, by another way than this network.",
        "Muestra las llaves que se entregan a la otra parte, por otro medio que esta red.",
    )
)
def own(as_json: AsJson = False) -> None:
    home = node.opened()
    from bilateral.node.publisher import declared_keys

    keys = [{"origin": origin, "key": declared_keys(origin)[0]} for origin in home.origins]
    if as_json:
        emit(keys)
        return
    for each in keys:
        say(Text.same(each["key"]))
