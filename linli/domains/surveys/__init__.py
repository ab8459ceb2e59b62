"""Surveys of compounds: how many live there, what there is, what people ask for; never anything about one person (S31)."""
