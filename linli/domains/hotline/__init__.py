"""Hotline: work orders of a government hotline come in as cases, and what becomes of them goes back."""
