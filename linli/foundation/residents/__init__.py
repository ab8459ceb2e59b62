"""Residents: the registers of dwellings, households and people, and where somebody lives."""
