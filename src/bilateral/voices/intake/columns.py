"""Which column of a file is what, by its name; case and spaces around a name do not count."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from bilateral.voices.intake.faults import TWICE, NoColumn, NotATable, no_column, not_a_table


@dataclass(frozen=True, slots=True)
class Columns:
    """Names of columns. Only `text` must exist; one that was named must exist too, one that was not named (None) is
    taken where it has its usual name. Without ids, rows are named by their numbers.
    """

    text: str | None = None
    id: str | None = None
    type: str | None = None
    country: str | None = None
    time: str | None = None

    def found_in(self, names: Sequence[str], where: str) -> dict[str, int]:
        """The place of each column that is there.

        :raises NoColumn: one is missing, naming those that the file has. :raises NotATable: one is there twice.
        """
        known = {plain(name): place for place, name in reversed(list(enumerate(names)))}
        places: dict[str, int] = {}
        for one in fields(self):
            asked = getattr(self, one.name)
            place = known.get(plain(asked or one.name))
            if place is not None:
                if names.count(names[place]) > 1:
                    raise not_a_table(TWICE.format(name=names[place]), where)
                places[one.name] = place
            elif asked or one.name == "text":
                raise no_column(asked or one.name, one.name, names, where)
        return places

    def fits(self, names: Sequence[str]) -> bool:
        try:
            return bool(self.found_in(names, ""))
        except NoColumn:
            return False
        except NotATable:
            return True


def plain(name: str) -> str:
    """A name as it is compared."""
    return name.strip().lower()
