"""What an operator does with the tables: count them, make them anew, compare them with what the entries say."""

from collections.abc import Callable

from bilateral.node import projection
from bilateral.node.models import LogEntry


def entries() -> int:
    """How many entries this node holds, of all logs."""
    return LogEntry.objects.count()


def rebuild(*, check: bool, progress: Callable[[int], None] = lambda done: None) -> tuple[str, ...]:
    """Make the projection anew, or with ``check`` only name the places where it differs from what the entries say."""
    return projection.rebuild(check=check, progress=progress)
