"""Writes the generated documents; `--check` only says which of them are not fresh.

GENERATORS is the table: a path and the function that gives its text, or None while what it describes does not exist.
"""

import os
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tools.report import ROOT, Report

EVERY_COMMAND_HAS = {"--help", "--install-completion", "--show-completion"}
MADE = "<!-- Written by `make docs`. Do not edit: change what it describes. -->\n"


def cli_reference() -> str | None:
    """Every command with its arguments and options, as its own help says them."""
    if find_spec("bilateral.cli") is None or find_spec("bilateral.cli.main") is None:
        return None
    os.environ["BILATERAL_LANG"] = "en"  # help is in the reader's language, documents are in English
    from typer.main import get_command

    from bilateral.cli.main import app

    parts = [MADE, "# The command `bilateral`\n"]
    parts.append("Exit codes: 0 fine, 1 what was checked does not hold, 2 bad input or usage.\n")
    parts.extend(_command(get_command(app), ("bilateral",)))
    return "\n".join(parts)


def _command(command: Any, path: tuple[str, ...]) -> list[str]:
    parts = []
    if len(path) > 1:
        parts.append(f"{'#' * min(len(path), 4)} `{' '.join(path)}`\n")
    if command.help:
        parts.append(_one_paragraph(command.help) + "\n")
    rows = [row for parameter in command.params if (row := _parameter(parameter))]
    if rows:
        parts.append("| argument or option | what it is |\n| --- | --- |\n" + "\n".join(rows) + "\n")
    for name, inner in sorted(getattr(command, "commands", {}).items()):
        if not inner.hidden:
            parts.extend(_command(inner, (*path, name)))
    return parts


def _parameter(parameter: Any) -> str | None:
    if getattr(parameter, "hidden", False) or EVERY_COMMAND_HAS & {*parameter.opts}:
        return None
    if parameter.param_type_name == "argument":
        name = parameter.name.upper()
        words = f"`{name}`" if parameter.required else f"`[{name}]`"
    else:
        words = ", ".join(f"`{option}`" for option in (*parameter.opts, *parameter.secondary_opts))
    about = _one_paragraph(getattr(parameter, "help", None) or "").replace("|", "\\|")
    return f"| {words} | {about} |"


def _one_paragraph(words: str) -> str:
    return "\n\n".join(" ".join(part.split()) for part in words.replace("\f", "").strip().split("\n\n"))


def kinds_reference() -> str | None:
    """Every kind with its fields, from the declarations that forms and pages are made of."""
    if find_spec("bilateral.dialogue.kinds") is None:
        return None
    from bilateral.dialogue.kind import specs_of
    from bilateral.dialogue.kinds import KINDS

    parts = [MADE, "# Kinds of documents\n"]
    for kind in KINDS.values():
        who = "all the governments that it names, together" if kind.joint else "one government alone"
        parts.append(f"## `{kind.name}`: {kind.title.en} · {kind.title.es}\n")
        parts.append(f"{kind.about.en}\n\n{kind.about.es}\n\nDecided by {who}.\n")
        for version, body in kind.bodies.items():
            parts.append(f"### `{kind.name}/{version}`\n\n| field | English | Spanish | type | required |")
            parts.append("| --- | --- | --- | --- | --- |\n" + "\n".join(_fields(specs_of(body), "")) + "\n")
    return "\n".join(parts)


def _fields(specs: Any, prefix: str) -> list[str]:
    rows = []
    for spec in specs:
        required = "yes" if spec.required else "no"
        rows.append(f"| `{prefix}{spec.name}` | {spec.label.en} | {spec.label.es} | {spec.type} | {required} |")
        rows.extend(_fields(spec.parts or (), f"{prefix}{spec.name}."))
    return rows


def acts_reference() -> str | None:
    """Every act, every state of a proposal, and every reason for which an entry is void."""
    if find_spec("bilateral.dialogue.acts") is None:
        return None
    from bilateral.dialogue.acts import ACTS, REASONS, STATES

    parts = [MADE, "# Acts\n", "| act | English | Spanish |\n| --- | --- | --- |"]
    parts.extend(f"| `{act.name}` | {act.verb.en} | {act.verb.es} |" for act in ACTS.values())
    parts.append("\n## States of a proposal\n\n| state | English | Spanish |\n| --- | --- | --- |")
    parts.extend(f"| `{name}` | {text.en} | {text.es} |" for name, text in STATES.items())
    parts.append("\n## Why an entry is void or not understood\n\n| reason | English | Spanish |\n| --- | --- | --- |")
    parts.extend(f"| `{name}` | {text.en} | {text.es} |" for name, text in REASONS.items())
    return "\n".join(parts) + "\n"


GENERATORS: dict[str, Callable[[], str | None]] = {
    "docs/reference/cli.md": cli_reference,
    "docs/reference/kinds.md": kinds_reference,
    "docs/reference/acts.md": acts_reference,
}


def check(report: Report, root: Path = ROOT) -> int:
    """Fault every generated document that is not what its generator gives now. Returns how many there are."""
    for name, generate in GENERATORS.items():
        text = generate()
        path = root / name
        if text is None:
            report.warn(path, "what it describes does not exist yet")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            report.fault(path, "not fresh", "Run make docs")
    return len(GENERATORS)


def write(root: Path = ROOT) -> None:
    for name, generate in GENERATORS.items():
        text = generate()
        path = root / name
        if text is None:
            print(f"{name}: what it describes does not exist yet")
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(name)


def main(args: list[str]) -> int:
    if args == ["--check"]:
        report = Report("make_docs")
        return report.finish(f"{check(report)} documents")
    write()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
