"""The test kit: a named cast, places for them, and signed-in clients."""
