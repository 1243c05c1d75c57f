"""Texts that acts have taken from view: where they stand, why, by whom, until when, and how to appeal.

shapes    what a read gives back
views     from rows and entries to those shapes
ledger    all of them, by government, ground, state, and whether the review is overdue
"""
