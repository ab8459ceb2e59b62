"""Tables of selfservice: constraints and tiny properties, no rules."""
