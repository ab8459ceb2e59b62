"""Tables of privacy: constraints and tiny properties, no rules."""
