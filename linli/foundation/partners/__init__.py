"""Partners: other systems that work with a county (a hotline, an app, a department's own system), and the keys by which they come in."""
