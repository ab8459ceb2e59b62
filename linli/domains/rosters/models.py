"""Tables of rosters: constraints and tiny properties, no rules."""
