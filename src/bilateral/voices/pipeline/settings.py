"""All that decides the outcome of a run besides its file. Same settings, same file: same bytes out."""

import json
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import Any, Final

from bilateral.voices.grouping.params import Grouping
from bilateral.voices.intake.columns import Columns
from bilateral.voices.intake.take import LONGEST
from bilateral.voices.screening.bursts import LEAST, WINDOW
from bilateral.voices.texts import PIPELINE
from bilateral.voices.themes.model import Params

BY_HAND: Final = 2_000
"""Texts below which a consultation is for tagging by hand, with suggestions."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`versions`: how many other texts of every group are compared with its representative, 0 for a few of the largest.

    `glossary` and `edits` are digests of files, '' where there is none; `like` that of a fitted set of themes."""

    columns: Columns = field(default_factory=Columns)
    grouping: Grouping = field(default_factory=Grouping)
    themes: Params = field(default_factory=Params)
    seed: int = 1
    longest: int = LONGEST
    versions: int = 0
    glossary: str = ""
    edits: str = ""
    like: str = ""

    def parameters(self) -> dict[str, Any]:
        """Everything, as it is written into every output."""
        return {
            "columns": asdict(self.columns),
            "grouping": self.grouping.to_dict(),
            "themes": asdict(self.themes),
            "screening": {"burst_seconds": WINDOW, "burst_least": LEAST},
            "seed": self.seed,
            "longest": self.longest,
            "versions": self.versions,
            "by_hand": BY_HAND,
            "glossary": self.glossary,
            "edits": self.edits,
            "like": self.like,
        }

    @property
    def label(self) -> str:
        """What made a label: the pipeline's version and a digest of the parameters, `listen/2+0f3a...`."""
        return f"{PIPELINE}+{digest(self.parameters())[:12]}"


def digest(value: Any) -> str:
    """The SHA-256 of a JSON value, keys sorted."""
    return sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
