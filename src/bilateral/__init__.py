"""Bilateral runs an economic dialogue between two governments in the open."""

__version__ = "0.1.0"
