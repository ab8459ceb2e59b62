"""People: the register of staff, who holds which post, and who is away."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "linli.foundation.people"
    label = "people"

    def ready(self) -> None:
        from linli.foundation.people import errors, events, permissions, tasks  # noqa: F401  (register themselves)
        from linli.foundation.people.handlers import follow_area
        from linli.foundation.territory.services import register_follower

        register_follower(follow_area)
