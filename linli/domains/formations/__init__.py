"""Party organizations without a territory: set up on sites and fleets, or by several bodies; and who looks after sites that have none."""
