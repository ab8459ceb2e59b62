"""Notices: what staff should know, one line each, in their inbox."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "linli.domains.notices"
    label = "notices"
