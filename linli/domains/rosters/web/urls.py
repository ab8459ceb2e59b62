"""Addresses of rosters."""

from django.urls import path

from linli.domains.rosters.web import views

app_name = "rosters"

_ONE = "console/residents/imports/<int:pk>/"

urlpatterns = [
    path("console/residents/imports/", views.imports, name="imports"),
    path("console/residents/imports/send/", views.send, name="send"),
    path(_ONE, views.roster, name="import"),
    path(f"{_ONE}columns/", views.columns, name="columns"),
    path(f"{_ONE}run/", views.run, name="run"),
    path(f"{_ONE}stop/", views.stop, name="stop"),
    path(f"{_ONE}erase/", views.erase, name="erase"),
    path(f"{_ONE}wrong-rows/", views.wrong_rows, name="wrong-rows"),
]
