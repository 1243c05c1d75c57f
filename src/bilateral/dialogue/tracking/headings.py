"""What a column holds, guessed from its heading in English or Spanish. A guess is shown, and a person can correct it.

A target is a field (``due``), a field in a language (``title.en``) or of a government (``leads.us``); `IGNORE` is a
column that is not taken over.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final, Literal

from bilateral.values import LANGS, Text
from bilateral.values.codes import fold

NOT_IN_A_TRACKER: Final = ("effect", "basis", "follows", "retired", "reason")
"""Fields of an action that a spreadsheet doesn't carry: what it binds to, giving it up or carrying it on is weighed
text by text, not cell by cell.
"""
SheetKind = Literal["actions", "milestones", "ignore"]
IGNORE: Final = "ignore"
PROSE: Final = ("title", "text", "end")
BY_PARTY: Final = ("leads",)

# Longer phrases win; what stands first wins among equals.
_ACTIONS: Final[dict[str, tuple[str, str]]] = {
    "id": ("id|code|key|identifier|action id|reference", "clave|id de la accion|identificador|referencia"),
    "number": ("number|no|num|#", "numero|num"),
    "under": ("pillar|line|line of work|under", "pilar|linea|linea de trabajo|dentro de|eje"),
    "text": (
        "description|what will be done|text|details|commitment",
        "descripcion|que se hara|texto|detalle|detalles|compromiso",
    ),
    "end": (
        "how we will know it is done|how we will know|deliverable|outcome|indicator|verification|result",
        "como sabremos que se cumplio|como sabremos|entregable|resultado|indicador|verificacion|producto",
    ),
    "title": ("title|action|activity|name|task", "titulo|accion|actividad|nombre|tarea"),
    "leads": (
        "lead|leads|lead office|lead agency|responsible|office|agency|owner",
        "responsable|responsables|dependencia|institucion|a cargo",
    ),
    "start": ("start|starts on|start date|begin|from", "inicio|inicia el|fecha de inicio|desde"),
    "due": (
        "due|due date|deadline|target date|end date|by when",
        "fecha limite|vence|vencimiento|plazo|fecha de termino|fecha final|fecha objetivo",
    ),
    "completed": (
        "completed|completed on|agreed complete on|completion date|date completed",
        "cumplida de comun acuerdo el|cumplida el|fecha de cumplimiento|concluida el|fecha de conclusion",
    ),
    "status": ("status|state|progress", "estado|estatus|situacion|avance"),
    "places": ("places|place|location|where", "lugares|lugar|ubicacion|donde"),
    "sectors": ("sectors|sector|industry", "sectores|industria"),
}
_MILESTONES: Final[dict[str, tuple[str, str]]] = {
    "action": ("action|action id", "accion|clave de la accion|id de la accion"),
    "id": ("id|milestone id|code|key", "clave|clave del hito|id del hito"),
    "title": ("milestone|title|step", "hito|titulo|paso"),
    "party": ("government|party|side|country", "gobierno|parte|pais"),
    "due": _ACTIONS["due"],
    "status": _ACTIONS["status"],
}
_LANG_WORDS: Final = {"en": ("english", "ingles", "en", "eng"), "es": ("spanish", "espanol", "es", "esp", "spa")}
_TOKEN: Final = re.compile(r"\w+|#")


def fields_of(kind: SheetKind) -> tuple[str, ...]:
    """The fields that a sheet of this kind can hold."""
    return tuple({"actions": _ACTIONS, "milestones": _MILESTONES, "ignore": {}}[kind])


def targets(kind: SheetKind, parties: Sequence[str]) -> tuple[str, ...]:
    """Every target that a column of such a sheet can have."""
    found: list[str] = []
    for field in fields_of(kind):
        ends = LANGS if field in PROSE else parties if field in BY_PARTY else ()
        found += [f"{field}.{end}" for end in ends] or [field]
    return (*found, IGNORE)


def guess(heading: str, kind: SheetKind, parties: Mapping[str, Text]) -> str:
    """The target of a column with this heading; `IGNORE` where there is none."""
    words = _TOKEN.findall(fold(heading))
    party = _party(words, parties)
    lang, words = _without_lang(words)
    best: tuple[int, str, str] = (0, "", "")
    for field, (en, es) in (_ACTIONS if kind == "actions" else _MILESTONES).items():
        for said_in, phrases in (("en", en), ("es", es)):
            size = max((_size(phrase, words) for phrase in phrases.split("|")), default=0)
            if size > best[0]:
                best = (size, field, said_in)
    _, field, said_in = best
    if not field:
        return IGNORE
    if field in PROSE:
        return f"{field}.{lang or said_in}"
    if field in BY_PARTY:
        return f"{field}.{party}" if party else IGNORE
    return field


def _size(phrase: str, words: Sequence[str]) -> int:
    """How many words the phrase has, where it stands in the heading; 0 where it doesn't."""
    wanted = _TOKEN.findall(phrase)
    found = any(list(words[at : at + len(wanted)]) == wanted for at in range(len(words) - len(wanted) + 1))
    return len(wanted) if found else 0


def _party(words: Sequence[str], parties: Mapping[str, Text]) -> str:
    for code, name in parties.items():
        if code in words or any(_size(fold(name.in_(lang)), words) for lang in LANGS):
            return code
    return ""


def _without_lang(words: list[str]) -> tuple[str, list[str]]:
    """The language that a heading names, and its other words. 'es' counts only at the end: elsewhere it is a verb."""
    for lang, names in _LANG_WORDS.items():
        long = [word for word in words if word in names and len(word) > 2]
        if long or (len(words) > 1 and words[-1] in names):
            return lang, [word for word in words if word not in long][: None if long else -1]
    return "", words
