"""Volunteers and their teams, activities with shifts, hours and points that the ledger keeps, and the pool of rewards."""
