"""Owners of compounds: their roll, their votes with the double threshold, their money, and their committees (issue 5, DS§8)."""
