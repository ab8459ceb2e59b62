"""Forms of residents; choices come from selectors."""
