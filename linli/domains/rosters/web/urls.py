"""Addresses of rosters."""

from django.urls import path

from linli.domains.rosters.web import exports, views

app_name = "rosters"

_ONE = "console/residents/imports/<int:pk>/"
_OUT = "console/residents/exports/<int:pk>/"

urlpatterns = [
    path("console/residents/imports/", views.imports, name="imports"),
    path("console/residents/imports/send/", views.send, name="send"),
    path(_ONE, views.roster, name="import"),
    path(f"{_ONE}columns/", views.columns, name="columns"),
    path(f"{_ONE}run/", views.run, name="run"),
    path(f"{_ONE}stop/", views.stop, name="stop"),
    path(f"{_ONE}erase/", views.erase, name="erase"),
    path(f"{_ONE}wrong-rows/", views.wrong_rows, name="wrong-rows"),
    path("console/residents/exports/", exports.exports, name="exports"),
    path("console/residents/exports/ask/", exports.ask, name="ask"),
    path(_OUT, exports.export, name="export"),
    path(f"{_OUT}file/", exports.take, name="take"),
    path(f"{_OUT}stop/", exports.stop, name="stop-export"),
    path(f"{_OUT}go-on/", exports.go_on, name="go-on-export"),
    path(f"{_OUT}erase/", exports.erase, name="erase-export"),
]
