"""Every query of selfservice, scoped by the actor."""
