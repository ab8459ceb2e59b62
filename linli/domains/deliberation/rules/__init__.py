"""Decisions of deliberation: pure functions, no Django, no clock but the one passed in."""
