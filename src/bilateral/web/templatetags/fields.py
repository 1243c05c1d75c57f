"""Fields of a text: a value through its value type's template, prose in both languages, a list of fields.

A page may hold a hundred of these, so what is built most often is built here, without a template of its own.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from bilateral.values import Text
from bilateral.values.codes import fold
from bilateral.web.forms.codes import language
from bilateral.web.templatetags.bilateral import both, language_name, paragraphs

register = template.Library()

PROSE = ("title", "prose")


@register.simple_tag(takes_context=True)
def value(context: template.Context, field: Any) -> SafeString:
    """A field's value through its value type's template."""
    return value_of(context, field.type, field.value)


@register.simple_tag(takes_context=True)
def value_of(context: template.Context, type_: str, content: Any) -> SafeString:
    """Any value through a value type's template, as in the two sides of a comparison.

    Inside a comparison prose stands in both languages already, so ``plainly`` leaves the second copy out.
    """
    inner = {"value": content, "lang": language(), "site": context.get("site"), "plainly": context.get("plainly")}
    with context.render_context.push_state(_template(type_)):
        return mark_safe(_template(type_).nodelist.render(context.new(inner)).strip())


@lru_cache
def _template(type_: str) -> Any:
    return get_template(f"values/{type_}.html").template  # type: ignore[attr-defined]


@register.simple_tag
def pair(text: Text) -> SafeString:
    """Both authentic texts side by side, the page's language first."""
    here = conditional_escape(language())
    sides = (
        f'<div lang="{code}"><span class="tongue" lang="{here}">{conditional_escape(language_name(code))}</span>'
        f"{paragraphs(words)}</div>"
        for code, words in both(text)
    )
    return mark_safe(f'<div class="pair">{"".join(sides)}</div>')  # its parts are escaped above


@register.simple_tag
def place_options(text: Any, fields: Iterable[Any]) -> SafeString:
    """The options of a choice of one of a text's fields, each as the text's number and the field's name."""
    lang = language()
    named = ((f"{text}.{field.spec.name}", field.spec.label.in_(lang)) for field in fields)
    return format_html_join("", '<option value="{}">{}</option>', named)


@register.simple_tag
def office_options(offices: Iterable[Any], chosen: str = "") -> SafeString:
    """The options of a choice of offices, in the order of their titles in the page's language, accents aside."""
    titled = sorted(((each.title.in_(language()), each.id) for each in offices), key=lambda one: (fold(one[0]), one[1]))
    mark = {chosen: " selected"} if chosen else {}
    return mark_safe(
        "".join(f'<option value="{escape(id_)}"{mark.get(id_, "")}>{escape(title)}</option>' for title, id_ in titled)
    )


@register.simple_tag(takes_context=True)
def facts(context: template.Context, fields: Iterable[Any], empty: bool = False) -> SafeString:
    """The fields that say something, each under its label, prose in both languages; with `empty`, the others too."""
    rows = []
    for field in fields:
        if empty or (field.value is not None and field.value != ""):
            said = pair(field.value) if field.type in PROSE and field.value else value(context, field)
            rows.append(format_html("<div><dt>{}</dt><dd>{}</dd></div>", field.label.in_(language()), said))
    return mark_safe(f'<dl class="facts">{"".join(rows)}</dl>')
