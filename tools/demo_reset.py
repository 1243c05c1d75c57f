"""`make demo-reset`: deletes the homes that a demonstration made in a folder, and nothing else.

A home is deleted only when its own settings say that it is a demonstration: a real one has the only copy of its keys.
"""

import shutil
import sys
import tomllib
from pathlib import Path

from tools.report import die

CONFIG = "bilateral.toml"


def is_demonstration(home: Path) -> bool:
    """What the home's settings say; False when they cannot be read."""
    try:
        return tomllib.loads((home / CONFIG).read_text(encoding="utf-8")).get("demonstration") is True
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return False


def homes_in(folder: Path) -> list[Path]:
    """The folder itself when it is a home, else those directly inside it."""
    if (folder / CONFIG).exists():
        return [folder]
    return sorted(path.parent for path in folder.glob(f"*/{CONFIG}"))


def main(args: list[str]) -> int:
    folder = Path(args[0] if args else "home").resolve()
    homes = homes_in(folder) if folder.is_dir() else []
    if not homes:
        print(f"There is no demonstration in {folder}: nothing to delete.")
        return 0
    if real := [home for home in homes if not is_demonstration(home)]:
        die(f"{real[0]} is not a demonstration, or its settings cannot be read. Nothing was deleted.")
    for home in homes:
        shutil.rmtree(home)
        print(f"Deleted {home}")
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
