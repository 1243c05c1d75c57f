"""Writing into a room for one's government: opening one, saying something, where the side stands, releasing, closing.

Every message is signed with the government's key and names an office or the government, never a person; who wrote it
is kept beside it, for its own side alone. Texts are sent from papers (drafting.py).
"""

import secrets
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from bilateral.dialogue.compose import tidy
from bilateral.dialogue.rooms import message as messages
from bilateral.dialogue.rooms.joining import Chains, tips_of
from bilateral.dialogue.rooms.message import Message
from bilateral.dialogue.rooms.tips import Tip, Tips, counts, to_json
from bilateral.node.home import Home
from bilateral.node.models import Document
from bilateral.node.people.permissions import check
from bilateral.node.rooms import keys
from bilateral.node.rooms.keeping import chains_of, read, row_of, take, view_of
from bilateral.node.rooms.models import Room, RoomMessage, RoomNoted
from bilateral.node.viewer import Viewer
from bilateral.node.writing import writing
from bilateral.values import LANGS, BadInput, Text
from bilateral.values.ref import line_to

COMMITS = frozenset({"ready", "refuse", "unready", "release", "close"})
"""What only those may say who speak for the side (`room.commit`); the rest needs `room.write`."""
Beside = Callable[[Message], None]


def open_room(
    home: Home,
    viewer: Viewer,
    title: Mapping[str, str],
    purpose: Mapping[str, str],
    others: Iterable[str],
    now: datetime,
    attempt: str = "",
    office: str = "",
) -> str:
    """Begin a room with other governments. Returns its id; the same form sent twice begins one.

    :raises Forbidden: this person doesn't write in rooms. :raises BadInput: no title in both languages, nobody else.
    """
    check(viewer, "room.write")
    own, among = str(viewer.party), sorted({str(viewer.party), *others})
    titled = _words(title)
    if titled.keys() != set(LANGS):
        raise BadInput(
            what=Text("A room has a title in both languages.", "Una sala lleva título en los dos idiomas."),
            where="title",
            do=Text("Write it in English and in Spanish.", "Escríbelo en inglés y en español."),
        )
    if len(among) < 2 or any(party not in home.own and not keys.speaking(party) for party in among):
        raise BadInput(
            what=Text("A room is shared with another government.", "Una sala se comparte con otro gobierno."),
            where="parties",
            do=Text("Choose who takes part besides your own.", "Elige quién participa además del tuyo."),
        )
    body = {"parties": among, "purpose": _words(purpose), "title": titled}
    with writing():
        said = _said_before(viewer, attempt)
        if said:
            return said.room
        keys.may_sign(home, own)
        made = messages.sign(
            keys.private(home, own), secrets.token_hex(16), own, None, (), _written(now), "open", body,
            _office(home, own, office),
        )  # fmt: skip
        take(made, {}, now, viewer.person, attempt)
    return made.room


def put(
    home: Home,
    viewer: Viewer,
    pk: str,
    kind: str,
    body: Mapping[str, Any],
    now: datetime,
    attempt: str = "",
    seen: Mapping[str, int] | None = None,
    office: str = "",
    beside: Beside = lambda message: None,
) -> Message:
    """Write a message into a room; the same form sent twice writes one.

    :param seen: how many messages of each side the author had before them; None for all that are held.
    :param beside: what is to be written in the same transaction.
    :raises NotFound: there is no such room for this viewer. :raises Forbidden: their roles don't let them.
    :raises BadInput: the room is closed, or nothing can be sent in it now.
    """
    check(viewer, "room.commit" if kind in COMMITS else "room.write")
    own = str(viewer.party)
    with writing():
        row = row_of(viewer, pk)
        said = _said_before(viewer, attempt)
        if said:
            return said
        may_write(row, own, after_close=kind == "release")
        keys.may_sign(home, own)
        chains = chains_of([pk])[pk]
        after = chains[own][-1].tip if chains.get(own) else None
        made = messages.sign(
            keys.private(home, own), pk, own, after, _seen(chains, own, seen), _written(now), kind, body,
            _office(home, own, office),
        )  # fmt: skip
        take(made, chains, now, viewer.person, attempt)
        beside(made)
    return made


def _said_before(viewer: Viewer, attempt: str) -> Message | None:
    row = RoomMessage.objects.filter(person=viewer.person, attempt=attempt[:64]).first() if attempt else None
    return read(bytes(row.raw)) if row else None


