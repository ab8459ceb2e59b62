"""Addresses of the shell."""

from django.urls import path

from linli.surfaces.web import views

app_name = "web"

urlpatterns = [
    path("style/", views.style, name="style"),
    path("preferences/", views.preferences, name="preferences"),
    path("healthz", views.healthz, name="healthz"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("worker.js", views.worker, name="worker"),
    path("field/drafts/", views.drafts, name="drafts"),
]
