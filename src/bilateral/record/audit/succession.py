"""Which log goes on for which, and who recognised it, as an audit says it. How it is found: cross.py."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from bilateral.record.shape import Seen
from bilateral.values import Lang, Text

_GOES_ON: Final = Text(
    "goes on for {log} after its first {size} entries, all of whose keys are lost",
    "continúa {log} después de sus primeros {size} asientos; todas sus llaves se perdieron",
)
_RECOGNISED: Final = Text("recognised by {who}", "reconocido por {who}")
_BY_NOBODY: Final = Text("recognised by nobody yet", "aún no lo reconoce nadie")


@dataclass(frozen=True, slots=True)
class Succession:
    """What a log goes on for, and the logs in which others recognised it."""

    succeeds: tuple[Seen, ...] = ()
    recognised_by: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        cuts = [{"log": cut.log, "root": cut.root, "size": cut.size} for cut in self.succeeds]
        return {"succeeds": cuts, "recognised_by": list(self.recognised_by)}

    def lines(self, lang: Lang) -> Iterator[str]:
        for cut in self.succeeds:
            yield _GOES_ON.format(log=cut.log, size=cut.size).in_(lang)
        if self.succeeds:
            said = _RECOGNISED.format(who=", ".join(self.recognised_by)) if self.recognised_by else _BY_NOBODY
            yield said.in_(lang)


NONE: Final = Succession()
