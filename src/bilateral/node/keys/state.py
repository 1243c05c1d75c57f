"""The keys of a record of ours: as declared, and whether the private ones that lie here are those."""

from dataclasses import dataclass
from typing import Any

from bilateral.node import keyring
from bilateral.node.home import Home
from bilateral.node.keys import declared
from bilateral.record.declared.keys import Declared
from bilateral.values import Fault


@dataclass(frozen=True, slots=True)
class OwnKeys:
    """``here``: the private keys in force can be read here. ``pending``: others are prepared and not declared."""

    declared: Declared
    here: bool
    pending: bool

    def to_json(self) -> dict[str, Any]:
        now = self.declared
        return {
            "log": now.origin,
            "keys": now.keys.to_json(),
            "recovery": list(now.recovery),
            "needed": now.needed if now.recovery else None,
            "custody": now.custody,
            "custodian": now.custodian,
            "here": self.here,
            "pending": self.pending,
            "history": [change_to_json(each) for each in now.history],
        }


def change_to_json(each: Declared) -> dict[str, Any]:
    return {
        "act": each.act,
        "seq": each.seq,
        "time": each.time,
        "checkpoint": str(each.keys.checkpoint),
        "authorised": len(each.authorised),
        "of": len(each.before.recovery) if each.before else 0,
        "suspect": each.suspect,
    }


def of_own(home: Home, party: str) -> OwnKeys:
    now = declared.of_log(home.origin(party))
    try:
        keyring.in_force(home, party, now.keys)
        here = True
    except Fault:
        here = False
    files = [keyring.pending_folder(home) / f"{party}.{role}.key" for role in keyring.ROLES]
    waiting = [path for path in files if path.exists() and keyring.read_key(path).public not in now.keys.public]
    return OwnKeys(now, here, bool(waiting))
