"""Addresses of the console."""

from django.urls import path

from linli.domains.cases.web import field

urlpatterns = [
    path("console/", field.case, name="queue"),
    path("console/cases/<str:ref>/", field.case, name="detail"),
]
