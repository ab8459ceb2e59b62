"""Guidance for new-employment groups: a centre with its helpers, a catalogue of services that are asked for, and recruiting calls."""
