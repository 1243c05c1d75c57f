"""A package of texts as it is sent, and the digest by which all sides, and a proposal on the record, mean the same one.

What is sent is the texts alone: no remark, name, clearance or earlier wording. Their content is brought into one form
first, so that a text typed, sent, and read back from the record has one digest.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any, Final

from bilateral.dialogue.compose import check_draft, tidy
from bilateral.dialogue.drafts import Draft
from bilateral.dialogue.kind import FieldSpec
from bilateral.dialogue.kinds import KINDS
from bilateral.dialogue.rooms.message import MAX_MESSAGE
from bilateral.dialogue.sealing import PROSE
from bilateral.record import canonical
from bilateral.values import LANGS

DOMAIN: Final = b"bilateral/room-texts/v1\n"
Texts = list[dict[str, Any]]


def texts_of(drafts: Iterable[Draft]) -> Texts:
    """The texts as a message carries them, in order of their names."""
    return sorted((_text(each) for each in drafts), key=lambda text: str(text["name"]))


def _text(draft: Draft) -> dict[str, Any]:
    kind = KINDS.get(draft.kind)
    content = tidy(dict(draft.content))
    return {
        "base": draft.base,
        "content": normal(kind.fields, content) if kind else content,
        "kind": draft.kind,
        "name": draft.name,
        "parties": sorted(set(draft.parties)),
    }


def drafts_of(texts: Iterable[Mapping[str, Any]]) -> tuple[Draft, ...]:
    """The texts of a message as authoring content."""
    return tuple(Draft(t["kind"], t["name"], t["content"], tuple(t["parties"]), t["base"]) for t in texts)


def is_readable(text: Mapping[str, Any]) -> bool:
    """Whether this software knows the kind, and the values are of its form: what another home sends may be anything."""
    draft = Draft(text["kind"], text["name"], text["content"], tuple(text["parties"]), text["base"])
    return not any(fault.code != "concordance" for fault in check_draft(draft, KINDS, ""))


def digest_of(texts: Sequence[Mapping[str, Any]]) -> str:
    """What a version is referred to by: the same for the same texts, whoever sent them and when."""
    whole = {"texts": [dict(text) for text in texts]}
    return sha256(DOMAIN + canonical.encode(whole, MAX_MESSAGE)).hexdigest()


def compared(drafts: Iterable[Draft]) -> bytes:
    """The texts in the one form that is compared, however long and whatever characters they have, for words that stay
    sealed may have some that entries may not; empty only where there are no texts.
    """
    whole = texts_of(drafts)
    return json.dumps(whole, sort_keys=True, separators=(",", ":")).encode() if whole else b""


def normal(fields: Iterable[FieldSpec], content: Mapping[str, Any]) -> dict[str, Any]:
    """Authoring content in the one form that is compared: every field present, what says nothing None or empty."""
    return {spec.name: _normal(spec, content.get(spec.name)) for spec in fields}


def _normal(spec: FieldSpec, value: Any) -> Any:
    if spec.type == "parts":
        return [normal(spec.parts or (), part) for part in value or ()]
    if spec.type in ("places", "sectors", "items"):
        return sorted(set(value or ()))
    if spec.type == "office_by_party":
        return {party: name for party, name in (value or {}).items() if name}
    if value is None or value == "":
        return None
    if spec.type in PROSE:
        words = {lang: value.get(lang) or "" for lang in LANGS}
        return words if any(words.values()) else None
    return str(value).partition("@")[0] if spec.type == "entry" else value
