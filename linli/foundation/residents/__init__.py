"""Residents: what it owns, in one sentence."""
