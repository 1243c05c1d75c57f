"""Commands about what lasts: what became of promises, and what goes on when offices and plans change.

offices    an office abolished, and its actions proposed for another one
slipped    the first and the present words and dates of every action
"""
