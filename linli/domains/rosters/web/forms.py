"""Forms of rosters; choices come from selectors."""
