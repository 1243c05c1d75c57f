"""What can be wrong with a record, as one tree of faults with their words in both languages.

    RecordFault (BadInput)    something handed in as part of a record is not what the specifications say
      CanonicalFault          a value or bytes outside the canonical profile (spec/entry.md)
      KeyFault                a key that is not acceptable, a signature that doesn't verify
      SealFault               an opening that is malformed or isn't the one promised (spec/seal.md)
      ApprovalFault           an approval that is malformed or doesn't hold (spec/approvals.md)
      EntryFault              an entry of the wrong shape or badly signed
      NoteFault               a malformed or unsigned note, verifier key or checkpoint (spec/checkpoint.md)
      TreeFault               a tile, bundle, frontier or proof that doesn't fit its tree
      LogFault                a log whose entries don't follow one another
      EvidenceFault           evidence that is malformed or proves nothing (spec/evidence.md)
      SourceFault             a file or an address that can't be read

The words stand in `words.py`, one row a code; audit shows the same rows as findings.
"""

from typing import Self

from bilateral.record.words import WORDS
from bilateral.values import BadInput


class RecordFault(BadInput):
    code = "record"

    @classmethod
    def of(cls, code: str, where: str = "", **values: object) -> Self:
        """The fault of that code, its words filled in."""
        what, do = WORDS[code]
        return cls(what.format(**values) if values else what, where=where, do=do, code=code)


class CanonicalFault(RecordFault):
    code = "canonical"


class KeyFault(RecordFault):
    code = "key"


class SealFault(RecordFault):
    code = "seal"


class ApprovalFault(RecordFault):
    code = "approval"


class EntryFault(RecordFault):
    code = "entry"


class NoteFault(RecordFault):
    code = "note"


class TreeFault(RecordFault):
    code = "tree"


class LogFault(RecordFault):
    code = "log"


class EvidenceFault(RecordFault):
    code = "evidence"


class SourceFault(RecordFault):
    code = "source"
