"""Cases passed on to other platforms that speak Open311, and followed there until they are closed."""
