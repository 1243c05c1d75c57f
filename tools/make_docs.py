"""Writes the generated documents; `--check` only says which of them are not fresh.

GENERATORS is the table: a path and the function that gives its text, or None while what it describes does not exist.
"""

import subprocess
import sys
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tools.report import ROOT, Report

MADE = "<!-- Written by `make docs`. Do not edit: change what it describes. -->\n"


def cli_reference(lang: str) -> str | None:
    """Every command with its arguments and options, as its own help says them in one language."""
    if find_spec("bilateral.cli") is None or find_spec("bilateral.cli.main") is None:
        return None
    command = [sys.executable, "-m", "tools.cli_reference", lang]
    return subprocess.run(command, capture_output=True, encoding="utf-8", cwd=ROOT, check=True).stdout


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


def permissions_reference() -> str | None:
    """Who may do what: the permission matrix, a row a permission and a column a role."""
    if find_spec("bilateral.node.people") is None:
        return None
    from bilateral.node.people.permissions import PERMISSIONS
    from bilateral.node.people.roles import ROLES

    parts = [MADE, "# Who may do what\n", "| role | English | Spanish |\n| --- | --- | --- |"]
    parts.extend(f"| `{r.code}` | {r.name.en}: {r.about.en} | {r.name.es}: {r.about.es} |" for r in ROLES.values())
    parts.append("\nEach role is held for one government and counts only for that government's own work. Whatever is")
    parts.append("public needs no role. A row marked *signs* asks for a second factor used within fifteen minutes.\n")
    parts.append("| permission | English | Spanish | " + " | ".join(ROLES) + " |\n" + "| --- " * (3 + len(ROLES)) + "|")
    for row in PERMISSIONS.values():
        marks = " | ".join("yes" if role in row.roles else "–" for role in ROLES)
        signs = " (*signs*)" if row.signs else ""
        parts.append(f"| `{row.code}`{signs} | {row.name.en} | {row.name.es} | {marks} |")
    return "\n".join(parts) + "\n"


def listening_page(lang: str) -> str | None:
    """How well listening works, as measured."""
    from tools.pages import listening

    return MADE + listening.page(lang) if listening.RESULTS.is_dir() else None


def reliability(lang: str) -> str | None:
    """Which faults the tests put in, how many, and what holds afterwards."""
    from tools.pages import reliability as its

    return MADE + its.page(lang)


GENERATORS: dict[str, Callable[[], str | None]] = {
    "docs/reference/cli.md": partial(cli_reference, "en"),
    "docs/reference/cli.es.md": partial(cli_reference, "es"),
    "docs/reference/kinds.md": kinds_reference,
    "docs/reference/acts.md": acts_reference,
    "docs/reference/permissions.md": permissions_reference,
    "docs/reference/listening-quality.md": partial(listening_page, "en"),
    "docs/reference/listening-quality.es.md": partial(listening_page, "es"),
    "docs/explanation/reliability.md": partial(reliability, "en"),
    "docs/explanation/reliability.es.md": partial(reliability, "es"),
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
