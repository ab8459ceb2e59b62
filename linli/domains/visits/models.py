"""Tables of visits: constraints and tiny properties, no rules."""
