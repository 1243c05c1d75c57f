"""`bilateral record check-proof` and `check-evidence`: one file, some keys, yes or no. No node, no Django."""

from pathlib import Path
from typing import Annotated

import typer

from bilateral.cli.options import AsJson, Keys, NeededKeys
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
EvidenceFile = Annotated[Path, typer.Argument(metavar=t("FILE", "ARCHIVO"), help=t("The evidence.", "La evidencia."))]


def check_proof(file: ProofFile, keys: NeededKeys, entry: EntryFile = None, as_json: AsJson = False) -> None:
    from bilateral.cli import approvals
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
                "approvals": approvals.to_json(proved.entry),
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
    for line in approvals.lines(proved.entry):
        say(line)


def check_evidence(file: EvidenceFile, keys: Keys = None, as_json: AsJson = False) -> None:
    from bilateral.record.evidence.check import check
    from bilateral.record.evidence.file import MAX_EVIDENCE, Evidence
    from bilateral.record.faults import RecordFault

    evidence = Evidence.parse(read_bytes(file, MAX_EVIDENCE), str(file))
    pinned = read_keys(keys) if keys else None
    try:
        shown = check(evidence, pinned, str(file))
    except RecordFault as fault:
        if as_json:
            emit({"proves": False, "fault": fault.to_dict()})
        else:
            say(Text("This proves nothing: ", "Esto no prueba nada: ") + fault.what)
            say(fault.do)
        raise typer.Exit(DOES_NOT_HOLD) from None
    if as_json:
        emit({"proves": True, **shown.to_json()})
        return
    say(Text("Proven: ", "Probado: ") + shown.says)
    if not shown.pinned:
        say(_OWN_KEYS)
        for key in shown.keys:
            say(Text.same(f"  {key}"))


_OWN_KEYS = Text(
    "This rests on keys that the file itself names. Compare them with what the governments publish, or give --keys:",
    "Esto se apoya en llaves que el propio archivo indica. Compáralas con las que publican los gobiernos o da --keys:",
)
