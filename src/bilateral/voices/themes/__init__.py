"""Themes: what many texts are about, in each language, with labels that people can read and change.

Not here: whose words to show (`voices.quotes`), reading files, languages and campaigns (`voices`).
"""

from bilateral.voices.themes.edits import Edits, Unfitting, read_edits, write_edits
from bilateral.voices.themes.fit import assign, find_themes
from bilateral.voices.themes.glossary import Glossary, read_glossary, shipped
from bilateral.voices.themes.links import Link, link_languages
from bilateral.voices.themes.model import Assigned, Params, Theme, Themes
from bilateral.voices.themes.tables import assigned_table, themes_table

__all__ = [
    "Assigned",
    "Edits",
    "Glossary",
    "Link",
    "Params",
    "Theme",
    "Themes",
    "Unfitting",
    "assign",
    "assigned_table",
    "find_themes",
    "link_languages",
    "read_edits",
    "read_glossary",
    "shipped",
    "themes_table",
    "write_edits",
]
