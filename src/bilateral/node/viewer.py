"""Who reads: what every read is asked for, and what decides which rows it may look at."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who reads: ``party`` is None for the public; a person has the roles and offices that they hold at this moment."""

    party: str | None = None
    person: int | None = None
    roles: frozenset[str] = frozenset()
    offices: frozenset[str] = frozenset()


PUBLIC = Viewer()
