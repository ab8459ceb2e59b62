"""Mechanisms that several domains share. They know no domain: domains register what they bring."""
