"""Addresses of relays."""

from django.urls import path

from linli.domains.relay.web import views

app_name = "relay"

urlpatterns = [
    path("console/platforms/", views.servers, name="servers"),
    path("console/platforms/add/", views.add, name="add"),
    path("console/platforms/<int:pk>/", views.server, name="server"),
    path("console/platforms/<int:pk>/switch/", views.switch, name="switch"),
    path("console/cases/<str:ref>/pass-on/<int:pk>/", views.pass_on, name="pass-on"),
]
