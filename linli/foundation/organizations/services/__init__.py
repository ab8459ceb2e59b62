"""Changes of organizations, posts and duties."""

from linli.foundation.organizations.services._follow import follow_area

__all__ = ["follow_area"]
