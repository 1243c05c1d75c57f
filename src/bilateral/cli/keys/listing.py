"""`bilateral keys list`: the keys of this node's records, as declared and as they lie here."""

from typing import Any

import typer

from bilateral.cli import node
from bilateral.cli.options import AsJson
from bilateral.cli.output import DOES_NOT_HOLD, emit, say
from bilateral.values import Text

_HEAD = {
    "genesis": Text("  since entry 0 ({time})", "  desde el asiento 0 ({time})"),
    "rotate": Text("  changed at entry {seq} ({time})", "  cambiadas en el asiento {seq} ({time})"),
    "revoke": Text(
        "  revoked and changed at entry {seq} ({time})", "  revocadas y cambiadas en el asiento {seq} ({time})"
    ),
}
_ROLES = {
    "entry": Text("    entries    {key}", "    asientos   {key}"),
    "checkpoint": Text("    snapshots  {key}", "    cortes     {key}"),
    "cosigner": Text("    attesting  {key}", "    atestados  {key}"),
}
_RECOVERY = Text(
    "  {need} of {n} recovery keys can change them", "  {need} de {n} llaves de recuperación pueden cambiarlas"
)
_NO_RECOVERY = Text(
    "  there is no recovery key: they can't be changed", "  no hay llave de recuperación: no pueden cambiarse"
)
_HERE = {
    True: Text("  the private keys here are those in force", "  las llaves privadas de aquí son las vigentes"),
    False: Text(
        "  THE PRIVATE KEYS HERE ARE NOT THOSE IN FORCE: nothing can be signed",
        "  LAS LLAVES PRIVADAS DE AQUÍ NO SON LAS VIGENTES: no se puede firmar nada",
    ),
}
_PENDING = Text("  new keys are prepared, not yet declared", "  hay llaves nuevas preparadas, aún sin declarar")


def list_keys(as_json: AsJson = False) -> None:
    home = node.opened()
    from bilateral.node.keys import state

    found = [state.of_own(home, party) for party in home.own]
    if as_json:
        emit([each.to_json() for each in found])
    else:
        for each in found:
            _tell(each)
    if not all(each.here for each in found):
        raise typer.Exit(DOES_NOT_HOLD)


def _tell(found: Any) -> None:
    now = found.declared
    say(Text.same(now.origin))
    for each in now.history:
        say(_HEAD[each.act].format(seq=each.seq, time=each.time))
    for role, key in now.keys.to_json().items():
        say(_ROLES[role].format(key=key))
    say(_RECOVERY.format(need=now.needed, n=len(now.recovery)) if now.recovery else _NO_RECOVERY)
    say(_HERE[found.here])
    if found.pending:
        say(_PENDING)
