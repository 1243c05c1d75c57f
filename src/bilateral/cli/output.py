"""What every command shares: the reader's language, output for people or as JSON, and faults told plainly with their exit code.

Exit codes: 0 fine, 1 what was checked does not hold, 2 bad input or usage.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bilateral.values import Fault, Lang, Text


def language(environ: dict[str, str] | None = None) -> Lang:
    """``BILATERAL_LANG``, else the locale's language, else English."""
    env = os.environ if environ is None else environ
    asked = env.get("BILATERAL_LANG") or env.get("LC_ALL") or env.get("LANG") or "en"
    return "es" if asked.lower().startswith("es") else "en"


LANG: Lang = language()
out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def t(en: str, es: str) -> str:
    """The words for this reader."""
    return es if LANG == "es" else en


def say(text: Text | str) -> None:
    """A line for people."""
    out.print(text if isinstance(text, str) else text.in_(LANG), markup=False)


def emit(value: Any) -> None:
    """JSON on standard output, both languages where there are words."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")


def complain(fault: Fault) -> None:
    """A fault for people, on standard error: what, where, what to do."""
    if hasattr(fault, "all"):
        err.print(fault.in_(LANG), markup=False)
        return
    where = f" ({fault.where})" if fault.where else ""
    err.print(f"{t('Error', 'Error')}: {fault.what.in_(LANG)}{where}", markup=False)
    if fault.do:
        err.print(f"  {fault.do.in_(LANG)}", markup=False)


@contextmanager
def progress(label: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """A bar on standard error for anything that may take over a second; yields ``done(count)``."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task(label, total=total)
        yield lambda done: bar.update(task, completed=done)
