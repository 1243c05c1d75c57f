"""From an action as it is read to its bridge as `bilateral.press` draws it."""
from typing import Any
from django.utils.safestring import SafeString, mark_safe

def bridge_of(card: Any, lang: str) -> SafeString:
    return mark_safe("")

def span_of(card: Any, lang: str) -> SafeString:
    return mark_safe("")
