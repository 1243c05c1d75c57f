"""What judging an entry gives, and the questions that all rules ask of a past."""

from dataclasses import dataclass, field
from typing import Literal

from bilateral.dialogue.fold.facts import Clock, Facts, ProposalFact, Succession, inside
from bilateral.record.items import Naming

Verdict = Literal["valid", "void", "not_understood", "not_assessed"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A verdict, its reason (a code, explained in both languages in ``dialogue.acts.REASONS``) and what to remember.

    ``items``: what an act on sealed items says, where it has its effect or leaves them dark. ``succession``: a log that
    goes on for others; ``recognises``: the one that is recognised.
    """

    verdict: Verdict
    reason: str = ""
    detail: str = ""
    proposal: ProposalFact | None = None
    dark: tuple[str, ...] = field(default=())
    items: Naming | None = None
    succession: Succession | None = None
    recognises: str = ""


def void(reason: str, detail: str = "") -> Outcome:
    return Outcome("void", reason, detail)


VALID = Outcome("valid")


def there(facts: Facts, past: Clock, log: str, seq: int, leaf: str) -> bool:
    """Whether an entry lies in this past with this leaf."""
    return inside((log, seq), past) and facts.leaf((log, seq)) == leaf
