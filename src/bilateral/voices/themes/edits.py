"""`themes.edited.yaml`: what people change in the themes that were found, and how a later run honours it.

A person may rename a theme (`name`), merge it into another (`merge_into`), split texts with certain words out of it
(`split`), drop it (`drop`), and confirm or reject links (`confirm`). A later run finds each theme again by its
stems, for
numbers change from run to run; what it cannot find again, or cannot carry out, it says (`Unfitting`) and leaves undone.
"""

from dataclasses import dataclass, field, replace
from typing import Any, Final

import numpy as np
import yaml

from bilateral.values.fault import BadInput
from bilateral.values.text import Text
from bilateral.voices.themes.model import Language, Theme, Themes
from bilateral.voices.themes.words import fold, is_stopword, spellings, stem

SAME: Final = 0.5
"""The share of all their stems that two themes have in common, from which they are the same theme (Jaccard)."""
Decided = dict[tuple[str, str], str]
_HEAD: Final = """\
# Change what you need here, then run the same command again: it carries your changes out and leaves this file as it is.
#   name: another label; merge_into: id of another theme of the same language; drop: true
#   split: [{name: new label, words: [texts of this theme with one of these words]}]
#   confirm: true or false, of a link; loose: true marks a theme that needs a look first
# Cambia aquí lo que haga falta y ejecuta de nuevo el mismo comando: aplica tus cambios y deja este archivo como está.
#   name: otra etiqueta; merge_into: id de otro tema del mismo idioma; drop: true para quitarlo
#   split: [{name: etiqueta nueva, words: [textos de este tema con una de estas palabras]}]
#   confirm: true o false, de un vínculo; loose: true señala un tema que hay que revisar primero
"""


@dataclass(frozen=True)
class Split:
    name: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Edit:
    """What a person says of one theme of an earlier run, and the stems to find it by."""

    id: str
    stems: frozenset[str]
    name: str = ""
    merge_into: str = ""
    drop: bool = False
    split: tuple[Split, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.name or self.merge_into or self.drop or self.split)


@dataclass(frozen=True)
class Edits:
    themes: tuple[Edit, ...] = ()
    links: tuple[tuple[str, str, str], ...] = field(default=())
    """(English id, Spanish id, confirmed or rejected), by the ids of the earlier run."""


@dataclass(frozen=True)
class Unfitting:
    """An edit that this run could not honour."""

    id: str
    why: Text


def write_edits(themes: Themes) -> str:
    """The editor's file for these themes: every theme and link, with nothing changed yet but what people had
    changed.
    """
    rows = [
        {"id": t.id, "label": t.label, "size": t.size, "terms": list(t.terms), "stems": list(t.stems)}
        | ({"loose": True} if t.loose else {})
        | ({"name": t.label} if t.edited else {})
        for t in themes.all()
    ]
    verdict = {"confirmed": True, "rejected": False}
    links = [
        {"en": k.en, "es": k.es, "score": round(k.score, 3), "terms": list(k.terms), "confirm": verdict.get(k.state)}
        for k in themes.links
    ]
    body = yaml.safe_dump({"themes": rows, "links": links}, allow_unicode=True, sort_keys=False, width=110)
    return _HEAD + body


