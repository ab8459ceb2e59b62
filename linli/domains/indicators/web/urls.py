"""Addresses of indicators."""

from django.urls import path

from linli.domains.indicators.web import exclusions, views

app_name = "indicators"

urlpatterns = [
    path("console/indicators/", views.figures, name="figures"),
    path("console/indicators/rows/", views.rows, name="rows"),
    path("console/indicators/export/", views.export, name="export"),
    path("console/indicators/print/", views.printed, name="print"),
    path("console/indicators/exclude/<str:ref>/", exclusions.exclude, name="exclude"),
    path("console/indicators/excluded/<int:pk>/object/", exclusions.objecting, name="object"),
    path("console/indicators/excluded/<int:pk>/keep/", exclusions.keep, name="keep"),
    path("console/indicators/excluded/<int:pk>/include/", exclusions.include, name="include"),
]
