"""Suggestions: words in cases made searchable, categories and twins suggested from the county's own past, hot issues. It never decides."""
