"""Quotes: whose words stand for a theme, verbatim, with support and opposition apart.

Not here: what themes there are (`voices.themes`), what is personal in a text (the caller gives `screen`).
"""

from bilateral.voices.quotes.choose import QUOTES, Quote, choose_quotes, quotes_table
from bilateral.voices.quotes.stance import OPPOSE, SUPPORT, UNCLEAR, stance

__all__ = ["OPPOSE", "QUOTES", "SUPPORT", "UNCLEAR", "Quote", "choose_quotes", "quotes_table", "stance"]
