"""What templates may say: words in the page's language, dates, numbers, addresses of documents and entries, bridges.

Not here: anything that decides. A tag picks words or an address; the rules are below web.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from babel.numbers import format_decimal
from django import template
from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from bilateral.values import LANGS, EntryRef, Name, Text, format_date, format_datetime
from bilateral.values.ref import party_of, turn_of
from bilateral.web import pictures, verifying

register = template.Library()
_LOCALES = {"en": "en_US", "es": "es_MX"}


def _lang() -> str:
    return get_language() or "en"


# -- words ---------------------------------------------------------------------------------------------------------


@register.filter
def t(text: Any) -> str:
    """A `Text` in the page's language; anything else as it is."""
    return text.in_(_lang()) if isinstance(text, Text) else ("" if text is None else str(text))


@register.filter
def in_lang(text: Text, lang: str) -> str:
    return text.in_(lang)


@register.simple_tag
def both(text: Text) -> list[tuple[str, str]]:
    """Both authentic texts, the page's language first: ``[("es", "..."), ("en", "...")]``."""
    first = _lang()
    return [(lang, text.in_(lang)) for lang in sorted(LANGS, key=lambda code: code != first)]


@register.filter
def language_name(lang: str) -> str:
    return {"en": gettext("English"), "es": gettext("Spanish")}.get(lang, lang)


@register.filter
def paragraphs(words: str) -> SafeString:
    """Prose as paragraphs: blank lines part them."""
    blocks = [block.strip() for block in words.replace("\r\n", "\n").split("\n\n") if block.strip()]
    return format_html_join("", "<p>{}</p>", ((block,) for block in blocks))


@register.filter
def names(parties: Iterable[Any]) -> str:
    """``A``, ``A and B``, ``A, B and C``."""
    words = [party.name.in_(_lang()) for party in parties]
    if len(words) < 2:
        return "".join(words)
    last = words[-1]
    glue = gettext("and")
    if _lang() == "es" and last.lower().startswith(("i", "hi")) and not last.lower().startswith("hie"):
        glue = "e"
    return f"{', '.join(words[:-1])} {glue} {last}"


@register.filter
def slots(words: str) -> SafeString:
    """Words with places that a script fills in."""
    return verifying.slots(words)


# -- dates and numbers ---------------------------------------------------------------------------------------------


@register.filter
def when(value: date | datetime | None) -> SafeString | str:
    """A day, for people and for machines."""
    if value is None:
        return ""
    day = value.astimezone(UTC).date() if isinstance(value, datetime) else value
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), format_date(day, _lang()))


@register.filter
def moment(value: datetime | None) -> SafeString | str:
    """A day and a time, always in UTC and saying so."""
    if value is None:
        return ""
    at = value.astimezone(UTC)
    return format_html('<time datetime="{}">{}</time>', at.isoformat(), format_datetime(at, _lang()))


@register.filter
def count(value: int) -> str:
    return str(format_decimal(value, locale=_LOCALES[_lang()]))


@register.filter
def short(digest: str) -> str:
    """A digest as people recognise it; the whole stands in the technical details."""
    return digest if len(digest) <= 12 else f"{digest[:6]}…{digest[-4:]}"


# -- addresses -----------------------------------------------------------------------------------------------------


@register.filter
def document_url(link: Any) -> str:
    return reverse("document", args=[link.kind, *_line(link.name.origin), link.name.id])


@register.filter
def json_url(name: Name) -> str:
    return reverse("api-document", args=[str(name)])


@register.filter
def entry_url(ref: EntryRef) -> str:
    return entry_at(ref.log, ref.seq)


@register.filter
def entry_at(log: str, seq: int) -> str:
    """The address of an entry by its log and position."""
    return reverse("entry", args=[*_line(log), seq])


@register.filter
def log_code(log: str) -> str:
    """A log in short: its government's code, and its number where it is not the first."""
    return "/".join(map(str, _line(log)))


@register.simple_tag(takes_context=True)
def log_name(context: Mapping[str, Any], log: str) -> str:
    """A log for readers: its government's name, and its number where it is not the first."""
    party, *turn = _line(log)
    return " ".join([party_name(context, str(party)), *(f"({n})" for n in turn)])


