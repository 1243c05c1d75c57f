"""Fitted themes as one file, and back: NumPy arrays and JSON, nothing that runs when it is read.

With it later submissions are assigned to the same themes without fitting anything again.
"""

import json
import zipfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from bilateral.values import BadInput, Text
from bilateral.voices.themes import Assigned, Link, Params, Theme, Themes
from bilateral.voices.themes.model import Language, nobody
from bilateral.voices.themes.words import Vocabulary

FORMAT = 1


def save(path: Path, themes: Themes, *, with_assigned: bool = False) -> None:
    """Same themes, same bytes. The labels of these texts are left out unless asked for: they are in the tables."""
    arrays: dict[str, Any] = {}
    languages = {}
    for lang, one in sorted(themes.languages.items()):
        vocabulary = one.vocabulary
        languages[lang] = {
            "themes": [asdict(theme) for theme in one.themes],
            "rules": [[source, target, sorted(stems)] for source, target, stems in one.rules],
            "stems": vocabulary.stems,
            "surface": vocabulary.surface,
            "number": vocabulary.number,
            "of": vocabulary.of,
        }
        arrays |= {
            f"{lang}_counts": one.counts,
            f"{lang}_background": one.background,
            f"{lang}_texts": vocabulary.texts,
        }
    if with_assigned:
        arrays |= {"assigned": themes.assigned.theme, "scores": themes.assigned.score}
    head = {
        "format": FORMAT,
        "seed": themes.seed,
        "params": asdict(themes.params),
        "links": [asdict(link) for link in themes.links],
        "languages": languages,
    }
    arrays["head"] = np.frombuffer(json.dumps(head, ensure_ascii=False).encode(), dtype=np.uint8)
    beside = path.with_name(path.name + ".new.npz")
    np.savez_compressed(beside, allow_pickle=False, **arrays)
    beside.replace(path)


def load(path: Path) -> Themes:
    """:raises BadInput: it is no such file."""
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        head = json.loads(arrays.pop("head").tobytes())
        if head["format"] != FORMAT:
            raise ValueError
        return _themes(head, arrays)
    except (ValueError, KeyError, TypeError, zipfile.BadZipFile, EOFError, AttributeError) as error:
        raise BadInput(
            Text("This is not a file of fitted themes.", "Este no es un archivo de temas ajustados."),
            path.name,
            Text(
                "Name the folder that an earlier `bilateral listen` wrote.",
                "Indica la carpeta que escribió un `bilateral listen` anterior.",
            ),
        ) from error


def _themes(head: dict[str, Any], arrays: dict[str, Any]) -> Themes:
    languages = {}
    for lang, one in head["languages"].items():
        vocabulary = Vocabulary(
            lang, tuple(one["stems"]), one["number"], tuple(one["surface"]), arrays[f"{lang}_texts"], one["of"]
        )
        themes = tuple(
            Theme(**{**theme, "terms": tuple(theme["terms"]), "stems": tuple(theme["stems"])})
            for theme in one["themes"]
        )
        rules = tuple((source, target, frozenset(stems)) for source, target, stems in one["rules"])
        languages[lang] = Language(vocabulary, themes, arrays[f"{lang}_counts"], arrays[f"{lang}_background"], rules)
    links = tuple(Link(**{**link, "terms": tuple(link["terms"])}) for link in head["links"])
    assigned = Assigned(arrays["assigned"], arrays["scores"]) if "assigned" in arrays else nobody(0)
    params = Params(**{**head["params"], "dimensions": tuple(head["params"]["dimensions"])})
    return Themes(languages, params, head["seed"], links, (), assigned)
