"""Forms of privacy; choices come from selectors."""
