"""Documents as redlines and back: which rows a kind's fields make, and the authoring content that came back in them.

Not here: the .docx itself (files.redline), which text is in force (node), the checks of a proposal (checking.py).
"""

from bilateral.dialogue.redlining.back import Gathered, gather, resolve
from bilateral.dialogue.redlining.out import label_of, sheet_of
from bilateral.dialogue.redlining.same import check_same
from bilateral.dialogue.redlining.written import read_value, write_value

__all__ = ["Gathered", "check_same", "gather", "label_of", "read_value", "resolve", "sheet_of", "write_value"]
