"""Rollups: figures of every area, kept up to date from the rows as they are (ADR 0035)."""
