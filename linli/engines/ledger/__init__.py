"""Ledger: accounts in a unit and postings that sum to zero, for points, hours and money of any domain (ADR 0023)."""
