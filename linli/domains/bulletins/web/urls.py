"""Addresses of bulletins."""

from django.urls import path

from linli.domains.bulletins.web import public, views

app_name = "bulletins"

_AT = "console/bulletins"

urlpatterns = [
    path(f"{_AT}/", views.bulletins, name="bulletins"),
    path(f"{_AT}/draft/", views.draft, name="draft"),
    path(f"{_AT}/kinds/<slug:code>/subscribe/", views.subscribe, name="subscribe"),
    path(f"{_AT}/sections/<int:pk>/", views.comment, name="comment"),
    path(f"{_AT}/<int:pk>/", views.bulletin, name="bulletin"),
    path(f"{_AT}/<int:pk>/print/", views.printed, name="print"),
    path(f"{_AT}/<int:pk>/paper/", views.paper, name="paper"),
    path(f"{_AT}/<int:pk>/count/", views.count_again, name="count-again"),
    path(f"{_AT}/<int:pk>/send/", views.send, name="send"),
    path(f"{_AT}/<int:pk>/back/", views.give_back, name="give-back"),
    path(f"{_AT}/<int:pk>/sign/", views.sign, name="sign"),
    path(f"{_AT}/<int:pk>/recall/", views.recall, name="recall"),
    path(f"{_AT}/<int:pk>/correct/", views.correct, name="correct"),
    path("bulletins/<int:pk>/", public.read, name="read"),
    path("<slug:slug>/bulletins/", public.county, name="county"),
]
