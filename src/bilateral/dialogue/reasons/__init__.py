"""Reasons for verdicts and what to do about them, by subject; `dialogue.acts` has them all in one table.

joint    undoing together, and records that go on for others
"""
