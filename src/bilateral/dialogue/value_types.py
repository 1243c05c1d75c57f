"""The value types that kinds are made of: what stands in a body on the record, and how each is read, shown and
compared.

Surfaces are generated per value type, not per kind. The parser, the column and the comparison live here; the form field
and the show template live in `web`, under the same names, and a test requires the sets to be equal. A body's schema
looks only at shape (patterns, lengths), never at tables that can change (places, sectors): those are looked at when
proposing, so that no verdict can change later.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from bilateral.dialogue import value_text as read
from bilateral.values import BadInput, EntryRef, Fault, Lang, Name, Text
from bilateral.values.codes import PLACES, SECTORS

ONGOING = read.ONGOING


@dataclass(frozen=True, slots=True)
class Marker:
    """Says which value type a field has; ``kinds`` limits what a name may point at (empty: anything)."""

    type: str
    kinds: tuple[str, ...] = ()


class Digests(BaseModel):
    """Prose on the record: the digest of one sealed item per language. The words themselves are never in a body."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    en: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    es: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


def _real_date(value: str) -> str:
    date.fromisoformat(value)  # a ValueError where there is no such day
    return value


def _sorted_unique(value: tuple[str, ...]) -> tuple[str, ...]:
    if list(value) != sorted(set(value)):
        raise ValueError("must be sorted, each once")
    return value


def _document_name(value: str) -> str:
    try:
        Name.parse(value)
    except Fault as fault:
        raise ValueError(fault.what.en) from None
    return value


def _whole_reference(value: str) -> str:
    try:
        EntryRef.parse(value)
    except Fault as fault:
        raise ValueError(fault.what.en) from None
    return value


_Day = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), AfterValidator(_real_date)]
_Party = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
_Code = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9][A-Z0-9-]{0,15}$")]
_Codes = Annotated[tuple[_Code, ...], AfterValidator(_sorted_unique)]
_Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
_NameStr = Annotated[str, AfterValidator(_document_name)]

Title = Annotated[Digests, Marker("title")]
Prose = Annotated[Digests, Marker("prose")]
Day = Annotated[_Day, Marker("date")]
Due = Annotated[_Day | Annotated[str, StringConstraints(pattern="^ongoing$")], Marker("due")]
Number = Annotated[int, Field(ge=1, le=9999), Marker("number")]
Party = Annotated[_Party, Marker("party")]
Offices = Annotated[dict[_Party, _NameStr], Marker("office_by_party", ("office",))]
Places = Annotated[_Codes, Marker("places")]
Sectors = Annotated[_Codes, Marker("sectors")]
Link = Annotated[str, StringConstraints(pattern=r"^https://[!-~]{1,500}$"), Marker("link")]
Digest = Annotated[_Digest, Marker("digest")]
SealedItems = Annotated[
    tuple[_Digest, ...], Field(min_length=1, max_length=500), AfterValidator(_sorted_unique), Marker("items")
]
Flag = Annotated[bool, Marker("flag")]
Entry = Annotated[str, AfterValidator(_whole_reference), Marker("entry")]
PartId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,31}$"), Marker("id")]


def name_of(*kinds: str) -> Any:
    """The type of a field that points at a document of one of ``kinds``."""
    return Annotated[_NameStr, Marker("name", kinds)]


# -- the surfaces that live below web ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ValueType:
    """One row of the table.

    ``parse`` reads what a person typed after ``--set field=`` into authoring content; ``column`` is the value as a
    short line of text; ``form`` completes 'Write ...' when a value is malformed; ``fits`` says whether authoring
    content has the structure that sealing relies on; ``check`` looks at it with tables that may change.
    """

    name: str
    parse: Callable[[str], Any]
    column: Callable[[Any, Lang], str]
    form: Text
    fits: Callable[[Any], bool] = lambda value: isinstance(value, str)
    check: Callable[[Any, str], tuple[Fault, ...]] = lambda value, where: ()


def _known(table: Any, what: Text) -> Callable[[Any, str], tuple[Fault, ...]]:
    def check(value: Any, where: str) -> tuple[Fault, ...]:
        unknown = [code for code in value if not table.known(code)]
        return tuple(
            BadInput(
                what=what.format(code=code),
                where=where,
                do=Text("Look the code up in the table of codes.", "Busca la clave en la tabla de claves."),
            )
            for code in unknown
        )

    return check


