"""The record: canonical bytes, entries, trees, signed notes, logs, proofs, publication, audit.

    canonical  shape  entry  genesis  log          what an entry is and how entries follow one another (spec/entry.md)
    seal                                           content promised by digest (spec/seal.md)
    tree  tiles  note  checkpoint  proof           how a log is summed up, signed, proven (spec/checkpoint.md)
    approvals                                      an official's passkey beside an act (spec/approvals.md)
    keys  points                                   Ed25519, strictly
    folder  sources  audit                         publishing a record, reading one, checking one
    faults  words                                  what can be wrong, in both languages

Not here: a clock, randomness, a database, what acts mean. Import the modules by name; the two names below are for those
who only check a proof.
"""

from bilateral.record.proof import Proved, verify_proof

__all__ = ["Proved", "verify_proof"]
