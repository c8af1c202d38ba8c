"""Levels: what a fund returned, gained or lost."""
