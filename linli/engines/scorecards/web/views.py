"""Pages of scorecards: bind form, one selector or service, render or redirect."""
