"""How alike two texts must be to share a group, and what the search for such pairs costs and misses.

Likeness is the Jaccard index of the sets of three words in a row, estimated from MinHash signatures (Broder 1997) of
SIZE positions, each a permutation: the share of equal positions, with a standard error of sqrt(J(1-J)/SIZE), .044 at
most. Candidates come from bands of ROWS positions (Leskovec, Rajaraman & Ullman, ch. 3): a pair of likeness J meets in
one of the BANDS with probability 1-(1-J^ROWS)^BANDS: .998 at .30, .96 at .22, .76 at .15, and a template family hangs
together by many pairs.
"""

from dataclasses import asdict, dataclass
from typing import Any, Final

from bilateral.values import BadInput, Text

SHINGLE: Final = 3
SIZE: Final = 128
ROWS: Final = 2
BANDS: Final = SIZE // ROWS
SPARE: Final = 12
"""The first texts of a bucket that all others of it are compared with, though they may be variants of each other."""
TIERS: Final = ("variant", "campaign", "family")


@dataclass(frozen=True, slots=True)
class Grouping:
    """The likeness that each tier asks for, from 0 to 1; texts below `shortest` words are grouped only when equal.

    In a bucket of candidates a text is compared with at most `leaders` texts that differ from each other.
    """

    variant: float = 0.45
    campaign: float = 0.22
    family: float = 0.15
    shortest: int = 15
    leaders: int = 64
    seed: int = 20210909

    def __post_init__(self) -> None:
        if not 0 < self.family <= self.campaign <= self.variant <= 1:
            raise BadInput(
                Text(
                    "The likeness of the tiers must rise from family to campaign to variant, between 0 and 1.",
                    "El parecido de los niveles debe subir de familia a carta a variante, entre 0 y 1.",
                ),
                f"{self.family} / {self.campaign} / {self.variant}",
                Text("Use for example 0.15, 0.22 and 0.45.", "Usa, por ejemplo, 0.15, 0.22 y 0.45."),
            )
        if self.shortest < SHINGLE or self.leaders < 1:
            raise BadInput(
                Text(
                    "Near-duplicates need at least 3 words and one text to compare with.",
                    "Los textos casi iguales necesitan al menos 3 palabras y un texto con el cual comparar.",
                ),
                f"{self.shortest} / {self.leaders}",
                Text("Use for example 15 words and 64 texts.", "Usa, por ejemplo, 15 palabras y 64 textos."),
            )

    @property
    def needed(self) -> tuple[int, int, int]:
        """Equal positions out of SIZE that variant, campaign and family ask for."""
        wanted = (self.variant, self.campaign, self.family)
        return tuple(max(1, -int(-share * SIZE // 1)) for share in wanted)  # type: ignore[return-value]

    def to_dict(self) -> dict[str, Any]:
        return asdict(self) | {"shingle": SHINGLE, "positions": SIZE, "bands": BANDS, "spare": SPARE}
