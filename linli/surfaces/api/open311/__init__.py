"""Open311 GeoReport v2 (http://wiki.open311.org/GeoReport_v2): what is asked and answered, word for word. Rules live elsewhere."""
