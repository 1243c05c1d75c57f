"""The interface's words: collects them from pages and code into the Spanish catalogue, and compiles it.

English is the source, so there is no English catalogue. What is missing is said by tools/check_languages.py.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tools.report import SOURCE, relative, walk

WEB_LOCALE = SOURCE / "web" / "locale"
PLAIN = ("_", "gettext", "gettext_lazy", "gettext_noop")
PLURAL = ("ngettext", "ngettext_lazy", "npgettext", "npgettext_lazy")
WITH_CONTEXT = ("pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy")
KEYWORDS = dict.fromkeys((*PLAIN, *PLURAL, *WITH_CONTEXT))


class Use(NamedTuple):
    """One place where the interface says something: `words` is one message, or its singular and plural."""

    path: Path
    line: int
    context: str | None
    words: tuple[str, ...]

    @property
    def key(self) -> tuple[str | None, str]:
        return self.context, self.words[0]

    @property
    def place(self) -> str:
        return f"{relative(self.path)}:{self.line}"


def catalogues() -> list[Path]:
    return sorted(SOURCE.glob("**/locale/*/LC_MESSAGES/*.po"))


def uses_in(path: Path, text: str) -> Iterator[Use]:
    """The messages of one Python file or Django template."""
    if path.suffix != ".py":
        from django.utils.translation.template import templatize

        text = templatize(text)
    found: Any = extract_python(io.BytesIO(text.encode()), KEYWORDS, [], {})
    for line, function, said, _comments in found:
        given = said if isinstance(said, tuple) else (said,)
        context = given[0] if function in WITH_CONTEXT else None
        words = given[1:] if function in WITH_CONTEXT else given
        words = words[: 2 if function in PLURAL else 1]
        if words and all(words):
            yield Use(path, line, context, words)


def uses() -> list[Use]:
    """Everything that pages and commands say through gettext."""
    found: list[Use] = []
    for room in ("web", "cli"):
        for path in walk(SOURCE / room, ".py", ".html", ".txt"):
            found.extend(uses_in(path, path.read_text(encoding="utf-8")))
    return found


def update(path: Path) -> tuple[int, int]:
    """Bring a catalogue up to date: new messages come in empty, unused ones leave. Returns how many of each."""
    old = read(path) if path.exists() else Catalog(locale="es", project="Bilateral")
    new = Catalog(
        locale="es",
        project="Bilateral",
        creation_date=old.creation_date,
        revision_date=old.revision_date,
        fuzzy=False,
    )
    for use in sorted(uses(), key=lambda use: (use.words[0], use.context or "", use.place)):
        known = old.get(use.words[0], use.context)
        id_ = use.words if len(use.words) > 1 else use.words[0]
        string = known.string if known and isinstance(known.string, str) == (len(use.words) == 1) else ""
        new.add(id_, string, context=use.context, locations=[(relative(use.path), use.line)])
    added, gone = _keys(new) - _keys(old), _keys(old) - _keys(new)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, new, width=120, include_lineno=False, sort_output=True)
    return len(added), len(gone)


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def _keys(catalogue: Catalog) -> set[tuple[str | None, str]]:
    return {(m.context, m.id if isinstance(m.id, str) else m.id[0]) for m in catalogue if m.id}


def compile_all() -> None:
    for path in catalogues():
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, read(path))


def main(args: list[str]) -> int:
    if args == ["compile"]:
        compile_all()
    elif args == ["update"]:
        added, gone = update(WEB_LOCALE / "es" / "LC_MESSAGES" / "django.po")
        print(f"messages: {added} new, {gone} no longer used")
    else:
        print("usage: python -m tools.messages update|compile", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
