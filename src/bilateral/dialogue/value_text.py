"""The values of a body as people type and read them: from a short line of text, and to one.

Here: what `--set field=VALUE` takes and what a table's column shows, for each value type. Not here: the table of value
types and what stands on the record (value_types.py).
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import yaml

from bilateral.values import LANGS, BadInput, Lang, Text, format_date
from bilateral.values.period import parse_date

ONGOING = "ongoing"
YES, NO = ("yes", "true", "sí", "si", "1"), ("no", "false", "0")
_NEXT_LANG = re.compile(r"\s\|\s+(?=(?:en|es)\s*:)")


def text(raw: str) -> dict[str, str]:
    """``en: words | es: palabras``, or YAML."""
    value = yaml_value(raw) if raw.lstrip().startswith("{") else dict(_half(part) for part in _NEXT_LANG.split(raw))
    if not isinstance(value, dict) or set(value) != set(LANGS):
        raise BadInput(
            what=Text("A text needs both languages.", "Un texto necesita los dos idiomas."),
            where=raw[:80],
            do=Text("Write it as 'en: words | es: palabras'.", "Escríbelo como 'en: words | es: palabras'."),
        )
    return {lang: str(value[lang] or "") for lang in LANGS}


def _half(part: str) -> tuple[str, str]:
    lang, _, words = part.partition(":")
    return lang.strip(), words.strip()


def yaml_value(raw: str) -> Any:
    try:
        return yaml.safe_load(raw)
    except yaml.YAMLError as error:
        raise BadInput(
            what=Text("This value is not readable YAML.", "Este valor no es YAML legible."),
            where=f"{raw[:80]} ({' '.join(str(error).split())[:120]})",
            do=Text("Correct it, or use a file (--file).", "Corrígelo o usa un archivo (--file)."),
        ) from None


def words(raw: str) -> list[str]:
    return [item.strip() for item in raw.split(",") if item.strip()]


def pairs(raw: str) -> dict[str, str]:
    return {k.strip(): v.strip() for k, _, v in (part.partition(":") for part in raw.split(",")) if k.strip()}


def number(raw: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", raw.strip()):
        raise BadInput(
            what=Text("This is not a whole number.", "Esto no es un número entero."),
            where=raw[:80],
            do=Text("Write digits only, such as 3.", "Escribe sólo dígitos, por ejemplo 3."),
        )
    return int(raw)


def flag(raw: str) -> bool:
    word = raw.strip().lower()
    if word not in YES + NO:
        raise BadInput(
            what=Text("This is neither yes nor no.", "Esto no es ni sí ni no."),
            where=raw[:80],
            do=Text("Write yes or no.", "Escribe sí o no."),
        )
    return word in YES


def day(raw: str) -> str:
    return parse_date(raw).isoformat()


def due(raw: str) -> str:
    return ONGOING if raw.strip().lower() in (ONGOING, "permanente") else day(raw)


# -- as a line of text ----------------------------------------------------------------------------------------------


def column_plain(value: Any, lang: Lang) -> str:
    return str(value)


def column_entry(value: Any, lang: Lang) -> str:
    """The place, which is what people read; the leaf that binds it is in the body."""
    return str(value).partition("@")[0]


def column_text(value: Any, lang: Lang) -> str:
    if isinstance(value, Text):
        return value.in_(lang)
    return str(value[lang]) if isinstance(value, Mapping) else str(value)


def column_day(value: Any, lang: Lang) -> str:
    if value == ONGOING:
        return Text("ongoing", "permanente").in_(lang)
    if not value:
        return ""
    return format_date(value if isinstance(value, date) else parse_date(value), lang)


def column_map(value: Any, lang: Lang) -> str:
    return ", ".join(f"{party}: {name}" for party, name in sorted(value.items()))


def column_codes(value: Any, lang: Lang) -> str:
    return ", ".join(value)


def column_items(value: Any, lang: Lang) -> str:
    """Fingerprints as people recognise them."""
    return ", ".join(f"{digest[:6]}…{digest[-4:]}" if len(digest) > 12 else digest for digest in value)


def column_flag(value: Any, lang: Lang) -> str:
    return (Text("yes", "sí") if value else Text("no", "no")).in_(lang)


def column_parts(value: Any, lang: Lang) -> str:
    return str(len(value))
