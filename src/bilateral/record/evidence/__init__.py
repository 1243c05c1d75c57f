"""Evidence that a log was shown in two ways, as one file that anybody can check offline (spec/evidence.md).

    file    the text format: Evidence
    check   what a file proves, under which keys: Shown
    words   the sentences, and what can be wrong

Not here: finding contradictions and keeping the files (node.evidence).
"""
