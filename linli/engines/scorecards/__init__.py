"""Scorecards: who rates whom by which criteria, what comes of it, and what may be said against it."""
