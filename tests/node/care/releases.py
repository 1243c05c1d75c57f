"""Later releases for the tests of upgrades: our migrations and one more, in a package of its own."""

import itertools
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from bilateral.node import migrations

_COUNT = itertools.count()
OURS = sorted(path for path in Path(migrations.__file__).parent.glob("0*.py"))
NEXT = """
from django.db import migrations, models


def work(apps, schema_editor):
    {work}


class Migration(migrations.Migration):
    dependencies = [("node", "{last}")]
    operations = [
        migrations.AddField("log", "later", models.IntegerField(null=True)),
        migrations.CreateModel("Later", [("id", models.BigAutoField(primary_key=True))]),
        migrations.RunPython(work),
    ]
"""


def package(folder: Path, work: str = "pass", *, drop: int = 0) -> str:
    """Write a release's migrations: ours (without the last ``drop``), and one more that does ``work``."""
    name = f"later_{next(_COUNT)}"
    place = folder / name
    place.mkdir(parents=True)
    (place / "__init__.py").touch()
    kept = OURS[: len(OURS) - drop]
    for path in kept:
        shutil.copy(path, place)
    if not drop:
        (place / "0900_later.py").write_text(NEXT.format(work=work, last=kept[-1].stem))
    return name


@contextmanager
def release(folder: Path, name: str) -> Iterator[None]:
    """This process is that release for a while."""
    sys.path.insert(0, str(folder))
    before = settings.MIGRATION_MODULES
    settings.MIGRATION_MODULES = {"node": name}
    try:
        yield
    finally:
        settings.MIGRATION_MODULES = before
        sys.path.remove(str(folder))
        for module in [module for module in sys.modules if module.split(".")[0] == name]:
            del sys.modules[module]