def may_write(row: Room, party: str, *, after_close: bool = False) -> None:
    """:raises BadInput: the room is closed or frozen, or came out of a backup and was not yet compared."""
    if row.fork:
        raise BadInput(
            what=Text(
                "One side's messages in this room contradict each other; nothing more can be written.",
                "Los mensajes de una parte en esta sala se contradicen; ya no puede escribirse nada.",
            ),
            where="room",
            do=Text("Open another room, and tell the other side.", "Abre otra sala y avisa a la otra parte."),
        )
    if row.waits:
        raise BadInput(
            what=Text(
                "This room was put back from a backup, and the other side has not been heard from since.",
                "Esta sala se restauró de un respaldo y aún no se sabe de la otra parte desde entonces.",
            ),
            where="room",
            do=Text("Wait until the two nodes have exchanged.", "Espera a que los dos nodos hayan intercambiado."),
        )
    if not after_close and view_of(row, party).state.closed:
        raise BadInput(
            what=Text("This room is closed.", "Esta sala está cerrada."),
            where="room",
            do=Text("Open another one to go on.", "Abre otra para continuar."),
        )


def _seen(chains: Chains, own: str, given: Mapping[str, int] | None) -> Tips:
    """What the author had read: as the form says, never less than in the side's message before."""
    opener = next(chain[0].party for chain in chains.values() if chain[0].kind == "open")
    before = counts(chains[own][-1].seen) if chains.get(own) else {opener: 1}
    found = []
    for tip in tips_of(chains):
        if tip.party == own:
            continue
        n = tip.n if given is None else max(before.get(tip.party, 0), min(given.get(tip.party, 0), tip.n))
        if n:
            found.append(chains[tip.party][n - 1].tip)
    return tuple(found)


def _office(home: Home, party: str, office: str) -> str:
    """:raises BadInput: the government has no such office."""
    names = [f"{log}:{office}" for log in line_to(home.origin(party))]
    if office and not Document.objects.filter(pk__in=names, kind="office").exists():
        raise BadInput(
            what=Text(
                f"This government has no office called {office}.", f"Este gobierno no tiene la dependencia {office}."
            ),
            where="office",
            do=Text("Choose one of the list.", "Elige una de la lista."),
        )
    return office


def _words(said: Mapping[str, str]) -> dict[str, str]:
    return {lang: words for lang in LANGS if (words := tidy(said.get(lang, "")))}


def _needed(said: Mapping[str, str], where: str) -> dict[str, str]:
    found = _words(said)
    if not found or any(len(words) > 20_000 for words in found.values()):
        raise BadInput(
            what=Text("Write something, up to 20,000 characters.", "Escribe algo, hasta 20,000 caracteres."),
            where=where,
            do=Text("One language is enough.", "Basta con un idioma."),
        )
    return found


def _written(now: datetime) -> str:
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


# -- what can be said ------------------------------------------------------------------------------------------------


def say_body(said: Mapping[str, str], version: str = "", text: str = "", field: str = "") -> dict[str, Any]:
    """A comment, on a version's text and field where one is named."""
    on = {"field": field[:160], "text": text[:340], "version": version} if version else None
    return {"on": on, "words": _needed(said, "words")}


def refuse_body(version: str, said: Mapping[str, str]) -> dict[str, Any]:
    return {"version": version, "words": _needed(said, "words")}


def close_body(said: Mapping[str, str]) -> dict[str, Any]:
    return {"words": _words(said)}


def release_body(viewer: Viewer, pk: str, upto: Mapping[str, int]) -> dict[str, Any]:
    """The release of so many messages of each side. :raises BadInput: there are not so many, or none are named."""
    chains = chains_of([row_of(viewer, pk).pk])[pk]
    if not upto or any(not 1 <= n <= len(chains.get(party, ())) for party, n in upto.items()):
        raise BadInput(
            what=Text("There is nothing like this to release.", "No hay nada así que dar a conocer."),
            where="upto",
            do=Text("Open the room's page again.", "Abre de nuevo la página de la sala."),
        )
    tips: list[Tip] = sorted(chains[party][n - 1].tip for party, n in upto.items())
    return {"upto": to_json(tips)}


def note(viewer: Viewer, pk: str, counted: Mapping[str, int]) -> None:
    """Say for one's side that so much of what the others wrote needs no answer; nobody else learns of it."""
    check(viewer, "room.write")
    row = row_of(viewer, pk)
    RoomNoted.objects.update_or_create(room=row, party=viewer.party, defaults={"counts": dict(counted)})
