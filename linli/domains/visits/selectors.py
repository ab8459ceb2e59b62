"""Every query of visits, scoped by the actor."""
