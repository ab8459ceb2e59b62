"""Addresses of the methods."""

from django.urls import path

from linli.foundation.methods.web import views

app_name = "methods"

urlpatterns = [path("methods/", views.compare, name="compare")]
