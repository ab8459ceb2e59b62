"""Pages of visits: bind form, one selector or service, render or redirect."""
