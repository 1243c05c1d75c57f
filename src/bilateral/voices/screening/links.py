"""E-mail addresses, also spoken ones, and links.

A full stop without a space behind it makes a link of two sentences ('el acuerdo.Es bueno'): endings that are words,
too, are read more warily. Not here: links of attackers (payloads).
"""

import re
from typing import Final

from bilateral.voices.screening.pattern import Spans, pattern

_MORE: Final = r"\w\u0300-\u036f.+&%#$*^~-"
_LOCAL: Final = rf"(?<![{_MORE}])(?<![{_MORE}]['’])[{_MORE}]++(?:['’][{_MORE}]++)*+"
_LABEL: Final = r"[\w\u0300-\u036f-]{1,63}"
_SPOKEN: Final = r"(?<![\w.+-])(?:[\w.+-]++\s(?:punto|dot|gui[oó]n)\s){0,2}[\w.+-]++"
_AT: Final = r"[\[(]\s?(?:at|arroba)\s?[\])]"
_DOT: Final = r"(?:\.|[\[(]\s?(?:dot|punto)\s?[\])])"
_TOP: Final = r"(?:com|org|net|edu|gov|gob|mil|info|io|mx|us|es|eu|biz)"
_WORDS: Final = frozenset(["es", "mil", "us", "io", "mx", "eu", "info", "biz"])
_SAID_BEFORE: Final = re.compile(
    r"(?:\b(?:en|web|sitio|p[aá]gina|portal|visit(?:a|e|en|ar)|v[eé]ase|ver|v[ií]a|see|site|at|on|from|visit)|[(<«\"'@/:])\s?$",
    re.I,
)
_GOES_ON: Final = re.compile(r"\s[^\W\d_]")


def _host(match: re.Match[str]) -> Spans:
    """Anything with a scheme; a bare name unless it may be two sentences without a space between them."""
    said = match[0]
    name, ending, path = match["name"], match["top"], match["path"]
    if name is not None and ending.lower() in _WORDS and not path:
        same_case = ending.islower() or said.isupper()
        text, start = match.string, match.start()
        alone = name.count(".") > 1 or any(c.isdigit() or c == "-" for c in name)
        before = _SAID_BEFORE.search(text[max(0, start - 12) : start])
        if not same_case or not (
            alone or before or ending.lower() in ("mx", "io", "biz", "eu") or not _GOES_ON.match(text, match.end())
        ):
            return
    yield match.span()


EMAILS: Final = (
    pattern("email", "@", rf"{_LOCAL}@(?:{_LABEL}\.){{1,8}}[^\W\d_]{{2,24}}(?!\w)"),
    pattern(
        "email",
        r"[aA][rR][rR][oO][bB][aA]|[\[(][^a-zA-Z]?[aA][tT]| [dD][oO][tT] ",
        rf"{_SPOKEN}\s?{_AT}\s?{_LABEL}(?:\s?{_DOT}\s?{_LABEL}){{1,4}}",
        rf"|{_SPOKEN}\sarroba\s(?:{_LABEL}\s(?:punto|dot)\s|[\w-]{{1,63}}\.){{1,4}}{_TOP}(?!\w)",
        rf"|{_SPOKEN} at (?:[\w-]{{1,63}} dot ){{1,4}}{_TOP}(?!\w)",
    ),
)
LINKS: Final = (
    pattern(
        "link",
        r"[A-Za-z0-9-]\.[A-Za-z]{2}|://|[wW]\.",
        r"\b(?:https?://|www\.)[^\s<>\"']{3,2000}",
        rf"|(?<![\w@.-])(?P<name>(?:[a-z0-9-]{{2,63}}\.){{1,4}})(?P<top>{_TOP})(?P<path>/[^\s<>\"']{{0,500}})?(?![\w@-]|\.\w)",
        spans=_host,
    ),
)
