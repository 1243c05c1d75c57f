"""`bilateral keys succeed`: opening a successor log, where every key of a record is lost."""

from pathlib import Path
from typing import Annotated

import typer

from bilateral.cli import node
from bilateral.cli.founding import check_recovery
from bilateral.cli.keys.ceremony import English, Spanish
from bilateral.cli.options import As, AsJson
from bilateral.cli.output import emit, say, t
from bilateral.values import Text

Recovery = Annotated[
    list[Path],
    typer.Option(
        metavar=t("DIR", "CARPETA"),
        help=t(
            "Where a new recovery key is written, outside the node; repeat for several.",
            "Dónde se escribe una llave de recuperación nueva, fuera del nodo; repetible.",
        ),
    ),
]
Size = Annotated[
    int | None,
    typer.Option(
        metavar="N",
        help=t(
            "After how many entries the old record ends; without it, after all that was published of it.",
            "Tras cuántos asientos termina el registro anterior; sin ello, tras todo lo que se publicó de él.",
        ),
    ),
]
EvenSo = Annotated[
    bool,
    typer.Option(
        "--even-so",
        help=t(
            "Also where the keys are here: others have them too, and no recovery key is left.",
            "También si las llaves están aquí: otros las tienen y no queda llave de recuperación.",
        ),
    ),
]
_OPEN = Text("{log} is open. It goes on for:", "{log} está abierto. Continúa:")
_CUT = Text("  {log}, after its first {size} entries", "  {log}, después de sus primeros {size} asientos")
_BEHIND = Text(
    "  {n} entries of {log} were never published: they count no longer. What they said has to be said anew.",
    "  {n} asientos de {log} nunca se publicaron: dejan de contar. Lo que decían debe decirse de nuevo.",
)
_NEXT = Text(
    "It speaks for the government once every other one has recognised it. Give them this key: {key}",
    "Habla por el gobierno cuando todos los demás lo hayan reconocido. Entrégales esta llave: {key}",
)
_THEIRS = Text(
    "They run: bilateral peer add {log} --key KEY --from PLACE, record pull, and act recognise {log}.",
    "Ellos ejecutan: bilateral peer add {log} --key LLAVE --from LUGAR, record pull y act recognise {log}.",
)


def succeed(
    recovery: Recovery,
    text_en: English,
    text_es: Spanish,
    party: As = "",
    size: Size = None,
    even_so: EvenSo = False,
    as_json: AsJson = False,
) -> None:
    home = node.opened()
    from datetime import UTC, datetime

    from bilateral.node import publisher
    from bilateral.node.lines import founding
    from bilateral.node.lines.line import left_behind

    party = node.party_of(home, party)
    check_recovery(home.path, recovery)
    found = founding.succeed(
        home, party, recovery, {"en": text_en, "es": text_es}, datetime.now(UTC), size, even_so=even_so
    )
    node.publish(found.home)
    key = publisher.declared_keys(found.ref.log)[0]
    if as_json:
        cuts = [{"log": log, "size": upto} for log, upto in found.cuts.items()]
        emit({"entry": found.ref.to_json(), "succeeds": cuts, "key": key, "repeated": found.repeated})
        return
    say(_OPEN.format(log=found.ref.log))
    for log, upto in found.cuts.items():
        say(_CUT.format(log=log, size=upto))
    for cut, held in left_behind(found.ref.log):
        say(_BEHIND.format(n=held - cut.size, log=cut.log))
    say(_NEXT.format(key=key))
    say(_THEIRS.format(log=found.ref.log))
