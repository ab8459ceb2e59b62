"""Pages of residents: bind form, one selector or service, render or redirect."""
