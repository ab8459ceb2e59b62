"""Indicators: rates that a method defines, counted over groups and periods, with the rows behind every figure."""
