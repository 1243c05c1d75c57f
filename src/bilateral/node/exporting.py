"""The whole record as a folder that stands alone: what `record audit` and `record pull` read, with not a file more or
less.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

from django.db.models import F

from bilateral.node import publication
from bilateral.node.home import Home
from bilateral.node.keys import declared
from bilateral.node.models import ItemState, Log
from bilateral.values import BadInput, Text


def export(home: Home, target: Path, progress: Callable[[int], None] = lambda done: None) -> int:
    """Write every log held, up to its newest signed snapshot, into a new or empty folder. Returns the number of files.

    It is written beside its place and moved there when it is whole.

    :raises BadInput: the folder holds something already, or texts are shown or hidden that no snapshot covers yet.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise BadInput(
            what=Text("This folder is not empty.", "Esta carpeta no está vacía."),
            where=str(target),
            do=Text("Name a new one: nothing is overwritten.", "Indica una nueva: no se sobrescribe nada."),
        )
    _is_settled()
    draft = target.with_name(f".{target.name}.part")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        draft.mkdir(parents=True)
        write_all(draft, progress)
        if target.exists():
            target.rmdir()
        draft.rename(target)
    except OSError as error:
        raise BadInput(
            what=Text("The folder can't be written.", "No se puede escribir la carpeta."),
            where=f"{target}: {error.strerror}",
            do=Text("Choose another place, or make room.", "Elige otro lugar o libera espacio."),
        ) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return sum(1 for path in target.rglob("*") if path.is_file())


def _is_settled() -> None:
    """Texts that acts beyond the newest snapshot have shown or hidden would not be what that snapshot says."""
    for log in Log.objects.filter(head_size__gt=0, size__gt=F("head_size")).order_by("pk"):
        if ItemState.objects.filter(log=log.pk, act__gte=log.head_size).exists():
            raise BadInput(
                what=Text(
                    "What is shown of this record has changed since its newest snapshot.",
                    "Lo que se muestra de este registro cambió después de su último corte.",
                ),
                where=f"{log.pk} {log.head_size}",
                do=Text("Try again once it is published.", "Inténtalo de nuevo cuando se publique."),
            )


def write_all(root: Path, progress: Callable[[int], None] = lambda done: None) -> None:
    """Every log up to its newest signed snapshot, afresh from the rows."""
    logs = list(Log.objects.filter(head_size__gt=0).order_by("pk"))
    for done, log in enumerate(logs):
        publication.write_log(root, log.pk, 0, log.head_size, declared.without_former(log.head_note), durable=False)
        progress(done + 1)
    publication.write_verifiers(root, (key for log in logs for key in declared.published_keys(log)))
