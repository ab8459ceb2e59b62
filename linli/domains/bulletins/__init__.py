"""Bulletins: what it owns, in one sentence."""
