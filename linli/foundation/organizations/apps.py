"""Organizations: bodies, posts, and who leads for which category."""

from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "linli.foundation.organizations"
    label = "organizations"

    def ready(self) -> None:
        from linli.foundation.methods import registry
        from linli.foundation.organizations import errors, events, permissions, tasks  # noqa: F401  (register themselves)
        from linli.foundation.organizations.method import OrganizationRules
        from linli.foundation.organizations.services import follow_area
        from linli.foundation.territory.services import register_follower

        registry.section("organizations", OrganizationRules)
        register_follower(follow_area)
