"""Access: accounts, roles, rights, sessions, and the Actor built from them."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "linli.foundation.access"
    label = "access"

    def ready(self) -> None:
        from linli.foundation.access import checks, errors, events, permissions, tasks  # noqa: F401  (register themselves)
        from linli.foundation.access.handlers import drop_rights, follow_area
        from linli.foundation.access.services.second_factor import PURPOSE
        from linli.foundation.people.services import when_rights_change
        from linli.foundation.privacy.registry import register_sealed
        from linli.foundation.territory.services import register_follower

        when_rights_change(drop_rights)
        register_follower(follow_area)
        register_sealed("access.SecondFactor", "secret", purpose=PURPOSE)
