"""What is made for people to look at, as pure functions: pictures now, reports, charts, HTML and PDF as they come."""

from bilateral.press.bridge import STATES, Side, State, Stay, bridge, in_words, span

__all__ = ["STATES", "Side", "State", "Stay", "bridge", "in_words", "span"]
