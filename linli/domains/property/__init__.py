"""Property: who serves a compound, under which contract, how it is rated by those who live there, and what follows from it."""
