"""Forms of selfservice; choices come from selectors."""
