"""Privacy: what it owns, in one sentence."""
