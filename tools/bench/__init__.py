"""`./run bench`: how fast the served product is, as ratios measured in one run (docs/reference/performance.md)."""
