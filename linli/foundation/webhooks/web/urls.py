"""Addresses of webhooks."""

from django.urls import path

from linli.foundation.webhooks.web import views

app_name = "webhooks"

urlpatterns = [
    path("console/webhooks/", views.hooks, name="hooks"),
    path("console/webhooks/add/", views.add, name="add"),
    path("console/webhooks/<int:pk>/", views.hook, name="hook"),
    path("console/webhooks/<int:pk>/switch/", views.switch, name="switch"),
    path("console/webhooks/<int:pk>/secret/", views.renew, name="renew"),
    path("console/webhooks/<int:pk>/again/", views.resend_all, name="resend-all"),
    path("console/webhooks/sent/<int:pk>/again/", views.resend, name="resend"),
]
