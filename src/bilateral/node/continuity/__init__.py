"""What goes on when offices change: acts prepared from the record, put on it through the door.

offices    an office abolished, and its actions proposed for another one
"""
