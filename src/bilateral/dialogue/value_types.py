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

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

from bilateral.values import LANGS, BadInput, Fault, Lang, Name, Text, format_date
from bilateral.values.codes import PLACES, SECTORS
from bilateral.values.period import parse_date

ONGOING = "ongoing"


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


_Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$"), AfterValidator(_real_date)]
_Party = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
_Code = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9][A-Z0-9-]{0,15}$")]
_Codes = Annotated[tuple[_Code, ...], AfterValidator(_sorted_unique)]
_NameStr = Annotated[str, AfterValidator(_document_name)]

Title = Annotated[Digests, Marker("title")]
Prose = Annotated[Digests, Marker("prose")]
Day = Annotated[_Day, Marker("date")]
Due = Annotated[_Day | Annotated[str, StringConstraints(pattern="^ongoing$")], Marker("due")]
Number = Annotated[int, Marker("number")]
Party = Annotated[_Party, Marker("party")]
Offices = Annotated[dict[_Party, _NameStr], Marker("office_by_party", ("office",))]
Places = Annotated[_Codes, Marker("places")]
Sectors = Annotated[_Codes, Marker("sectors")]
Link = Annotated[str, StringConstraints(pattern=r"^https://[!-~]{1,500}$"), Marker("link")]
Flag = Annotated[bool, Marker("flag")]
PartId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,31}$"), Marker("id")]


def name_of(*kinds: str) -> Any:
    """The type of a field that points at a document of one of ``kinds``."""
    return Annotated[_NameStr, Marker("name", kinds)]


# -- the surfaces that live below web ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ValueType:
    """One row of the table.

    ``parse`` reads what a person typed after ``--set field=`` into authoring content; ``column`` is the value as a
    short line of text; ``check`` looks at authoring content with tables that may change and yields what is wrong.
    """

    name: str
    parse: Callable[[str], Any]
    column: Callable[[Any, Lang], str]
    check: Callable[[Any, str], tuple[Fault, ...]] = lambda value, where: ()


def _parse_text(raw: str) -> dict[str, str]:
    """``en: words | es: palabras``, or YAML."""
    value = yaml.safe_load(raw) if raw.lstrip().startswith("{") else dict(_half(part) for part in raw.split(" | "))
    if not isinstance(value, dict) or set(value) != set(LANGS):
        raise BadInput(
            what=Text("A text needs both languages.", "Un texto necesita los dos idiomas."),
            where=raw[:80],
            do=Text("Write it as 'en: words | es: palabras'.", "Escríbelo como 'en: words | es: palabras'."),
        )
    return {lang: str(value[lang]) for lang in LANGS}


def _half(part: str) -> tuple[str, str]:
    lang, _, words = part.partition(":")
    return lang.strip(), words.strip()


def _parse_yaml(raw: str) -> Any:
    try:
        return yaml.safe_load(raw)
    except yaml.YAMLError as error:
        raise BadInput(
            what=Text("This value is not readable YAML.", "Este valor no es YAML legible."),
            where=raw[:80],
            do=Text(f"Correct it: {error}", f"Corrígelo: {error}"),
        ) from None


def _parse_list(raw: str) -> list[str]:
    return [item.strip() for item in raw.split(",") if item.strip()]


def _parse_map(raw: str) -> dict[str, str]:
    return dict((k.strip(), v.strip()) for k, _, v in (part.partition(":") for part in raw.split(",")) if k.strip())


def _parse_int(raw: str) -> int:
    try:
        return int(raw)
    except ValueError:
        raise BadInput(
            what=Text("This is not a whole number.", "Esto no es un número entero."),
            where=raw[:80],
            do=Text("Write digits only, such as 3.", "Escribe sólo dígitos, por ejemplo 3."),
        ) from None


def _parse_due(raw: str) -> str:
    return ONGOING if raw.strip().lower() in (ONGOING, "permanente") else parse_date(raw).isoformat()


def _column_text(value: Any, lang: Lang) -> str:
    if isinstance(value, Text):
        return value.in_(lang)
    return str(value[lang]) if isinstance(value, Mapping) else str(value)


def _column_day(value: Any, lang: Lang) -> str:
    if value == ONGOING:
        return Text("ongoing", "permanente").in_(lang)
    return format_date(parse_date(value) if isinstance(value, str) else value, lang) if value else ""


def _column_map(value: Any, lang: Lang) -> str:
    return ", ".join(f"{party}: {name}" for party, name in sorted(value.items()))


def _column_codes(value: Any, lang: Lang) -> str:
    return ", ".join(value)


def _column_flag(value: Any, lang: Lang) -> str:
    return (Text("yes", "sí") if value else Text("no", "no")).in_(lang)


def _column_parts(value: Any, lang: Lang) -> str:
    return str(len(value))


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


_plain = str.strip
VALUE_TYPES: dict[str, ValueType] = {
    row.name: row
    for row in (
        ValueType("title", _parse_text, _column_text),
        ValueType("prose", _parse_text, _column_text),
        ValueType("date", lambda raw: parse_date(raw).isoformat(), _column_day),
        ValueType("due", _parse_due, _column_day),
        ValueType("number", _parse_int, lambda value, lang: str(value)),
        ValueType("choice", _plain, lambda value, lang: str(value)),
        ValueType("id", _plain, lambda value, lang: str(value)),
        ValueType("party", _plain, lambda value, lang: str(value)),
        ValueType("name", _plain, lambda value, lang: str(value)),
        ValueType("office_by_party", _parse_map, _column_map),
        ValueType(
            "places",
            _parse_list,
            _column_codes,
            _known(PLACES, Text("{code} is not a known place.", "{code} no es un lugar conocido.")),
        ),
        ValueType(
            "sectors",
            _parse_list,
            _column_codes,
            _known(SECTORS, Text("{code} is not a known sector.", "{code} no es un sector conocido.")),
        ),
        ValueType("parts", _parse_yaml, _column_parts),
        ValueType("link", _plain, lambda value, lang: str(value)),
        ValueType("flag", lambda raw: raw.strip().lower() in ("yes", "true", "sí", "si", "1"), _column_flag),
    )
}
