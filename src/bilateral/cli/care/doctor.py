"""`bilateral doctor`: a table of checks, for people or as JSON. Exit code 1 where something is at fault or unknown."""

from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from bilateral.cli import node
from bilateral.cli.options import AsJson
from bilateral.cli.output import DOES_NOT_HOLD, LANG, emit, progress, say, t
from bilateral.cli.sources import source_of
from bilateral.values import Text

if TYPE_CHECKING:
    from bilateral.node.care.doctor import Diagnosis

HELP = t(
    "Look at everything and say what is wrong, where, and what to do. Changes nothing.",
    "Revisa todo y di qué está mal, dónde y qué hacer. No cambia nada.",
)
Quick = Annotated[
    bool,
    typer.Option(
        "--quick",
        help=t("Leave out the checks that read everything.", "Omite las revisiones que leen todo."),
    ),
]
_STATES: Final = {
    "ok": Text("ok", "bien"),
    "warning": Text("warning", "aviso"),
    "fault": Text("FAULT", "FALLA"),
    "unknown": Text("UNKNOWN", "SIN SABER"),
    "skipped": Text("not done", "omitida"),
}


def doctor(quick: Quick = False, as_json: AsJson = False) -> None:
    home = node.opened(any_release=True)
    from datetime import UTC, datetime

    from bilateral.node.care import doctor as examining

    patient = examining.Patient(home, datetime.now(UTC), source_of)
    with progress(t("Examining", "Revisando"), len(examining.CHECKS)) as done:
        found = list(examining.examine(patient, quick=quick, progress=done))
    well = examining.healthy(found)
    if as_json:
        emit({"healthy": well, "checks": [_plain(each) for each in found]})
    else:
        for each in found:
            _tell(each)
    if not well:
        raise typer.Exit(DOES_NOT_HOLD)


def _plain(each: "Diagnosis") -> dict[str, Any]:
    findings = [
        {"severity": f.severity, "what": f.what.to_dict(), "where": f.where, "do": f.do.to_dict()}
        for f in each.findings
    ]
    return {
        "name": each.check.name,
        "title": each.check.title.to_dict(),
        "state": each.state,
        "findings": findings,
    }


def _tell(each: "Diagnosis") -> None:
    say(Text.same(f"{_STATES[each.state].in_(LANG):10} {each.check.title.in_(LANG)}"))
    for finding in each.findings:
        where = f" ({finding.where})" if finding.where else ""
        say(Text.same(f"{'':11}{finding.what.in_(LANG)}{where}"))
        if finding.do:
            say(Text.same(f"{'':11}{finding.do.in_(LANG)}"))
