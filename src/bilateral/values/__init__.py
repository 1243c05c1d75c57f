"""Values that every room speaks in: frozen, self-checking, in both languages.

Not here: a clock, the user's files, Django, rules of the dialogue.
"""

from bilateral.values.codes import PLACES, SECTORS, Code, Codes
from bilateral.values.concordance import Discord, concordance
from bilateral.values.dates import MONTHS, format_date, format_datetime, parse_date, parse_datetime
from bilateral.values.diff import Span, diff_words, word_diff
from bilateral.values.fault import BadInput, BadLang, BadMoney, BadPeriod, BadRef, Fault, UnknownCode, parse_lang
from bilateral.values.money import CURRENCIES, Money
from bilateral.values.period import ONGOING, Period
from bilateral.values.ref import (
    EntryRef,
    Name,
    Ref,
    check_id,
    check_origin,
    dialogue_of,
    is_id,
    is_leaf,
    is_origin,
    parse_place,
    party_of,
)
from bilateral.values.rows import Column, Rows
from bilateral.values.text import EMPTY, LANGS, Lang, T, Text

__all__ = [
    "CURRENCIES",
    "EMPTY",
    "LANGS",
    "MONTHS",
    "ONGOING",
    "PLACES",
    "SECTORS",
    "BadInput",
    "BadLang",
    "BadMoney",
    "BadPeriod",
    "BadRef",
    "Code",
    "Codes",
    "Column",
    "Discord",
    "EntryRef",
    "Fault",
    "Lang",
    "Money",
    "Name",
    "Period",
    "Ref",
    "Rows",
    "Span",
    "T",
    "Text",
    "UnknownCode",
    "check_id",
    "check_origin",
    "concordance",
    "dialogue_of",
    "diff_words",
    "format_date",
    "format_datetime",
    "is_id",
    "is_leaf",
    "is_origin",
    "parse_date",
    "parse_datetime",
    "parse_lang",
    "parse_place",
    "party_of",
    "word_diff",
]