def read_edits(text: str, name: str = "themes.edited.yaml") -> Edits:
    """:raises BadInput: naming the entry that cannot be read."""
    try:
        document = yaml.safe_load(text) or {}
    except yaml.YAMLError as error:
        raise _wrong(name) from error
    if not isinstance(document, dict):
        raise _wrong(name)
    try:
        themes = tuple(_edit(row) for row in document.get("themes") or ())
        links = tuple(
            (str(row["en"]), str(row["es"]), "confirmed" if row["confirm"] else "rejected")
            for row in document.get("links") or ()
            if isinstance(row.get("confirm"), bool)
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise _wrong(name) from error
    return Edits(themes, links)


def _edit(row: dict[str, Any]) -> Edit:
    splits = tuple(Split(str(s["name"]), tuple(str(w) for w in s["words"])) for s in row.get("split") or ())
    drop = row.get("drop") or False
    if not isinstance(drop, bool) or not row["stems"]:
        raise ValueError
    stems = frozenset(str(s) for s in row["stems"])
    return Edit(str(row["id"]), stems, str(row.get("name") or ""), str(row.get("merge_into") or ""), drop, splits)


def _wrong(name: str) -> BadInput:
    return BadInput(
        Text("this is not a file of edited themes.", "este no es un archivo de temas editados."),
        name,
        Text(
            "Keep `id` and `stems` of each theme as the run wrote them; each split needs `name` and a list of `words`.",
            "Conserva `id` y `stems` de cada tema como los escribió la ejecución; cada `split` lleva `name` y una "
            "lista `words`.",
        ),
    )


def apply(themes: Themes, edits: Edits) -> tuple[Themes, Decided]:
    """The themes as people want them, with what did not fit, and the links that they decided on, by the new ids."""
    found = {edit.id: _find(edit, themes) for edit in edits.themes}
    unfitting: list[Unfitting] = []
    languages = dict(themes.languages)
    for lang, language in themes.languages.items():
        mine = [edit for edit in edits.themes if edit and edit.id.startswith(f"{lang}-")]
        languages[lang] = _change(language, mine, found, unfitting)
    unfitting += [
        Unfitting(e.id, _GONE) for e in edits.themes if e and not found[e.id] and e.id[:2] not in themes.languages
    ]
    left = {theme.id for language in languages.values() for theme in language.themes}
    decided: Decided = {}
    for en, es, state in edits.links:
        pair = (found.get(en, ""), found.get(es, ""))
        if pair[0] in left and pair[1] in left:
            decided[pair] = state
        else:
            unfitting.append(Unfitting(f"{en} = {es}", _NO_LINK))
    return replace(themes, languages=languages, unfitting=tuple(unfitting)), decided


def _find(edit: Edit, themes: Themes) -> str:
    """The id of the theme of this run that is the edit's theme, or ''."""
    language = themes.languages.get(edit.id[:2])
    best = (0.0, False, "")
    for theme in language.themes if language else ():
        mine = set(theme.stems)
        best = max(best, (len(mine & edit.stems) / len(mine | edit.stems), theme.id == edit.id, theme.id))
    return best[2] if best[0] >= SAME else ""


def _change(language: Language, edits: list[Edit], found: dict[str, str], unfitting: list[Unfitting]) -> Language:
    place = {theme.id: i for i, theme in enumerate(language.themes)}
    rows, counts = list(language.themes), language.counts.copy()
    rules: list[tuple[int, int, frozenset[int]]] = []
    gone: dict[int, int] = {}
    for edit in edits:
        at = place.get(found[edit.id], -1)
        if at < 0 or at in gone:
            unfitting.append(Unfitting(edit.id, _GONE))
            continue
        if edit.name:
            rows[at] = replace(rows[at], label=edit.name, edited=True, loose=False)
        for split in edit.split:
            numbers = _numbers(split, language)
            if not numbers:
                unfitting.append(Unfitting(edit.id, _NO_WORDS))
                continue
            rows.append(_part(rows[at], split, sum(r[0] == at for r in rules)))
            rules.append((at, len(rows) - 1, numbers))
        into = place.get(found.get(edit.merge_into, ""), -1)
        if edit.drop:
            gone[at] = -1
        elif edit.merge_into and (into < 0 or into == at or into in gone):
            unfitting.append(Unfitting(edit.id, _NO_TARGET))
        elif edit.merge_into:
            gone[at] = into
            counts[into] += counts[at]
            rows[into] = replace(rows[into], size=rows[into].size + rows[at].size, edited=True, loose=False)
    extra = np.zeros((len(rows) - len(counts), counts.shape[1]))
    kept = [i for i in range(len(rows)) if i not in gone]
    number = {old: new for new, old in enumerate(kept)}
    rules_kept = tuple((number[gone.get(a, a)], number[b], w) for a, b, w in rules if gone.get(a, a) in number)
    return replace(
        language, themes=tuple(rows[i] for i in kept), counts=np.vstack([counts, extra])[kept], rules=rules_kept
    )


def _part(theme: Theme, split: Split, n: int) -> Theme:
    stems = tuple(sorted({fold(w) for w in split.words}))
    return Theme(f"{theme.id}{chr(ord('a') + n % 26)}", theme.lang, split.name, split.words, stems, 0, 0, True)


def _numbers(split: Split, language: Language) -> frozenset[int]:
    vocabulary = language.vocabulary
    place = {s: i for i, s in enumerate(vocabulary.stems)}
    words = [w for entry in split.words for w in spellings(entry) if not is_stopword(w, vocabulary.lang)]
    numbers = (vocabulary.number.get(fold(w), place.get(stem(w, vocabulary.lang), -1)) for w in words)
    return frozenset(n for n in numbers if n >= 0)


_GONE: Final = Text(
    "No theme of this run says what this one said; its edits were not carried out.",
    "Ningún tema de esta ejecución dice lo que decía este; sus cambios no se aplicaron.",
)
_NO_TARGET: Final = Text(
    "The theme to merge it into is not in this run, or is merged or dropped itself; it stays a theme of its own.",
    "El tema al que debía unirse no está en esta ejecución, o también se unió o se quitó; queda como tema aparte.",
)
_NO_WORDS: Final = Text(
    "No text of this run says the words to split out; nothing was split.",
    "Ningún texto de esta ejecución dice las palabras por separar; no se separó nada.",
)
_NO_LINK: Final = Text(
    "One of the two linked themes is not in this run; the decision on the link was not carried over.",
    "Uno de los dos temas vinculados no está en esta ejecución; la decisión sobre el vínculo no se conservó.",
)
