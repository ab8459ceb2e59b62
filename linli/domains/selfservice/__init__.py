"""Self-service: residents register themselves, see who looked, and ask for what the law gives them."""
