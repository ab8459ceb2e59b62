"""States and edges of rosters, as tables."""
