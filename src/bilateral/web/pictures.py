"""From an action as it is read to its bridge as `bilateral.press` draws it."""

from functools import lru_cache
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from bilateral import press

# A picture is a pure function of its sides, and the same few dozen are drawn again for every reader.
_bridge = lru_cache(maxsize=256)(press.bridge)
_span = lru_cache(maxsize=1024)(press.span)


def bridge_of(card: Any, lang: str) -> tuple[SafeString, SafeString]:
    """The large picture twice: as wide as a page, and for a telephone. A style sheet shows one."""
    sides, label, uid = _sides(card, lang), _label(card, lang), _uid(card)
    wide = _bridge(sides, card.state, label, uid=uid)
    narrow = _bridge(sides, card.state, label, width=390, uid=f"{uid}-narrow")
    return mark_safe(wide), mark_safe(narrow)


def span_of(card: Any, lang: str) -> SafeString:
    """The small picture. The words beside it name the action, so its label only says how far it is."""
    return mark_safe(_span(_sides(card, lang), card.state, _label(card, lang), uid=f"{_uid(card)}-small"))


def _uid(card: Any) -> str:
    return f"b-{card.link.name.party}-{card.link.name.id}"[:70]


def _sides(card: Any, lang: str) -> tuple[press.Side, ...]:
    """What all agreed to be complete is drawn complete, whatever was reported on the way."""
    whole = card.state == "closed"
    return tuple(
        press.Side(
            party_index=side.party.order - 1,
            name=side.party.name.in_(lang),
            milestones=tuple(press.Stay(whole or stone.done, stone.title.in_(lang)) for stone in side.milestones),
            reported=whole or not side.milestones or any(stone.reported for stone in side.milestones),
        )
        for side in card.sides
    )


def _label(card: Any, lang: str) -> str:
    return press.in_words(_sides(card, lang), card.state).in_(lang)
