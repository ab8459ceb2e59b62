"""Every query of residents, scoped by the actor."""
