"""Addresses of the hotline's pages."""

from django.urls import path

from linli.domains.hotline.web import views

app_name = "hotline"

urlpatterns = [
    path("console/hotline/", views.orders, name="orders"),
    path("console/hotline/<int:pk>/", views.order, name="order"),
    path("console/hotline/<int:pk>/more-time/", views.more_time, name="more-time"),
    path("console/hotline/<int:pk>/give-back/", views.give_back, name="give-back"),
]
