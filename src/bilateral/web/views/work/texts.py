"""Between what the node keeps of a text in work and the form on a page; which translations have gone stale."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict

from bilateral.dialogue.kind import Kind
from bilateral.dialogue.kinds import KINDS
from bilateral.dialogue.redlining import label_of
from bilateral.dialogue.sealing import PROSE
from bilateral.node import drafting, papers
from bilateral.node.papers import Working
from bilateral.node.read.fields import diffs
from bilateral.node.read.shapes import FieldDiff
from bilateral.node.viewer import Viewer
from bilateral.values import LANGS, Name, Text
from bilateral.web import forms
from bilateral.web.forms.controls import World
from bilateral.web.reading import read, site, viewer
from bilateral.web.views.write import world_of

NAMED = re.compile(r"[\w/.-]{1,200}:[\w.-]{1,100}")


@dataclass(frozen=True, slots=True)
class Shown:
    """A text of a paper on its page: the form checked, what differs from the text in force, what to look at."""

    number: int
    text: Working
    form: forms.Form
    diffs: tuple[FieldDiff, ...]
    outdated: bool
    remarks: tuple[tuple[papers.RemarkView, Text], ...]
    """Each with what it is about: a field's label, or nothing for the whole text."""

    @property
    def created(self) -> bool:
        return not self.text.base

    @property
    def title(self) -> Any:
        """What the text calls itself, if it does."""
        return next((view.value for view in self.form.views if view.type == "title" and view.value), None)

    @property
    def ready(self) -> bool:
        return not (self.form.faults or self.outdated)


def shown(
    request: HttpRequest,
    texts: Sequence[Working],
    remarks: Iterable[papers.RemarkView] = (),
    who: Viewer | None = None,
) -> list[Shown]:
    """All texts of a paper, however many, with a handful of queries.

    :param who: for whom the texts in force are read, where it isn't who asks.
    """
    before = drafting.contents_of([text.name for text in texts if text.base], who or viewer(request))
    world, remarks = _world(request, texts, before), list(remarks)
    old = papers.outdated(tuple(texts))
    found = []
    for number, text in enumerate(texts):
        form = form_of(text, world)
        form.check()
        was = before.get(text.name)
        changed = diffs(forms.views_of(form.kind.fields, was, world), form.views) if was is not None else ()
        about = tuple((each, _about(text.kind, each)) for each in remarks if each.where.split(".")[0] == str(number))
        found.append(Shown(number, text, form, changed, text.name in old, about))
    return found


def _world(request: HttpRequest, texts: Sequence[Working], before: Mapping[str, Any]) -> World:
    """The governments, and the documents that these texts point at: nothing is chosen where they are only shown."""
    names = {name for text in texts for name in _names([text.content, text.sent, before.get(text.name)])}
    return World(site(request).parties, {str(link.name): link for link in read().links(viewer(request), names)})


def _names(value: Any) -> Iterator[str]:
    """Whatever is written like the name of a document."""
    if isinstance(value, str):
        if NAMED.fullmatch(value):
            yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _names(each)
    elif isinstance(value, Iterable):
        for each in value:
            yield from _names(each)


def _about(kind: str, remark: papers.RemarkView) -> Text:
    _, _, place = remark.where.partition(".")
    return label_of(KINDS[kind], place) if place else Text("", "")


def said_on(viewer: Viewer, pk: int, number: int) -> dict[str, list[papers.RemarkView]]:
    """The open remarks on the fields of one text, by the field."""
    found: dict[str, list[papers.RemarkView]] = {}
    for each in papers.remarks(viewer, pk):
        text, _, place = each.where.partition(".")
        if text == str(number) and place and not each.settled:
            found.setdefault(place.partition(".")[0], []).append(each)
    return found


def form_of(text: Working, world: World) -> forms.Form:
    """The form as it was left: as typed where not all of it could be read, else from its content."""
    kind, name = KINDS[text.kind], Name.parse(text.name)
    if text.sent:
        return forms.bound(kind, _typed(text.sent), world, name)
    return forms.prefilled(kind, forms.views_of(kind.fields, text.content, world), world, name)


def _typed(sent: Mapping[str, list[str]]) -> QueryDict:
    data = QueryDict(mutable=True)
    for key, values in sent.items():
        data.setlist(key, values)
    return data


def working(form: forms.Form, data: QueryDict, before: Working) -> Working:
    """What is to be kept of a form that has been checked."""
    fields = {field.key.split(".")[0] for field in form.fields}
    sent = {key: data.getlist(key) for key in data if key.split(".")[0] in fields} if form.faults else {}
    return Working(
        before.kind, before.name, form.content, before.base, before.parties, sent, _stale(form, data, before)
    )


def _stale(form: forms.Form, data: QueryDict, before: Working) -> dict[str, str]:
    """The fields of which one language was edited after the other: the language to look at, by key."""
    then = {field.key: field.raw for field in form_of(before, form.world).all_fields if field.spec.type in PROSE}
    found: dict[str, str] = {}
    for field in form.all_fields:
        if field.spec.type not in PROSE:
            continue
        was = then.get(field.key, dict.fromkeys(LANGS, ""))
        edited = [lang for lang in LANGS if field.raw[lang].split() != was[lang].split()]
        marked = before.stale.get(field.key, "")
        other = next(lang for lang in LANGS if lang not in edited) if len(edited) == 1 else ""
        if other and marked != edited[0] and was[edited[0]] and was[other]:  # else it follows the other one at last
            found[field.key] = other
        elif marked and not edited:
            found[field.key] = marked
    confirmed = set(data.getlist("confirm"))
    return {key: lang for key, lang in found.items() if key not in confirmed}


def blank(kind: str, name: str, parties: tuple[str, ...], base: str = "", content: Any = None) -> Working:
    """A text that begins: empty, or with what is in force."""
    return Working(kind, name, content or {}, base, parties)


@dataclass(frozen=True, slots=True)
class Moved:
    """How one text of a paper differs from what it was at another moment: added, taken out, or changed."""

    kind: Kind
    name: str
    how: str
    diffs: tuple[FieldDiff, ...]


def moved(request: HttpRequest, then: Sequence[Working], now: Sequence[Working]) -> list[Moved]:
    """The texts that differ between two moments of a paper, field by field."""
    if not now:
        return []
    world, old = world_of(request), {text.name: text for text in then}
    found = []
    for text in now:
        was, kind = old.pop(text.name, None), KINDS[text.kind]
        if was is None:
            found.append(Moved(kind, text.name, "added", ()))
            continue
        before, after = (forms.views_of(kind.fields, each.content, world) for each in (was, text))
        changed = diffs(before, after)
        if changed or was.base != text.base:
            found.append(Moved(kind, text.name, "changed", changed))
    return [*found, *(Moved(KINDS[text.kind], text.name, "taken-out", ()) for text in old.values())]
