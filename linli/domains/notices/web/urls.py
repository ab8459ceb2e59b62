"""Addresses of notices; mounted at the root."""

from django.urls import path

from linli.domains.notices.web import views

app_name = "notices"

urlpatterns = [
    path("notices/", views.inbox, name="inbox"),
    path("notices/<int:pk>/open/", views.open_notice, name="open"),
    path("notices/read/", views.read_all, name="read_all"),
    path("demo/texts/", views.texts, name="texts"),
]
