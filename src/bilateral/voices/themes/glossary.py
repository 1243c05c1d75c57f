"""The bilingual glossary of trade: pairs of terms that tie English themes to Spanish ones, ours and a user's own.

A YAML list of `{en, es, pillar, source}`; either side may list several terms. `glossary.yaml` ships with the project;
`read_glossary(path)` adds a file to it. Not here: how links are made (`links`).
"""

from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from bilateral.values.fault import BadInput
from bilateral.values.text import Text


@dataclass(frozen=True)
class Pair:
    en: tuple[str, ...]
    es: tuple[str, ...]
    source: str = ""


Glossary = tuple[Pair, ...]


@cache
def shipped() -> Glossary:
    """The glossary that ships with the project."""
    text = resources.files(__package__).joinpath("glossary.yaml").read_text(encoding="utf-8")
    return parse(text, "glossary.yaml")


def read_glossary(path: Path) -> Glossary:
    """The shipped glossary and the pairs of a file. :raises BadInput: the file cannot be read as one."""
    try:
        return (*shipped(), *parse(path.read_text(encoding="utf-8"), path.name))
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(
            Text(f"The glossary {path.name} cannot be read.", f"No se puede leer el glosario {path.name}."),
            do=Text("Give a YAML file in UTF-8.", "Indica un archivo YAML en UTF-8."),
        ) from error


def parse(text: str, name: str) -> Glossary:
    """:raises BadInput: naming the pair that is wrong."""
    try:
        rows = yaml.safe_load(text) or []
    except yaml.YAMLError as error:
        raise _wrong(name, 0) from error
    if not isinstance(rows, list):
        raise _wrong(name, 0)
    return tuple(_pair(row, n, name) for n, row in enumerate(rows, 1))


def _pair(row: Any, n: int, name: str) -> Pair:
    if not isinstance(row, dict):
        raise _wrong(name, n)
    sides = [row.get(lang) for lang in ("en", "es")]
    lists = [[side] if isinstance(side, str) else side for side in sides]
    if not all(
        isinstance(side, list) and side and all(isinstance(t, str) and t.strip() for t in side) for side in lists
    ):
        raise _wrong(name, n)
    return Pair(tuple(lists[0] or ()), tuple(lists[1] or ()), str(row.get("source", "")))


def _wrong(name: str, n: int) -> BadInput:
    at = Text(f"pair {n}", f"par {n}") if n else Text("the file", "el archivo")
    return BadInput(
        Text(f"{name}: {at.en} is not a pair of terms.", f"{name}: {at.es} no es un par de términos."),
        do=Text(
            "Write a YAML list of pairs, each with `en` and `es`.",
            "Escribe una lista YAML de pares, cada uno con `en` y `es`.",
        ),
    )
