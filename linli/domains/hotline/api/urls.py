"""Addresses for other systems; `v1` changes only by adding."""

from django.urls import path

from linli.domains.hotline.api import orders

app_name = "hotline-api"

_V1 = "api/hotline/v1"

urlpatterns = [
    path(f"{_V1}/orders", orders.take, name="orders"),
    path(f"{_V1}/orders/<str:number>", orders.look, name="order"),
    path(f"{_V1}/orders/<str:number>/<slug:verb>", orders.act, name="act"),
    path(f"{_V1}/changes", orders.changes, name="changes"),
]
