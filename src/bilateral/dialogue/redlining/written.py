"""Values other than prose the way in which people type them: dates as 2027-03-01, lists with commas.

`read_value` gives back what `write_value` wrote, for every value type but `parts`, whose fields have rows of their own.
"""

from collections.abc import Mapping
from typing import Any

from bilateral.dialogue.kind import FieldSpec
from bilateral.dialogue.value_types import VALUE_TYPES

_LISTS = ("places", "sectors", "items")


def write_value(spec: FieldSpec, value: Any) -> str:
    """A value of authoring content as text; '' where there is none."""
    if value is None or value == "":
        return ""
    if spec.type == "flag":
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {name}" for key, name in sorted(value.items()))
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return str(value)


def read_value(spec: FieldSpec, raw: str) -> Any:
    """Authoring content from text. :raises BadInput: it can't be read as this type."""
    words = " ".join(raw.split())
    if spec.type in _LISTS:
        return VALUE_TYPES[spec.type].parse(words)
    if spec.type == "office_by_party":
        return VALUE_TYPES[spec.type].parse(words) if words else {}
    return VALUE_TYPES[spec.type].parse(words) if words else None
