"""The web surface as a Django app: base templates, static files, tags and words."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "linli.surfaces.web"
    label = "web"
