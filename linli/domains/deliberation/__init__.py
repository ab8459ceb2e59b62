"""Deliberation: what it owns, in one sentence."""
