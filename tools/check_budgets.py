"""Sizes: a file is at most 300 lines and a function at most 50; a folder of more than 12 files is only warned of.

A file or function that needs more is doing two things. There is no list of exceptions.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from tools.report import ROOT, Report, relative, walk

FILE_LINES = 300
FUNCTION_LINES = 50
FOLDER_FILES = 12
CODE = (".py", ".html", ".scss", ".css", ".js", ".mjs", ".ts")
FOLDERS = ("src", "tools", "tests", "benchmarks")
MADE_BY_DJANGO = "migrations"


def long_functions(source: str) -> Iterator[tuple[int, str, int]]:
    """Line, name and length of every function over the budget, decorators not counted."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LINES:
                yield node.lineno, node.name, length


def check_file(path: Path, report: Report) -> None:
    source = path.read_text(encoding="utf-8")
    lines = source.count("\n")
    if lines > FILE_LINES:
        report.fault(path, f"{lines} lines, {FILE_LINES} at most", "Split it by what its parts are about")
    if path.suffix == ".py":
        for line, name, length in long_functions(source):
            where = f"{relative(path)}:{line}"
            report.fault(
                where, f"{name} has {length} lines, {FUNCTION_LINES} at most", "Take its steps out into functions"
            )


def check_folder(folder: Path, files: list[Path], report: Report) -> None:
    # Templates are looked up by name, one for each value type or kind: their number says nothing.
    counted = [path for path in files if path.suffix == ".py" and path.name != "__init__.py"]
    if len(counted) > FOLDER_FILES:
        report.warn(folder, f"{len(counted)} files, more than {FOLDER_FILES}", "Is there a folder inside it?")


def main() -> int:
    report = Report("check_budgets")
    by_folder: dict[Path, list[Path]] = {}
    for name in FOLDERS:
        for path in walk(ROOT / name, *CODE):
            if path.parent.name != MADE_BY_DJANGO:
                by_folder.setdefault(path.parent, []).append(path)
    for folder, files in by_folder.items():
        check_folder(folder, files, report)
        for path in files:
            check_file(path, report)
    return report.finish(f"{sum(map(len, by_folder.values()))} files in {len(by_folder)} folders")


if __name__ == "__main__":
    raise SystemExit(main())
