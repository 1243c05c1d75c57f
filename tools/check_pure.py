"""Below `node` nothing asks the clock, chance, the environment or the settings: they come in as arguments.

Reads the syntax tree, so it sees `datetime.now()` and `from os import environ`, but not what hides behind
getattr. A time without its zone is ruff's to find (DTZ).
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from tools.report import SOURCE, Report, walk

PURE_ROOMS = ("values", "record", "files", "press", "dialogue", "voices", "evidence")
MODULES = {
    "time": "the clock",
    "random": "chance",
    "secrets": "chance",
    "django": "Django",
}
ATTRIBUTES = {
    "now": "the clock",
    "utcnow": "the clock",
    "today": "the clock",
    "environ": "the environment",
    "getenv": "the environment",
    "urandom": "chance",
    "uuid1": "chance",
    "uuid4": "chance",
}
# `x.now` is the clock only when x is one of these: a parameter may well be called `now`.
OWNERS = frozenset({"datetime", "date", "dt", "os", "uuid", "timezone"})
DO = "Take it as an argument"


def impurities(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and name of the thing, for everything in a module that a pure room may not ask."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if found := MODULES.get(alias.name.split(".")[0]):
                    yield node.lineno, f"imports {alias.name} ({found})"
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            root = node.module.split(".")[0]
            if found := MODULES.get(root):
                yield node.lineno, f"imports {node.module} ({found})"
            for alias in node.names:
                if root in OWNERS and (found := ATTRIBUTES.get(alias.name)):
                    yield node.lineno, f"imports {root}.{alias.name} ({found})"
        elif isinstance(node, ast.Attribute) and (found := ATTRIBUTES.get(node.attr)):
            owner = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            if owner in OWNERS:
                yield node.lineno, f"asks {owner}.{node.attr} ({found})"


def check(path: Path, report: Report) -> None:
    for line, what in impurities(ast.parse(path.read_text(encoding="utf-8"))):
        report.fault(f"src/bilateral/{path.relative_to(SOURCE).as_posix()}:{line}", what, DO)


def main() -> int:
    report = Report("check_pure")
    paths = [path for room in PURE_ROOMS for path in walk(SOURCE / room, ".py")]
    for path in paths:
        check(path, report)
    return report.finish(f"{len(paths)} modules below node")


if __name__ == "__main__":
    raise SystemExit(main())
