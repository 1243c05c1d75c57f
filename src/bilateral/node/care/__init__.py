"""What an operator does for a node, and what keeps an old database from signing.

elsewhere   whether another home, or our own publication, holds more of a log of ours than the rows do
recover     bring our own entries back from there
backup      a copy that stands alone; shelf: which backups were made, and until when each may be kept
restore     a backup into an empty home
upgrade     new tables for a new release, or everything as it was
doctor/     is everything in order? A table of checks
"""
