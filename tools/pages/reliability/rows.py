"""Which faults the tests put in, how many of each, where, and what is checked: the rows of the page."""

from typing import Final, NamedTuple

from bilateral.values import Text
from tests.node.faults.scale import FIGURES

BOTH, LITE, POSTGRES = ("SQLite", "PostgreSQL"), ("SQLite",), ("PostgreSQL",)
FILES = ("–",)


class Row(NamedTuple):
    """A fault, the figures that count it (on each engine), where it is put in, what is checked, and the tests."""

    what: Text
    figures: tuple[str, ...]
    engines: tuple[str, ...]
    holds: Text
    tests: str


ROWS: Final = (
    Row(
        Text(
            "A storage step of the door, the publisher or a pull (a statement, a commit, a file, a signature) fails: "
            "before or after taking effect, half-way, with the connection lost, or with the process gone",
            "Falla un paso de almacenamiento de la puerta, del publicador o de una descarga (una sentencia, una "
            "confirmación, "
            "un archivo, una firma): antes o después de surtir efecto, a medias, con la conexión perdida o con el "
            "proceso muerto",
        ),
        tuple(name for name in FIGURES if name.startswith("step: ")),
        BOTH,
        Text("all of the above", "todo lo anterior"),
        "tests/node/faults/test_steps.py",
    ),
    Row(
        Text(
            "Two such steps, the second while the first is being cleared up",
            "Dos de esos pasos, el segundo mientras se remedia el primero",
        ),
        ("two steps",) * 5,
        BOTH,
        Text("all of it", "todo"),
        "tests/node/faults/test_steps.py",
    ),
    Row(
        Text(
            "The power goes, and with it what was not yet durable: a random part of the bytes and names not synced",
            "Se va la luz, y con ella lo que aún no era durable: una parte al azar de los bytes y nombres no "
            "sincronizados",
        ),
        ("power cuts",) * 2,
        LITE,
        Text("readers still see a whole snapshot", "los lectores siguen viendo un corte completo"),
        "tests/node/faults/test_steps.py",
    ),
    Row(
        Text(
            "SIGKILL at a random point, to processes that act, publish and pull on two homes at once",
            "SIGKILL en un punto al azar, a procesos que actúan, publican y descargan en dos nodos a la vez",
        ),
        ("SIGKILL",),
        BOTH,
        Text("all of it", "todo"),
        "tests/node/killed/test_random_points.py",
    ),
    Row(
        Text(
            "SIGKILL before each call by which a change of keys writes, syncs, renames, deletes or commits",
            "SIGKILL antes de cada llamada con la que un cambio de llaves escribe, sincroniza, renombra, borra o "
            "confirma",
        ),
        ("SIGKILL: a change of keys",),
        LITE,
        Text(
            "the node signs by the keys declared; the change, repeated, is made once; no key file is half there",
            "el nodo firma con las llaves declaradas; el cambio, repetido, se hace una vez; ningún archivo de llave "
            "queda a medias",
        ),
        "tests/node/killed/test_rotation.py",
    ),
    Row(
        Text(
            "SIGKILL at a random point, to a process that takes in messages of private rooms or sealed words",
            "SIGKILL en un punto al azar, a un proceso que recibe mensajes de salas privadas o palabras selladas",
        ),
        ("SIGKILL: an exchange of rooms",),
        BOTH,
        Text(
            "each takes in all that came or nothing; the next exchange brings what is missing, once",
            "se recibe todo lo que llegó o nada; el siguiente intercambio trae lo que falta, una vez",
        ),
        "tests/node/killed/test_exchange.py",
    ),
    Row(
        Text(
            "The connection breaks at a COMMIT: it never arrives, takes effect unheard, arrives late, is lost while "
            "the node "
            "looks for it, or the server is gone",
            "La conexión se corta en un COMMIT: no llega, surte efecto sin respuesta, llega tarde, se pierde mientras "
            "el nodo lo "
            "busca, o el servidor ya no está",
        ),
        tuple(name for name in FIGURES if name.startswith("a commit cut: ") for _ in range(5)),
        POSTGRES,
        Text(
            "the node finds out what became of it, or says plainly that it can't know",
            "el nodo averigua qué pasó o dice con claridad que no puede saberlo",
        ),
        "tests/node/faults/test_wire.py",
    ),
    Row(
        Text(
            "The disk is full, with a page more of room each time: under the system's limit to a file",
            "El disco está lleno, con una página más de espacio cada vez: bajo el límite del sistema a un archivo",
        ),
        ("disk full: a file's limit",),
        LITE,
        Text("all of it", "todo"),
        "tests/node/faults/test_disk_full.py",
    ),
    Row(
        Text(
            "The same on a small file system that holds the whole home (where one can be mounted)",
            "Lo mismo en un sistema de archivos pequeño con todo el nodo (donde se puede montar uno)",
        ),
        ("disk full: SQLite",),
        LITE,
        Text("all of it", "todo"),
        "tests/node/faults/test_disk_full.py",
    ),
    Row(
        Text(
            "The same on a small file system that holds the server's tables (where one can be mounted)",
            "Lo mismo en un sistema de archivos pequeño con las tablas del servidor (donde se puede montar uno)",
        ),
        ("disk full: PostgreSQL",),
        POSTGRES,
        Text("all of it", "todo"),
        "tests/node/faults/test_disk_full.py",
    ),
    Row(
        Text(
            "Two servers with one database and a folder each, both acting, publishing, killed and started again "
            "(rounds)",
            "Dos servidores con una base de datos y una carpeta cada uno, que actúan, publican, mueren y reinician "
            "(rondas)",
        ),
        ("two servers",),
        POSTGRES,
        Text(
            "no size is ever signed with two roots; both publications become the same",
            "ningún tamaño se firma jamás con dos raíces; ambas publicaciones llegan a ser la misma",
        ),
        "tests/node/killed/test_servers.py",
    ),
    Row(
        Text(
            "One side's clock goes backwards, stands still, jumps to and fro, runs a century ahead",
            "El reloj de una parte retrocede, se detiene, salta de un lado a otro, se adelanta un siglo",
        ),
        ("clocks",),
        BOTH,
        Text(
            "agreements and withdrawals take effect all the same; lists leave out nothing",
            "los acuerdos y retiros surten efecto igual; las listas no omiten nada",
        ),
        "tests/node/faults/test_clock.py",
    ),
    Row(
        Text(
            "Two homes in any order of acts, pulls, interruptions, replays and restarts (runs)",
            "Dos nodos en cualquier orden de actos, descargas, interrupciones, repeticiones y reinicios (corridas)",
        ),
        ("interleavings: 2 homes",),
        BOTH,
        Text("all of it, and equal state hashes at last", "todo, y al final resúmenes iguales del estado"),
        "tests/node/interleaved/test_machine.py",
    ),
    Row(
        Text("The same with three homes (runs)", "Lo mismo con tres nodos (corridas)"),
        ("interleavings: 3 homes",),
        BOTH,
        Text("all of it, and equal state hashes at last", "todo, y al final resúmenes iguales del estado"),
        "tests/node/interleaved/test_machine.py",
    ),
    Row(
        Text(
            "One bit of a copy of a small record is flipped: each bit of each file",
            "Se invierte un bit de una copia de un registro pequeño: cada bit de cada archivo",
        ),
        ("bits",),
        FILES,
        Text("the audit finds it and names its place", "la auditoría lo encuentra y dice dónde está"),
        "tests/record/test_audit_bytes.py",
    ),
)
