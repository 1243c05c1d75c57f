"""`bilateral room list|show|send|exchange`: what an operator does with private rooms at the machine.

The operator acts for a government of this node; no person's name stands beside what is sent.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from bilateral.cli import node
from bilateral.cli.options import As, AsJson, Idem
from bilateral.cli.output import emit, say, t, write
from bilateral.cli.papers import PACKAGE, read_fields
from bilateral.node.home import Home
from bilateral.values import LANGS, BadInput, Text, parse_lang

app = typer.Typer(
    help=t("Private rooms with the other sides.", "Salas privadas con las otras partes."), no_args_is_help=True
)
Room = Annotated[
    str, typer.Argument(metavar=t("ROOM", "SALA"), help=t("The room, by its id.", "La sala, por su identificador."))
]
PackageFile = Annotated[
    Path | None,
    typer.Option(
        "--file",
        metavar=t("FILE", "ARCHIVO"),
        help=t(
            "Texts to send as a version, as for act propose.", "Textos que se envían como versión, como act propose."
        ),
    ),
]
Say = Annotated[str, typer.Option("--say", metavar=t("WORDS", "TEXTO"), help=t("Words to say.", "Lo que se dice."))]
SayLang = Annotated[str, typer.Option("--lang", metavar="en|es", help=t("Their language.", "Su idioma."))]
NoteEn = Annotated[str, typer.Option("--note-en", help=t("A note in English.", "Una nota en inglés."))]
NoteEs = Annotated[str, typer.Option("--note-es", help=t("A note in Spanish.", "Una nota en español."))]


def _viewer(home: Home, party: str) -> Any:
    """Whoever works at the machine, for a government of this node and for no other."""
    from bilateral.node.door import signs_for
    from bilateral.node.viewer import Viewer

    code = node.party_of(home, party)
    signs_for(home, code)
    return Viewer(code, None, frozenset({"coordinator"}))


@app.command("list", help=t("List the rooms.", "Enumera las salas."))
def list_rooms(party: As = "", as_json: AsJson = False) -> None:
    home = node.opened()
    from bilateral.node.rooms.keeping import rooms

    found = rooms(_viewer(home, party))
    if as_json:
        emit([_short(view) for view in found])
        return
    for view in found:
        number = view.state.newest.number if view.state.newest else 0
        said = Text(f", version {number}", f", versión {number}") if number else Text("", "")
        say(Text.same(f"{view.id}  ") + view.title + said + Text.same("  ") + _standing(view))
    if not found:
        say(Text("There is no room.", "No hay ninguna sala."))


def _standing(view: Any) -> Text:
    if view.fork:
        return Text("(frozen)", "(congelada)")
    if view.state.closed:
        return Text("(closed)", "(cerrada)")
    return Text("(all are ready)", "(todas listas)") if view.state.settled else Text("", "")


def _short(view: Any) -> dict[str, Any]:
    state = view.state
    return {
        "room": view.id,
        "title": view.title.to_dict(),
        "parties": list(state.parties),
        "versions": len(state.versions),
        "messages": len(state.lines),
        "standings": {p: {"said": s.said or None, "version": s.version or None} for p, s in state.standings.items()},
        "settled": state.settled or None,
        "closed": state.closed is not None,
        "fork": view.fork or None,
        "waits": list(view.waits),
        "released": bool(state.released),
        "unanswered": len(view.unanswered),
    }


@app.command(help=t("Show a room with all its messages.", "Muestra una sala con todos sus mensajes."))
def show(room: Room, party: As = "", as_json: AsJson = False) -> None:
    home = node.opened()
    from bilateral.node.rooms.calling import reached
    from bilateral.node.rooms.keeping import room as one

    view = one(_viewer(home, party), room)
    numbers = {version.message.digest: version.number for version in view.state.versions}
    if as_json:
        lines = [
            {"party": m.party, "n": m.n, "time": m.time, "office": m.office, "kind": m.kind, "body": dict(m.body),
             "digest": m.digest, "counts": line.counts, "version": numbers.get(m.digest)}
            for line in view.state.lines for m in [line.message]
        ]  # fmt: skip
        reach = [
            {"party": r.party, "address": r.address, "worked": r.worked.isoformat() if r.worked else None,
             "fault": r.fault.to_dict() if r.fault else None}
            for r in reached(home, view.party, view.others)
        ]  # fmt: skip
        emit({**_short(view), "lines": lines, "reach": reach})
        return
    say(view.title)
    for line in view.state.lines:
        m = line.message
        number = f" {numbers[m.digest]}" if m.digest in numbers else ""
        write(f"{m.time}  {m.party}  {m.kind}{number}\n")
        for words in (m.body.get("words") or m.body.get("note") or {}).values():
            write("".join(f"    {part}\n" for part in words.split("\n")))


@app.command(
    help=t("Send texts, or say something, for a government.", "Envía textos o dice algo por un gobierno."),
)
def send(
    room: Room,
    file: PackageFile = None,
    words: Say = "",
    lang: SayLang = "en",
    note_en: NoteEn = "",
    note_es: NoteEs = "",
    party: As = "",
    idem: Idem = None,
    as_json: AsJson = False,
) -> None:
    if (file is None) == (not words):
        raise BadInput(
            what=Text("Send either texts or words.", "Envía textos o palabras, una de las dos cosas."),
            where="--file, --say",
            do=Text("Give one of the two.", "Da una de las dos."),
        )
    home = node.opened()
    from bilateral.node import drafting
    from bilateral.node.rooms import calling, saying
    from bilateral.node.rooms.drafting import version_body

    code, now = node.party_of(home, party), datetime.now(UTC)
    if file is None:
        kind, body = "say", saying.say_body({parse_lang(lang): words})
    else:
        fields = read_fields(file)
        rows = fields.get(PACKAGE, [fields])
        drafts = [drafting.from_document(home, code, row, f"{PACKAGE}.{n}") for n, row in enumerate(rows)]
        kind, body = "version", version_body(drafts, dict(zip(LANGS, (note_en, note_es), strict=True)))
    made = saying.put(home, _viewer(home, code), room, kind, body, now, idem or "")
    calling.carry(home, now)
    if as_json:
        emit({"room": room, "party": made.party, "n": made.n, "digest": made.digest})
    else:
        say(Text("Sent.", "Enviado."))


@app.command(
    help=t(
        "Exchange rooms with the other sides' nodes now.",
        "Intercambia ahora las salas con los nodos de las otras partes.",
    ),
)
def exchange(as_json: AsJson = False) -> None:
    home = node.opened()
    from bilateral.node.rooms import calling

    now = datetime.now(UTC)
    ways = list(calling.ways(home))
    came = calling.round_of(home, now, all_now=True)
    if as_json:
        emit({"asked": [{"own": way.own, "party": way.party, "address": way.address} for way in ways], "new": came})
        return
    for way in ways:
        say(Text.same(f"{way.own} - {way.party}  {way.address}"))
    if ways:
        say(Text(f"New messages and sealed texts: {came}.", f"Mensajes y textos sellados nuevos: {came}."))
    else:
        say(
            Text(
                "No peer has an address for rooms: bilateral peer add --rooms URL.",
                "Ningún par tiene dirección para salas: bilateral peer add --rooms URL.",
            )
        )
