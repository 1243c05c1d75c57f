"""What every command shares: the reader's language, output for people or as JSON, faults told plainly, progress.

Exit codes: 0 fine, 1 what was checked does not hold, 2 bad input or usage. With ``--json`` standard output holds one
JSON value and nothing else: the answer, or ``{"fault": {...}}`` when there is none. Words about a fault always go to
standard error.
"""

import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TextIO

from bilateral.values import Fault, Lang, Text

_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
FINE, DOES_NOT_HOLD, BAD_INPUT = 0, 1, 2


def language(environ: Mapping[str, str] | None = None) -> Lang:
    """``BILATERAL_LANG``, else the locale's language, else English."""
    env = os.environ if environ is None else environ
    asked = (env.get(name) for name in ("BILATERAL_LANG", "LC_ALL", "LC_MESSAGES", "LANG"))
    return "es" if next(filter(None, asked), "en").lower().startswith("es") else "en"


LANG: Lang = language()


def t(en: str, es: str) -> str:
    """The words for this reader."""
    return es if LANG == "es" else en


def say(text: Text | str) -> None:
    """A line for people."""
    write(harmless(text if isinstance(text, str) else text.in_(LANG)) + "\n")


def harmless(words: str) -> str:
    """Words from wherever, without what could steer the reader's terminal or turn the order of the letters around."""
    return _STEERING.sub(lambda match: match[0].encode("unicode_escape").decode(), words)


def emit(value: Any) -> None:
    """JSON on standard output, both languages where there are words."""
    plain = not (getattr(sys.stdout, "encoding", None) or "").lower().startswith("utf")
    write(json.dumps(value, ensure_ascii=plain, indent=2, default=str) + "\n")


def write(words: str) -> None:
    """Words on standard output, as they are. A reader that has gone away stops neither the work nor its exit code."""
    if sys.stdout is not None:
        try:
            sys.stdout.write(words)
        except BrokenPipeError:
            _let_go(sys.stdout)


def finish() -> None:
    """Bring everything out. :raises OSError: the place where it goes takes no more."""
    if sys.stdout is not None:
        try:
            sys.stdout.flush()
        except BrokenPipeError:
            _let_go(sys.stdout)
        except OSError:
            _let_go(sys.stdout)
            raise


def tolerant() -> None:
    """A terminal that lacks a character, or a file name that is no text, is no reason to fail."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _let_go(stream: TextIO) -> None:
    """Send what else is written to nowhere, so that Python doesn't complain at its end either."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def complain(fault: Fault) -> None:
    """A fault for people, on standard error: what, where, what to do."""
    where = f" ({fault.where})" if fault.where else ""
    lines = [f"{t('Error', 'Error')}: {fault.what.in_(LANG)}{where}"]
    several = tuple(getattr(fault, "all", ()))
    lines += [f"  - {each.in_(LANG)}" for each in several]
    if fault.do and not several:
        lines.append(f"  {fault.do.in_(LANG)}")
    complain_in(harmless("\n".join(lines)))


def complain_in(words: str) -> None:
    """Words on standard error."""
    if sys.stderr is not None:
        try:
            sys.stderr.write(words + "\n")
        except OSError:  # nobody listens: the exit code says it
            _let_go(sys.stderr)


@contextmanager
def progress(label: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """A bar on standard error for anything that may take over a second; yields ``done(count)``."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda done: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True, highlight=False), transient=True) as bar:
        task = bar.add_task(label, total=total)
        yield lambda done: bar.update(task, completed=done)
