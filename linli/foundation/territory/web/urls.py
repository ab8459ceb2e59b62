"""Addresses of the territory console."""

from django.urls import path

from linli.foundation.territory.web import boundary, sheets, views

app_name = "territory"

_AT = "console/territory/<int:pk>/"

urlpatterns = [
    path("console/territory/", views.areas, name="areas"),
    path(_AT, views.area, name="area"),
    path(f"{_AT}add/", views.add, name="add"),
    path(f"{_AT}rename/", views.rename, name="rename"),
    path(f"{_AT}facts/", views.facts, name="facts"),
    path(f"{_AT}boundary/", boundary.boundary, name="boundary"),
    path(f"{_AT}boundary/remove/", boundary.remove, name="remove-boundary"),
    path(f"{_AT}code/", views.code, name="code"),
    path(f"{_AT}type/", views.community_type, name="type"),
    path(f"{_AT}move/", views.move, name="move"),
    path(f"{_AT}split/", views.split, name="split"),
    path(f"{_AT}merge/", views.merge, name="merge"),
    path(f"{_AT}close/", views.close, name="close"),
    path(f"{_AT}compound/", views.compound, name="compound"),
    path(f"{_AT}cover/", views.cover, name="cover"),
    path(f"{_AT}uncover/<int:compound>/", views.uncover, name="uncover"),
    path(f"{_AT}address/", views.address, name="address"),
    path("console/territory/address/<int:pk>/drop/", views.drop_address, name="drop-address"),
    path(f"{_AT}import/", sheets.import_areas, name="import"),
    path(f"{_AT}import/compounds/", sheets.import_compounds, name="import-compounds"),
    path(f"{_AT}import/addresses/", sheets.import_addresses, name="import-addresses"),
    path(f"{_AT}stickers/", sheets.stickers, name="stickers"),
]
