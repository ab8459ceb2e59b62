"""Visits: who knocks at which door when, what was seen, and what was heard."""
