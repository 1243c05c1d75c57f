"""Every pattern, in the order of the kinds they find. Each is linear in the text, however hostile it is."""

from typing import Final

from bilateral.voices.screening.addresses import ADDRESSES
from bilateral.voices.screening.kinds import KINDS
from bilateral.voices.screening.links import EMAILS, LINKS
from bilateral.voices.screening.numbers import ACCOUNTS, KEYS
from bilateral.voices.screening.pattern import Pattern
from bilateral.voices.screening.payloads import PAYLOADS
from bilateral.voices.screening.phones import PHONES

PATTERNS: Final[tuple[Pattern, ...]] = (*EMAILS, *KEYS, *ACCOUNTS, *PHONES, *ADDRESSES, *LINKS, *PAYLOADS)
PERSONAL: Final = tuple(pattern for pattern in PATTERNS if KINDS[pattern.kind].personal)
