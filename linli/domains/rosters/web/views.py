"""Pages of rosters: bind form, one selector or service, render or redirect."""
