"""Pages of privacy: bind form, one selector or service, render or redirect."""
