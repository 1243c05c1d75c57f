"""A room's messages and versions made ready for templates: words with their language, texts beside each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from bilateral.dialogue.kinds import KINDS
from bilateral.dialogue.rooms import texts
from bilateral.dialogue.rooms.state import State, Version
from bilateral.node import drafting
from bilateral.node.read.fields import diffs
from bilateral.node.read.shapes import FieldDiff, FieldView
from bilateral.node.rooms import keys
from bilateral.values import Text
from bilateral.web import forms
from bilateral.web.reading import site, viewer
from bilateral.web.views.write import world_of


@dataclass(frozen=True, slots=True)
class Said:
    """A message in the conversation. ``words`` by language; ``number`` of the version that it sends or is about, and
    ``about`` which text of it, or which field.
    """

    kind: str
    party: str
    office: Text | None
    time: datetime
    words: Sequence[tuple[str, str]]
    counts: bool
    number: int = 0
    about: Text | None = None
    author: str = ""
    title: Text | None = None
    digest: str = ""
    order: int = 0


@dataclass(frozen=True, slots=True)
class ShownText:
    """A text of a version: its fields, and what differs from what it is compared with; ``readable`` says whether this
    node can show it at all.
    """

    name: str
    kind: Any
    title: Text
    created: bool
    readable: bool
    compared: bool
    fields: tuple[FieldView, ...] = ()
    diffs: tuple[FieldDiff, ...] = ()


def parties_of(request: HttpRequest, codes: Sequence[str]) -> list[Any]:
    """The governments in the order of pages."""
    return [party for party in site(request).parties if party.code in codes]


def talk(request: HttpRequest, state: State, authors: Mapping[str, str] | None = None) -> list[Said]:
    """The conversation in its order, the opening first. ``authors``: who wrote what, for their own side."""
    order = {party.code: party.order for party in site(request).parties}
    offices = keys.office_titles((line.message.party, line.message.office) for line in state.lines)
    numbers = {version.message.digest: version.number for version in state.versions}
    last = {version.digest: version.number for version in state.versions}
    found = []
    for line in state.lines:
        message = line.message
        body, number, about = message.body, numbers.get(message.digest, 0), None
        if message.kind in ("ready", "refuse"):
            number = last.get(body["version"], 0)
        elif message.kind == "say" and body["on"]:
            number, about = last.get(body["on"]["version"], 0), _about(state, body["on"])
        words = body.get("words") or body.get("note") or body.get("purpose") or {}
        title = Text.from_dict(body["title"]) if message.kind == "open" else None
        found.append(
            Said(
                message.kind,
                message.party,
                offices.get((message.party, message.office)),
                datetime.fromisoformat(message.time),
                sorted(words.items()),
                line.counts,
                number,
                about,
                (authors or {}).get(message.digest, ""),
                title,
                message.digest,
                order.get(message.party, 0),
            )
        )
    return found


def _about(state: State, on: Mapping[str, str]) -> Text | None:
    """Which text a comment is on, by its title in that version, and which of its fields."""
    version = state.version(on["version"])
    text = next((each for each in version.texts if each["name"] == on["text"]), None) if version else None
    if text is None:
        return Text.same(on["text"]) if on["text"] else None
    kind = KINDS.get(text["kind"])
    titled = kind is not None and texts.is_readable(text) and text["content"].get("title")
    title = Text.from_dict(text["content"]["title"]) if titled else Text.same(text["name"])
    field = next((spec.label for spec in kind.fields if spec.name == on["field"]), None) if kind else None
    return title + " – " + field if field else title


def texts_shown(
    request: HttpRequest, version: Version, against: Version | None, *, in_force: bool = True
) -> list[ShownText]:
    """Every text of a version beside the same text in another one; where there is none, beside the text in force, or
    whole.
    """
    world, before = world_of(request), {}
    names = [text["name"] for text in version.texts if text["base"]]
    if against is None and in_force:
        before = drafting.contents_of(names, viewer(request))
    elif against is not None:
        before = {text["name"]: text["content"] for text in against.texts if texts.is_readable(text)}
    return [_shown(text, before.get(text["name"]), world) for text in version.texts]


def gone(version: Version | None, against: Version | None) -> list[Text]:
    """The texts of the version before that this one no longer holds, by their titles or names."""
    names = {text["name"] for text in version.texts} if version else set()
    left = [text for text in (against.texts if against else ()) if text["name"] not in names]
    return [
        Text.from_dict(text["content"]["title"])
        if texts.is_readable(text) and text["content"].get("title")
        else Text.same(text["name"])
        for text in left
    ]


def _shown(text: Mapping[str, Any], before: Mapping[str, Any] | None, world: Any) -> ShownText:
    kind = KINDS.get(text["kind"])
    if kind is None or not texts.is_readable(text):
        return ShownText(text["name"], kind, Text.same(text["name"]), not text["base"], False, False)
    views = forms.views_of(kind.fields, text["content"], world)
    changed = diffs(forms.views_of(kind.fields, before, world), views) if before is not None else ()
    title = next((view.value for view in views if view.name == "title"), None) or Text.same(text["name"])
    return ShownText(text["name"], kind, title, not text["base"], True, before is not None, views, changed)


def versions_shown(request: HttpRequest, state: State) -> list[tuple[Version, list[ShownText]]]:
    """Every version, the newest first, each beside the one before it, the first one whole."""
    before = (None, *state.versions[:-1])
    pairs = list(zip(state.versions, before, strict=True))
    return [(version, texts_shown(request, version, was, in_force=False)) for version, was in reversed(pairs)]
