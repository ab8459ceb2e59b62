"""Every query of rosters, scoped by the actor."""
