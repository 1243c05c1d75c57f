"""Homes whose acts, pulls, interruptions, replays and restarts come in any order, and which hold the same at last."""
