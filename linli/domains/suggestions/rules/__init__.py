"""Decisions of suggestions, without Django and without a clock: words, what was learned, likeness, hot issues."""
