"""Addresses of the shell."""

from django.urls import path

from linli.surfaces.web import board, home, views

app_name = "web"

urlpatterns = [
    path("", home.home, name="home"),
    path("c/<slug:slug>/", home.county, name="county"),
    path("c/<slug:slug>/place/", home.choose_place, name="choose-place"),
    path("c/<slug:slug>/place/keep/", home.keep_place, name="keep-place"),
    path("field/", home.field_home, name="field-home"),
    path("board/", board.board, name="board"),
    path("board/<int:pk>/", board.board, name="board"),
    path("style/", views.style, name="style"),
    path("preferences/", views.preferences, name="preferences"),
    path("healthz", views.healthz, name="healthz"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("worker.js", views.worker, name="worker"),
    path("field/drafts/", views.drafts, name="drafts"),
]
