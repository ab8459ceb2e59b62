"""Notices: what staff should know, one line each, in their inbox; and text messages to phones."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "linli.domains.notices"
    label = "notices"

    def ready(self) -> None:
        """Declare the sealed column, for rotation and for the dump test."""
        from linli.foundation.privacy.registry import register_sealed

        register_sealed("notices.SentText", "text_sealed", purpose="notices.text")
