"""What scanners and copied exploits look like in a text: markup, templates, paths, SQL, commands; each with a hint."""

import re
from typing import Final

from bilateral.voices.screening.pattern import pattern

_MARKUP: Final = r"script|iframe|svg|img|object|embed|meta|style"
_COMMAND: Final = r"(?:cat|wget|curl|nc|ping|whoami|id|ls|bash|powershell)"
_SQL: Final = (
    r"['\"][^a-zA-Z]{0,5}(?:[oO][rR]|[aA][nN][dD]|\|\|)|[uU][nN][iI][oO][nN][^a-zA-Z]+(?:[aA][lL][lL][^a-zA-Z]+)?[sS][eE][lL]|"
    r";[^a-zA-Z]{0,5}(?:[dD][rR][oO]|[tT][rR][uU]|[aA][lL][tT])|[sS][lL][eE][eE][pP][^a-zA-Z]{0,3}\(|"
    r"[bB][eE][nN][cC][hH][mM][aA][rR][kK][^a-zA-Z]{0,3}\(|[wW][aA][iI][tT][fF][oO][rR]"
)
_ATTACKS: Final = (
    ("<", (rf"<\s{{0,5}}/?\s{{0,5}}(?:{_MARKUP})\b[^>]{{0,500}}>?",)),
    (
        r"[aA][vV][aA][sS][cC][rR][iI][pP][tT]:|[oO][nN][a-zA-Z]{4,9} ?=",
        (r"javascript:\s{0,5}\w{1,40}|\bon(?:error|load|click|mouseover)\s{0,5}=",),
    ),
    (
        r"\$\{|\{\{|<%|<\?",
        (r"\$\{\s{0,5}(?:jndi|env|sys|lower|upper):[^}]{0,200}\}?", r"|\{\{[^{}]{1,80}\}\}|<%[^%]{1,80}%>|<\?php"),
    ),
    (
        r"\.\.[/\\]|/[eE][tT][cC]/|:\\",
        (r"(?:\.\.[/\\]){2,20}[\w./\\-]{0,80}|/etc/passwd\b|\b[a-z]:\\windows\\[\w\\.]{0,60}",),
    ),
    (
        _SQL,
        (
            r"['\"]\s{0,5}(?:\bor\b|\band\b|\|\|)\s{1,5}['\"]?\w{1,20}['\"]?\s{0,5}(?:=|like\b)\s{0,5}['\"]?\w{0,20}",
            r"|\bunion\s{1,5}(?:all\s{1,5})?select\b|;\s{0,5}(?:drop|truncate|alter)\s{1,5}table\b",
            r"|\b(?:(?:pg_)?sleep|benchmark)\s{0,3}\(\s{0,3}\d|\bwaitfor\s{1,3}delay\s{0,3}['\"]",
        ),
    ),
    (
        r"[;|&\x60$]",
        (rf"(?:[;|&`]|\$\()\s{{0,5}}{_COMMAND}\b(?:\s[-/.][-/\w.:]{{1,80}}|\shttps?:|\s?[;)|`])",),
    ),
    (
        r"%[0-9a-fA-F]{2}",
        (rf"(?:%[0-9a-f]{{2}}){{4,100}}|%00|%3c(?:%2f)?(?:{_MARKUP})(?:%[0-9a-f]{{2}}){{0,20}}|(?:%2e%2e%2f){{2,20}}",),
    ),
)
"""(hint for a whole column, parts of the expression)."""
PAYLOADS: Final = tuple(pattern("payload", hint, *parts, flags=re.I | re.A) for hint, parts in _ATTACKS)
