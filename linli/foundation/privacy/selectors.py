"""Every query of privacy, scoped by the actor."""
