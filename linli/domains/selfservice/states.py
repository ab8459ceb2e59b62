"""States and edges of selfservice, as tables."""
