"""What an operator did with a node, one JSON object a line in the home's ``journal.jsonl``, oldest first.

Not the record: nobody signs it and nothing depends on it. It answers who asks later when a backup was made, why a mark
was lifted, which release came when. Backups carry it along.
"""

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from bilateral import __version__
from bilateral.node.home import Home

FILE = "journal.jsonl"


def note(home: Home, what: str, now: datetime, **facts: Any) -> None:
    """Add a line, durably."""
    line = {"time": stamp(now), "what": what, "version": __version__, **facts}
    with (home.path / FILE).open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n")
        file.flush()
        os.fsync(file.fileno())


def lines(home: Home) -> Iterator[dict[str, Any]]:
    """What was noted; a line that a crash cut short is passed over."""
    try:
        text = (home.path / FILE).read_text(encoding="utf-8")
    except (FileNotFoundError, UnicodeDecodeError):
        return
    for line in text.splitlines():
        try:
            found = json.loads(line)
        except json.JSONDecodeError:
            continue
        if isinstance(found, dict):
            yield found


def stamp(moment: datetime) -> str:
    """A moment as every file of an operator's writes it: UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_stamp(text: str) -> datetime:
    """:raises ValueError: it is no such moment."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
