"""The reference of the command `bilateral` in one language, on standard output.

A process of its own for each language: commands take their help in the reader's language when they are loaded.
"""

import os
import sys
from typing import Any

EVERY_COMMAND_HAS = {"--help", "--install-completion", "--show-completion"}
WORDS = {
    "en": {
        "made": "<!-- Written by `make docs`. Do not edit: change what it describes. -->\n",
        "title": "# The command `bilateral`\n\n[Español](cli.es.md)\n",
        "about": (
            "Help is in your language: English, or Spanish where `BILATERAL_LANG`, `LC_ALL` or `LANG` says `es`.\n"
            "\n"
            "Exit codes: 0 fine; 1 what was checked does not hold; 2 bad input or usage; 130 stopped with Ctrl-C; "
            "70 a mistake in Bilateral itself.\n"
            "\n"
            'With `--json`, standard output holds one JSON value and nothing else: the answer, or `{"fault": {"code", '
            '"what", "where", "do"}}` where there is none. Words about a fault always go to standard error.\n'
        ),
        "head": "| argument or option | what it is |\n| --- | --- |\n",
    },
    "es": {
        "made": "<!-- Lo escribe `make docs`. No lo edites: cambia lo que describe. -->\n",
        "title": "# El comando `bilateral`\n\n[English](cli.md)\n",
        "about": (
            "La ayuda está en tu idioma: inglés, o español si `BILATERAL_LANG`, `LC_ALL` o `LANG` empieza con `es`.\n"
            "\n"
            "Códigos de salida: 0 todo bien; 1 lo verificado no se sostiene; 2 datos o uso incorrectos; 130 detenido "
            "con Ctrl-C; 70 un error de Bilateral.\n"
            "\n"
            "Con `--json`, la salida estándar contiene un solo valor JSON y nada más: la respuesta o, si no la hay, "
            '`{"fault": {"code", "what", "where", "do"}}`. Los avisos de un error siempre van a la salida de errores.\n'
        ),
        "head": "| argumento u opción | qué es |\n| --- | --- |\n",
    },
}


def reference(lang: str) -> str:
    """Every command with its arguments and options, as its own help says them."""
    os.environ["BILATERAL_LANG"] = lang
    from typer.main import get_command

    from bilateral.cli.main import app

    words = WORDS[lang]
    parts = [words["made"], words["title"], words["about"]]
    return "\n".join([*parts, *_command(get_command(app), ("bilateral",), words["head"])])


def _command(command: Any, path: tuple[str, ...], head: str) -> list[str]:
    parts = []
    if len(path) > 1:
        parts.append(f"{'#' * min(len(path), 4)} `{' '.join(path)}`\n")
    if command.help:
        parts.append(_one_paragraph(command.help) + "\n")
    rows = [row for parameter in command.params if (row := _parameter(parameter))]
    if rows:
        parts.append(head + "\n".join(rows) + "\n")
    for name, inner in sorted(getattr(command, "commands", {}).items()):
        if not inner.hidden:
            parts.extend(_command(inner, (*path, name), head))
    return parts


def _parameter(parameter: Any) -> str | None:
    if getattr(parameter, "hidden", False) or EVERY_COMMAND_HAS & {*parameter.opts}:
        return None
    metavar = (parameter.metavar or "").strip("[]").replace("|", "\\|")
    if parameter.param_type_name == "argument":
        name = metavar or parameter.name.upper()
        words = f"`{name}`" if parameter.required else f"`[{name}]`"
    else:
        words = ", ".join(f"`{option}`" for option in (*parameter.opts, *parameter.secondary_opts))
        words += f" `{metavar}`" if metavar else ""
    about = _one_paragraph(getattr(parameter, "help", None) or "").replace("|", "\\|")
    return f"| {words} | {about} |"


def _one_paragraph(words: str) -> str:
    return "\n\n".join(" ".join(part.split()) for part in words.replace("\f", "").strip().split("\n\n"))


if __name__ == "__main__":
    sys.stdout.write(reference(sys.argv[1]))
