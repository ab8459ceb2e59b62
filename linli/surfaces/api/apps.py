"""Registers what the doors for programs bring: the role in which another platform acts, and what a key may be used for."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The app api."""

    name = "linli.surfaces.api"
    label = "api"

    def ready(self) -> None:
        """Import what registers itself."""
        from linli.surfaces.api import permissions  # noqa: F401
        from linli.surfaces.api.json import errors  # noqa: F401
        from linli.surfaces.api.json import push as feed
        from linli.surfaces.api.open311 import push

        push.register()
        feed.register()
