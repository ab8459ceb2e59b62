"""Cobuilding: what it owns, in one sentence."""
