"""From what an official wrote to what will be signed: checks first, then bodies of digests and the sealed words beside
them.

Everything here happens when proposing and takes no part in verdicts. Not here: the checks themselves (checking.py).
"""

import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from bilateral.dialogue.checking import KindOf, check, check_draft
from bilateral.dialogue.drafts import ActDraft, Composed, Draft, InForce, OnItems
from bilateral.dialogue.faults import Faults
from bilateral.dialogue.kind import FieldSpec, Kind
from bilateral.dialogue.kinds import report
from bilateral.dialogue.sealing import PROSE, LeafOf, Sealer, keep_hidden, seal_content
from bilateral.dialogue.value_types import ONGOING
from bilateral.record import seal
from bilateral.values import LANGS, Fault

__all__ = [
    "ActDraft",
    "Composed",
    "Draft",
    "InForce",
    "Known",
    "OnItems",
    "check",
    "check_draft",
    "compose",
    "template",
    "tidy",
]

Known = Callable[[str], InForce]
"""For a document's name, what is in force under it: a text that doesn't change keeps its digest."""


def compose(
    act: ActDraft,
    kinds: Mapping[str, Kind],
    salt: Callable[[], bytes],
    known: Known,
    kind_of: KindOf | None = None,
    parties: Collection[str] = (),
    leaf_of: LeafOf | None = None,
) -> Composed:
    """Check and seal an act's words.

    :param kind_of: the kind of a document that exists, or None; without it, names pointed at are not looked up.
    :param parties: the governments whose records are held.
    :param leaf_of: the leaf of an entry that is held; completes the places of entries that a document names.
    :raises Faults: everything that is wrong with it, each with its place and what to do.
    """
    act = _carried(_tidied(act), kinds, known)
    faults = tuple(check(act, kinds, kind_of, parties, leaf_of)) or tuple(_misreported(act, known))
    if faults:
        raise Faults.of(faults)
    items: list[tuple[str, seal.Sealed]] = []
    changes = []
    for index, draft in enumerate(act.changes):
        kind = kinds[draft.kind]
        before = known(draft.name) if draft.base else InForce()
        sealer = Sealer(salt, before.words, leaf_of or (lambda log, seq: None))
        body = seal_content(kind.fields, draft.content, sealer, str(index), before.body)
        items += sealer.items
        parties = sorted(set(draft.parties))
        changes.append({"base": draft.base, "body": body, "kind": kind.tag, "name": draft.name, "parties": parties})
    said: dict[str, Any] = {"visibility": "sealed" if act.sealed else "public"}
    sealer = Sealer(salt)
    appeal = act.on.appeal if act.on else None
    for name, words in (("text", act.text), ("waiver", act.waiver), ("appeal", appeal)):
        if words:
            said[name] = sealer.text(name, words)
    if act.on:
        said = ({"text": None} if act.act == "release" else {}) | said | _named(act.act, act.on, sealer)
    return Composed(tuple(changes), said, tuple(items + sealer.items))


def _named(act: str, on: OnItems, sealer: Sealer) -> dict[str, Any]:
    """What the body of an act on sealed texts holds besides words of its own."""
    said: dict[str, Any] = {"items": sorted(set(on.items))}
    said |= {name: value for name in ("ground", "review", "backups") if (value := getattr(on, name))}
    if act == "redact":
        rows = []
        for number, digest in enumerate(said["items"]):
            lang, words = on.instead[digest]
            rows.append({"by": sealer.one(f"instead.{number}.{lang}", words, lang), "item": digest})
        said["replacements"] = rows
    return said


def _misreported(act: ActDraft, known: Known) -> Iterator[Fault]:
    """Reports are about milestones that the action, as it stands, gives to the government that reports."""
    for index, draft in enumerate(act.changes):
        if draft.kind == report.KIND.name and draft.parties:
            where = draft.name if len(act.changes) > 1 else str(index)
            action = known(str(draft.content.get("action"))).body
            yield from report.unknown_steps(draft.content, draft.parties[0], action, where)


def _carried(act: ActDraft, kinds: Mapping[str, Kind], known: Known) -> ActDraft:
    """A text that is withheld or erased can't be written again by whoever amends its document: left empty, it stays."""
    if not any(draft.base for draft in act.changes):
        return act
    changes = []
    for draft in act.changes:
        before = known(draft.name) if draft.base and draft.kind in kinds else InForce()
        if before.hidden:
            content = keep_hidden(kinds[draft.kind].fields, draft.content, before.body, before.hidden)
            draft = replace(draft, content=content)
        changes.append(draft)
    return replace(act, changes=tuple(changes))


# -- tidying: what a person types in many ways stands on the record in one ------------------------------------------


def _tidied(act: ActDraft) -> ActDraft:
    changes = tuple(
        Draft(d.kind, d.name, {k: tidy(v) for k, v in d.content.items()}, d.parties, d.base) for d in act.changes
    )
    on = act.on and replace(
        act.on,
        appeal=_words(act.on.appeal),
        instead={digest: (lang, tidy(words)) for digest, (lang, words) in act.on.instead.items()},
    )
    return replace(act, changes=changes, text=_words(act.text), waiver=_words(act.waiver), on=on)


def _words(value: Mapping[str, str] | None) -> Mapping[str, str] | None:
    return None if value is None else {k: tidy(v) for k, v in value.items()}


def tidy(value: Any) -> Any:
    """NFC, line ends as one newline, tabs as blanks, no blanks at the ends; dates as ISO text. Structure is kept."""
    if isinstance(value, str):
        lines = value.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
        return unicodedata.normalize("NFC", lines).strip()
    if isinstance(value, Mapping):
        return {key: tidy(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [tidy(item) for item in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


# -- a text to fill in ----------------------------------------------------------------------------------------------


def template(kind: Kind, parties: Iterable[str]) -> dict[str, Any]:
    """An empty authoring content of this kind, as `act template` prints it."""
    return {spec.name: _blank(spec, tuple(parties)) for spec in kind.fields}


def _blank(spec: FieldSpec, parties: tuple[str, ...]) -> Any:
    if spec.type in PROSE:
        return dict.fromkeys(LANGS, "") if spec.required else None
    if spec.type == "parts":
        return [{part.name: _blank(part, parties) for part in spec.parts or ()}]
    if spec.type == "office_by_party":
        return dict.fromkeys(parties, "")
    if spec.type in ("places", "sectors", "items"):
        return []
    return {"due": ONGOING, "number": 1, "flag": False}.get(spec.type, "" if spec.required else None)
