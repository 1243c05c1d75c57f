"""Private rooms on the web: the pages of those who have part in one, what everybody may read once all sides released a
room, and the address at which other homes exchange rooms with this one.
"""
