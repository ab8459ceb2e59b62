"""Doors for other programs: Open311 GeoReport v2 and the JSON API."""
