"""Packed office files (.docx, .xlsx): opened so that none can harm, their XML read, and packed alike every time.

Not here: what the parts of a text or of a workbook mean.
"""

from bilateral.files.ooxml.package import (
    MAX_PARTS,
    MAX_UNPACKED,
    Package,
    Unsound,
    check_declared,
    check_package,
    open_package,
    pack,
    parse,
)

__all__ = [
    "MAX_PARTS",
    "MAX_UNPACKED",
    "Package",
    "Unsound",
    "check_declared",
    "check_package",
    "open_package",
    "pack",
    "parse",
]
