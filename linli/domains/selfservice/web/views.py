"""Pages of selfservice: bind form, one selector or service, render or redirect."""
