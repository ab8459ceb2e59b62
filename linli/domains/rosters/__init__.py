"""Rosters: whole registers in and out, as workbooks, in jobs that can be stopped."""
