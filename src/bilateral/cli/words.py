"""Typer's own words (headings, usage, mistakes in the arguments) in the reader's language.

Help goes through a formatter that knows the headings in Spanish; a mistake in the arguments becomes a `Fault` like any
other. What a later Typer says in words that stand in no table here is shown as Typer says it.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Final

import typer

from bilateral.cli.output import LANG, t
from bilateral.values import BadInput, Text

_FORMATTER: Any = typer.Context.formatter_class

_SPANISH: Final = {
    "Options": "Opciones",
    "Commands": "Comandos",
    "Arguments": "Argumentos",
    "Show this message and exit.": "Muestra esta ayuda y termina.",
}
_MARKS: Final = (
    (re.compile(r"(?<=[\[ ])required(?=\])"), Text("required", "obligatorio")),
    (re.compile(r"(?<=[\[ ])default: "), Text("default: ", "por omisión: ")),
    (re.compile(r"(?<=\[)env var: "), Text("environment variable: ", "variable de entorno: ")),
    (re.compile(r"<(?:list\[)?str\]?>"), Text("<text>", "<texto>")),
    (re.compile(r"<int(?: range)?>"), Text("<number>", "<número>")),
    (re.compile(r"<float(?: range)?>"), Text("<number>", "<número>")),
    (re.compile(r"<path>"), Text("<path>", "<ruta>")),
)


class Formatter(_FORMATTER):  # type: ignore[misc]
    """Help with its headings, marks and types in the reader's language."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, _marked(args), prefix or t("Usage: ", "Uso: "))

    def section(self, name: str) -> AbstractContextManager[None]:
        found: AbstractContextManager[None] = super().section(_own(name))
        return found

    def write_dl(self, rows: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().write_dl([(_marked(first), _marked(_own(second))) for first, second in rows], *args, **kwargs)


class Context(typer.Context):
    formatter_class = Formatter


def _own(words: str) -> str:
    return _SPANISH.get(words, words) if LANG == "es" else words


def _marked(words: str) -> str:
    for mark, text in _MARKS:
        words = mark.sub(text.in_(LANG), words)
    return words


def in_reader_language(command: Any) -> Any:
    """A command and all below it, with their help in the reader's language."""
    for each in _all(command):
        each.context_class = Context
        each.options_metavar = t("[OPTIONS]", "[OPCIONES]")
        if hasattr(each, "subcommand_metavar"):
            each.subcommand_metavar = t("COMMAND [ARGS]...", "COMANDO [ARGUMENTOS]...")
    return command


def _all(command: Any) -> Iterator[Any]:
    yield command
    for inner in getattr(command, "commands", {}).values():
        yield from _all(inner)


# -- mistakes in the arguments --------------------------------------------------------------------------------------

_MESSAGES: Final = (
    (r"No such option: (?P<a>.+)", Text("There is no option {a}.", "No existe la opción {a}.")),
    (
        r"No such command '(?P<a>.*)'\. Did you mean (?P<b>.+)\?",
        Text("There is no command {a}. Did you mean {b}?", "No existe el comando {a}. ¿Quisiste decir {b}?"),
    ),
    (r"No such command '(?P<a>.*)'\.", Text("There is no command {a}.", "No existe el comando {a}.")),
    (r"Missing command\.", Text("A command is missing.", "Falta un comando.")),
    (r"Option '(?P<a>.+)' requires an argument\.", Text("{a} needs a value.", "{a} necesita un valor.")),
    (r"Option '(?P<a>.+)' does not take a value\.", Text("{a} takes no value.", "{a} no lleva valor.")),
    (
        r"Got unexpected extra argument(?:s|\(s\))? \((?P<a>.*)\)",
        Text("There are words too many: {a}", "Sobran palabras: {a}"),
    ),
    (r".*(?:valid integer|valid number).*", Text("This is not a number.", "Esto no es un número.")),
    (r".*greater than or equal to (?P<a>\S+)", Text("The least is {a}.", "El mínimo es {a}.")),
    (r".*less than or equal to (?P<a>\S+)", Text("The most is {a}.", "El máximo es {a}.")),
    (r"(?P<a>\S+) is not in the range (?P<b>\S+?)\.?", Text("{a} is outside {b}.", "{a} está fuera de {b}.")),
)


def usage_fault(error: typer.TyperException) -> BadInput:
    """What is wrong with the arguments, as a fault; it says where help is to be had."""
    context, parameter = getattr(error, "ctx", None), getattr(error, "param", None)
    where = _named(parameter) if parameter else ""
    path = context.command_path if context else "bilateral"
    if type(error).__name__ == "MissingParameter":
        what = Text("Something required is missing.", "Falta algo obligatorio.")
    else:
        what = translated(error.message)
    if getattr(error, "possibilities", None):
        near = ", ".join(sorted(getattr(error, "possibilities", ())))
        what = what + Text(" Did you mean {near}?", " ¿Quisiste decir {near}?").format(near=near)
    do = Text("For help: {path} --help", "Para ver la ayuda: {path} --help").format(path=path)
    return BadInput(what=what, where=where, do=do, code="usage")


def _named(parameter: Any) -> str:
    """An option as it is typed, an argument by its name in the help."""
    return str(parameter.opts[0] if parameter.param_type_name == "option" else parameter.display_name_raw).strip("[]")


def translated(message: str) -> Text:
    """One of Typer's messages in both languages; one that stands in no table as it is."""
    for pattern, text in _MESSAGES:
        match = re.fullmatch(pattern, message, re.DOTALL)
        if match:
            return text.format(**match.groupdict())
    return Text.same(message)
