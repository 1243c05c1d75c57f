"""`bilateral record check-proof`: one proof, some keys, yes or no. No node, no Django."""

from pathlib import Path
from typing import Annotated

import typer

from bilateral.cli.options import AsJson, NeededKeys
from bilateral.cli.output import DOES_NOT_HOLD, emit, say, t
from bilateral.cli.papers import read_bytes
from bilateral.cli.sources import read_keys
from bilateral.values import Text

ProofFile = Annotated[Path, typer.Argument(metavar=t("FILE", "ARCHIVO"), help=t("The proof.", "La prueba."))]
EntryFile = Annotated[
    Path | None,
    typer.Option(
        metavar=t("FILE", "ARCHIVO"),
        help=t("The entry's bytes, where the proof lacks them.", "Los bytes del asiento, si la prueba no los trae."),
    ),
]


def check_proof(file: ProofFile, keys: NeededKeys, entry: EntryFile = None, as_json: AsJson = False) -> None:
    from bilateral.record.faults import RecordFault
    from bilateral.record.proof import Proof, verify_proof

    data, told = read_bytes(file), read_bytes(entry) if entry else None
    trusted = read_keys(keys)
    Proof.parse(data, str(file))
    try:
        proved = verify_proof(data, trusted, told, str(file))
    except RecordFault as fault:
        if as_json:
            emit({"holds": False, "fault": fault.to_dict()})
        else:
            say(Text("The proof does not hold: ", "La prueba no se sostiene: ") + fault.what)
        raise typer.Exit(DOES_NOT_HOLD) from None
    names = sorted(key.name for key, _ in proved.cosigners)
    head = proved.checkpoint
    if as_json:
        emit(
            {
                "holds": True,
                "origin": head.origin,
                "seq": proved.index,
                "leaf": proved.leaf,
                "size": head.size,
                "cosigners": names,
            }
        )
        return
    told_so = Text(
        "Entry {seq} of {log} is on the record as of snapshot {size}.",
        "El asiento {seq} de {log} está en el registro según el corte {size}.",
    )
    say(told_so.format(seq=proved.index, log=head.origin, size=head.size))
    if names:
        say(Text("Attested by: {names}", "Atestado por: {names}").format(names=", ".join(names)))
