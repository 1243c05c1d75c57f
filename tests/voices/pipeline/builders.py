"""A small consultation: three topics in each language, a shared letter with variants, an empty text, an e-mail."""

import csv
import io
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bilateral.values import Text
from bilateral.voices.pipeline.settings import Settings
from bilateral.voices.pipeline.stages import Step
from bilateral.voices.themes import Params

SETTINGS = Settings(themes=Params(most_share=0.5, neighbours=30, largest=0.5))
SAYINGS = {
    ("en", "border"): ["trucks", "wait", "hours", "bridge", "inspection", "lanes", "crossing", "border"],
    ("en", "farm"): ["farmers", "corn", "cattle", "pesticide", "harvest", "irrigation", "seeds", "agriculture"],
    ("en", "work"): ["workers", "wages", "union", "training", "apprenticeship", "employer", "strike", "skills"],
    ("es", "border"): ["camiones", "espera", "horas", "puente", "inspección", "carriles", "cruce", "frontera"],
    ("es", "farm"): ["agricultores", "maíz", "ganado", "plaguicida", "cosecha", "riego", "semillas", "agricultura"],
    ("es", "work"): [
        "trabajadores",
        "salarios",
        "sindicato",
        "capacitación",
        "patrón",
        "huelga",
        "empleo",
        "habilidades",
    ],
}
FRAME = {"en": "The {} and the {} with this {} and our {}.", "es": "Los {} y la {} con este {} y las {}."}
"""Short enough not to be variants of each other."""
LETTER = (
    "Dear governments, please keep the two crossings at our town open at night, because the trucks that bring our "
    "vegetables north stand in the sun for hours and half of what we grow is lost before anybody looks at it."
)


def rows(each: int = 40, seed: int = 7) -> list[dict[str, Any]]:
    """Rows of a table with id, text, type, country and time, always the same ones."""
    rng = random.Random(seed)
    said = [FRAME[lang].format(*rng.sample(words, 4)) for (lang, _), words in SAYINGS.items() for _ in range(each)]
    said += [LETTER] * 12 + [LETTER.replace("vegetables", f"fruit number {n}") for n in range(6)]
    said += ["", "Write to me: ana.perez@example.org"]
    rng.shuffle(said)
    return [
        {
            "id": f"s{n:04}",
            "text": text,
            "type": rng.choice(["business", "civil society", "academia"]),
            "country": rng.choice(["US", "MX"]),
            "time": f"2026-03-{1 + n % 28:02}T12:00:00Z",
        }
        for n, text in enumerate(said)
    ]


def as_csv(table: list[dict[str, Any]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(table[0]))
    writer.writeheader()
    writer.writerows(table)
    return out.getvalue()


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


@contextmanager
def quiet(label: Text) -> Iterator[Step]:
    yield lambda share: None
