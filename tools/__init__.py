"""What builds, checks and documents the project: run from its root as `python -m tools.NAME`.

Nothing here is installed with it.
"""
