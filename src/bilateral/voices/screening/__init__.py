"""What a person should look at before a text is shown: personal data, links, payloads of scanners, bursts.

A flag says what kind of thing stands where; it is never a verdict, and nothing is removed because of one. A text
without flags was looked at by these patterns only: it is not thereby clean.

    KINDS            every kind, with its words in both languages
    flags(text)      the flags of one text
    personal(text)   those of them that may name or reach a person
"""

from bilateral.voices.screening.kinds import KINDS, Kind
from bilateral.voices.screening.screen import Flag, flags, personal

__all__ = ["KINDS", "Flag", "Kind", "flags", "personal"]
