"""Forms of visits; choices come from selectors."""
