"""The whole record as a folder that stands alone: what `record audit` and `record pull` read, with not a file more or
less.
"""

from collections.abc import Callable
from pathlib import Path

from bilateral.node import publication
from bilateral.node.home import Home
from bilateral.node.models import Log
from bilateral.node.publisher import declared_keys
from bilateral.values import BadInput, Text


def export(home: Home, target: Path, progress: Callable[[int], None] = lambda done: None) -> int:
    """Write every log held, up to its newest signed snapshot, into a new or empty folder. Returns the number of files.

    :raises BadInput: the folder holds something already.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise BadInput(
            what=Text("This folder is not empty.", "Esta carpeta no está vacía."),
            where=str(target),
            do=Text("Name a new one: nothing is overwritten.", "Indica una nueva: no se sobrescribe nada."),
        )
    target.mkdir(parents=True, exist_ok=True)
    logs = list(Log.objects.filter(head_size__gt=0).order_by("pk"))
    for done, log in enumerate(logs):
        publication.write_log(target, log.pk, 0, log.head_size, log.head_note.encode())
        progress(done + 1)
    publication.write_verifiers(target, (key for log in logs for key in declared_keys(log.pk)))
    return sum(1 for path in target.rglob("*") if path.is_file())