def _line(origin: str) -> list[str | int]:
    """How addresses name a log: the government and, where it is not its first log, which one it is."""
    turn = turn_of(origin)
    return [party_of(origin), turn] if turn > 1 else [party_of(origin)]


@register.simple_tag(takes_context=True)
def with_query(context: Mapping[str, Any], **changes: Any) -> str:
    """This page's query string with some keys set, or dropped when empty."""
    query = context["request"].GET.copy()
    for key, value in changes.items():
        query.pop(key, None)
        if value not in (None, ""):
            query[key] = value
    return f"?{query.urlencode()}" if query else "."


# -- parts ---------------------------------------------------------------------------------------------------------


@register.filter
def field(fields: Iterable[Any], name: str) -> Any:
    return next((item for item in fields if item.name == name), None)


@register.filter
def without(fields: Iterable[Any], names_: str) -> list[Any]:
    """The fields but those of a comma-separated list, and but those that say nothing."""
    left_out = names_.split(",")
    return [item for item in fields if item.name not in left_out]


@register.filter
def stated(fields: Iterable[Any], names_: str) -> list[Any]:
    """The fields but those of a comma-separated list that say nothing."""
    optional = names_.split(",")
    return [item for item in fields if item.name not in optional or item.value is not None]


@register.filter
def get(mapping: Mapping[str, Any], key: str) -> Any:
    return mapping.get(key) if mapping else None


@register.simple_tag
def words(spans: Iterable[Any]) -> SafeString:
    """A word diff: what was added and removed is marked by sign and by element, not by colour alone."""
    tags = {"added": ("ins", gettext("added:")), "removed": ("del", gettext("removed:"))}
    parts = []
    for span in spans:
        if span.kind == "same":
            parts.append(conditional_escape(span.text))
        else:
            tag, said = tags[span.kind]
            parts.append(
                format_html('<{} class="diff"><span class="usa-sr-only">{} </span>{}</{}>', tag, said, span.text, tag)
            )
    return mark_safe("".join(parts))


@register.simple_tag
def bridge(card: Any) -> SafeString:
    """The large picture of an action, for wide pages and for narrow ones; the style sheet shows one of them."""
    return format_html(
        '<div class="only-wide">{}</div><div class="only-narrow">{}</div>', *pictures.bridge_of(card, _lang())
    )


@register.simple_tag
def span(card: Any) -> SafeString:
    """The small picture of an action, one in a row of many."""
    return pictures.span_of(card, _lang())


# -- small questions that pages ask of shapes ----------------------------------------------------------------------


@register.filter
def closed(cards: Iterable[Any] | None) -> int:
    """How many actions all sides agreed to be complete."""
    return sum(card.state == "closed" for card in cards or ())


@register.filter
def entries(heads: Iterable[Any]) -> int:
    return sum(head.size for head in heads)


@register.filter
def declined_in(party: Any, proposal: Any) -> bool:
    return any(act.act == "decline" and act.party.code == party.code for act in proposal.acts)


@register.filter
def of_status(proposals: Iterable[Any], status: str) -> list[Any]:
    return [proposal for proposal in proposals if proposal.status == status]


@register.simple_tag(takes_context=True)
def party_name(context: Mapping[str, Any], code: str) -> str:
    """A government's name from its code; the code itself when this record doesn't know it."""
    site = context.get("site")
    found = next((party for party in (site.parties if site else ()) if party.code == code), None)
    return found.name.in_(_lang()) if found else code


@register.simple_tag
def tongues(by_lang: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """What stands once per language, the page's language first."""
    first = _lang()
    return [(lang, by_lang[lang]) for lang in sorted(LANGS, key=lambda code: code != first) if lang in by_lang]


@register.simple_tag
def both_raw(item: Any) -> list[tuple[str, str]]:
    """What was typed in both languages, the page's language first."""
    return tongues(item.raw)


@register.filter
def several(items: Any) -> bool:
    """Too many to lay open at once."""
    return len(items) > 3


@register.filter
def blamed(item: Any, lang: str) -> bool:
    """Whether a fault of a text in two languages is about this one: it names it, or names neither."""
    places = [fault.where.rpartition(".")[2] for fault in item.faults]
    return any(place == lang or place not in LANGS for place in places)
