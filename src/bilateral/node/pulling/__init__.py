"""Reading what a source has of a log, before anything of it is believed or kept.

    bounds      how much of it is read at most: a source may be hostile, and its answers endless
    verified    what is new and follows from what is held, or the contradiction that it is

Taking it into the tables is `sync`'s.
"""
