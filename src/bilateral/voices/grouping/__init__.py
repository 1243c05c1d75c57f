"""What is the same letter: exact repeats, variants, campaigns, template families.

    params      how alike is alike, and why
    letters     which characters make words, as a table
    kernels     the compiled loops: words, hashes, signatures
    walking     the compiled loops: buckets, unions
    gathering   texts in batches, in; distinct texts with signatures, out
    tiers       distinct texts in; the groups of every text, out
    members     the groups as people read them: representative, counts, times, differences
    spark       the same on a cluster (an extra)

Nothing is imported here: the compiled rooms take half a second to load, and other commands need none of them.
"""