def _is_list(value: Any) -> bool:
    return isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value)


def _is_map(value: Any) -> bool:
    return isinstance(value, Mapping) and all(isinstance(item, str) for pair in value.items() for item in pair)


def _is_parts(value: Any) -> bool:
    return isinstance(value, (list, tuple)) and all(isinstance(item, Mapping) for item in value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


_BOTH = Text("the words in both languages, under en and es", "las palabras en ambos idiomas, en en y en es")
_ROWS = (
    ValueType("title", read.text, read.column_text, _BOTH, _is_map),
    ValueType("prose", read.text, read.column_text, _BOTH, _is_map),
    ValueType("date", read.day, read.column_day, Text("a day such as 2026-03-01", "un día, por ejemplo 2026-03-01")),
    ValueType(
        "due",
        read.due,
        read.column_day,
        Text("a day such as 2026-03-01, or ongoing", "un día, por ejemplo 2026-03-01, u ongoing si es permanente"),
    ),
    ValueType(
        "number",
        read.number,
        read.column_plain,
        Text("a whole number from 1 to 9999", "un número entero de 1 a 9999"),
        _is_number,
    ),
    ValueType("choice", str.strip, read.column_plain, Text("one of the choices", "una de las opciones")),
    ValueType(
        "id",
        str.strip,
        read.column_plain,
        Text(
            "up to 32 lower-case letters, digits and hyphens, such as m1",
            "hasta 32 minúsculas sin acento, cifras y guiones, por ejemplo m1",
        ),
    ),
    ValueType(
        "digest",
        str.strip,
        read.column_plain,
        Text("a fingerprint of 64 hexadecimal digits", "una huella de 64 cifras hexadecimales"),
    ),
    ValueType(
        "party",
        str.strip,
        read.column_plain,
        Text("a government's code, such as us", "la clave de un gobierno, por ejemplo us"),
    ),
    ValueType(
        "name",
        str.strip,
        read.column_plain,
        Text(
            "a document's full name, such as hled/us:plan",
            "el nombre completo de un documento, por ejemplo hled/us:plan",
        ),
    ),
    ValueType(
        "entry",
        str.strip,
        read.column_entry,
        Text("an entry's place, such as hled/us#12", "el lugar de un asiento, por ejemplo hled/us#12"),
    ),
    ValueType(
        "office_by_party",
        read.pairs,
        read.column_map,
        Text(
            "an office's full name for each government, such as us: hled/us:cbp",
            "el nombre completo de una dependencia por gobierno, por ejemplo us: hled/us:cbp",
        ),
        _is_map,
    ),
    ValueType(
        "places",
        read.words,
        read.column_codes,
        Text("codes of places, such as MX-BCN, US-CA", "claves de lugares, por ejemplo MX-BCN, US-CA"),
        _is_list,
        _known(PLACES, Text("{code} is not a known place.", "{code} no es un lugar conocido.")),
    ),
    ValueType(
        "sectors",
        read.words,
        read.column_codes,
        Text("codes of sectors, such as 31, 48", "claves de sectores, por ejemplo 31, 48"),
        _is_list,
        _known(SECTORS, Text("{code} is not a known sector.", "{code} no es un sector conocido.")),
    ),
    ValueType(
        "items",
        read.words,
        read.column_items,
        Text(
            "fingerprints of sealed texts, 64 hexadecimal digits each",
            "huellas de textos sellados, de 64 cifras hexadecimales cada una",
        ),
        _is_list,
    ),
    ValueType(
        "parts",
        read.yaml_value,
        read.column_parts,
        Text("a list, each item with its own fields", "una lista, cada elemento con sus propios campos"),
        _is_parts,
    ),
    ValueType(
        "link",
        str.strip,
        read.column_plain,
        Text("an address that begins with https://", "una dirección que empiece con https://"),
    ),
    ValueType("flag", read.flag, read.column_flag, Text("yes or no", "sí o no"), lambda value: isinstance(value, bool)),
)
VALUE_TYPES: dict[str, ValueType] = {row.name: row for row in _ROWS}
