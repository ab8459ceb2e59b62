"""Webhooks: what happens is sent to other systems, signed, in the order of each thing, until they have it."""
