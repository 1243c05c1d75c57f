"""`bilateral record recover`: this node's own entries, brought back from a peer's mirror or a publication."""

from contextlib import ExitStack
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bilateral.cli import node
from bilateral.cli.options import AsJson
from bilateral.cli.output import DOES_NOT_HOLD, complain, emit, progress, say, t
from bilateral.cli.sources import VERIFIERS, source_of
from bilateral.values import BadInput, Fault, Text

if TYPE_CHECKING:
    from bilateral.node.home import Home

Places = Annotated[
    list[str] | None,
    typer.Argument(
        metavar=t("[DIR|URL]...", "[CARPETA|URL]..."),
        help=t(
            "Who may hold more of it, besides the peers: a folder or an address.",
            "Quién puede tener más de él, además de los pares: una carpeta o dirección.",
        ),
    ),
]
NobodyElse = Annotated[
    bool,
    typer.Option(
        "--nobody-else",
        help=t(
            "Sign again without asking: you answer for it that nobody holds more. A wrong answer forks the record.",
            "Volver a firmar sin consultar: respondes de que nadie tiene más. Si es falso, el registro se bifurca.",
        ),
    ),
]
Reason = Annotated[str, typer.Option(help=t("Why nobody else can hold more.", "Por qué nadie más puede tener más."))]


def recover(
    places: Places = None, nobody_else: NobodyElse = False, reason: Reason = "", as_json: AsJson = False
) -> None:
    home = node.opened()
    from datetime import UTC, datetime

    from bilateral.node.care import recover as recovering

    if nobody_else:
        logs = recovering.nobody_else(home, reason, datetime.now(UTC))
        node.publish(home)
        _tell_lifted(logs, as_json)
        return
    asked = list(dict.fromkeys([*(places or ()), *sorted(peer.source for peer in home.peers if peer.source)]))
    silent: list[Fault] = []
    with ExitStack() as stack, progress(t("Recovering", "Recuperando")) as done:
        sources = []
        for place in asked:
            try:
                source = stack.enter_context(source_of(place))
                if source.read(VERIFIERS) is None:  # an empty mount point is no peer that holds nothing
                    raise _no_publication(place)
                sources.append(("" if recovering.same_age(home, place) else place, source))
            except Fault as fault:  # told before anything is begun
                silent.append(fault)
        others = any(name for name, _ in sources)
        everyone = others and not silent and (bool(places) or _all_named(home))
        found = recovering.recover(home, sources, datetime.now(UTC), everyone=everyone, progress=done)
    signs = all(each.refused is None for each in found)
    if signs:
        node.publish(home)
    _tell(found, silent, as_json)
    if not signs:
        raise typer.Exit(DOES_NOT_HOLD)


def _no_publication(place: str) -> BadInput:
    return BadInput(
        what=Text("Nothing is published here.", "Aquí no hay nada publicado."),
        where=place,
        do=Text("Look whether the disk is there, or name another place.", "Revisa que esté el disco o indica otro."),
    )


def _all_named(home: "Home") -> bool:
    """Every peer has a place that was asked."""
    return all(peer.source for peer in home.peers)


def _tell_lifted(logs: tuple[str, ...], as_json: bool) -> None:
    if as_json:
        emit({"signs": list(logs)})
        return
    words = Text("{log} signs again, on your word.", "{log} vuelve a firmar, bajo tu palabra.")
    for log in logs:
        say(words.format(log=log))


def _tell(found: tuple[Any, ...], silent: list[Fault], as_json: bool) -> None:
    for fault in silent:
        complain(fault)
    for each in found:
        if each.refused:
            complain(BadInput(*each.refused))
    if as_json:
        emit(
            {
                "logs": [
                    {
                        "log": each.origin,
                        "before": each.before,
                        "after": each.after,
                        "held_by": list(each.held_by),
                        "lost": list(each.lost),
                        "signs": each.refused is None,
                    }
                    for each in found
                ],
                "faults": [fault.to_dict() for fault in silent],
            }
        )
        return
    for each in found:
        words = Text("{log}: {n} entries came back, {size} in all.", "{log}: volvieron {n} asientos, {size} en total.")
        say(words.format(log=each.origin, n=each.after - each.before, size=each.after))
        for place in each.lost:
            lost = Text("  published nowhere, lost: {place}", "  no está publicado, perdido: {place}")
            say(lost.format(place=place))
        if each.refused is None:
            say(Text("  It may sign.", "  Puede firmar."))
        elif silent or not each.held_by:
            say(_HOW)


_HOW = Text(
    "  Not everyone who may hold more could be asked, or none of them holds it. Name where else it was published"
    " (record recover DIR|URL), or, if nobody can hold more, say so: record recover --nobody-else --reason WHY.",
    "  No se pudo consultar a todos los que pueden tener más, o ninguno lo tiene. Indica dónde más se publicó"
    " (record recover CARPETA|URL) o, si nadie puede tener más, dilo: record recover --nobody-else --reason MOTIVO.",
)
