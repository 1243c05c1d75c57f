"""Clearance: what the offices of one side say of a paper before it is signed. Nobody outside the side learns of it.

asking     a round: which offices are asked about which words, until which day, and the letters that go out
answering  an office's answer, by the link of a letter or on the paper's page
listing    who cleared, when, how, and for which words
rule       what a side has settled (silence, clearance before signing), and what then stands in the way
agreeing   the same for what the other side proposes, which a paper begun from it has cleared
closing    what a round does at its end, and the reminders before it
waiting    what the inbox shows of it

Not here: the pages, and sending mail (`post`).
"""
