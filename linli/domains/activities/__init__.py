"""Themed activities and projects in a cycle: planned by branches, communities and mass organizations, held, and who is late."""
