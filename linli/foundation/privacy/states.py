"""States and edges of privacy, as tables."""
