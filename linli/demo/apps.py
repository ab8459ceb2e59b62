"""The demo: five counties on real ground, made only by calling services."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "linli.demo"
    label = "demo"
