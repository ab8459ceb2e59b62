"""States and edges of visits, as tables."""
