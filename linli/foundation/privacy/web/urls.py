"""Addresses of privacy."""

from django.urls import path

from linli.foundation.privacy.web import views

app_name = "privacy"

urlpatterns = [
    path("console/looks/", views.looks, name="looks"),
    path("privacy/", views.kept, name="kept"),
]
