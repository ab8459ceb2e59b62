"""The shell of all pages: design system, navigation, preferences, error pages."""
