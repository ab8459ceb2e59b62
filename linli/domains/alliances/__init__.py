"""Alliances: their members with capacities, whose turn the chair is, joint meetings with resolutions, and the points of units."""
