"""Addresses of selfservice."""

from django.urls import path

from linli.domains.selfservice.web import couriers, join, me, views

app_name = "selfservice"

_ONE = "console/requests/<int:pk>/"

urlpatterns = [
    path("r/<str:code>/register/", join.join, name="join"),
    path("register/code/", join.code, name="code"),
    path("register/code/again/", join.again, name="again"),
    path("register/done/", join.joined, name="joined"),
    path("c/<slug:slug>/couriers/", couriers.place, name="courier-place"),
    path("couriers/done/", couriers.reported, name="reported"),
    path("c/<slug:slug>/couriers/<str:key>/", couriers.courier, name="courier"),
    path("me/couriers/<int:pk>/withdraw/", couriers.withdraw, name="withdraw-courier"),
    path("c/<slug:slug>/me/", me.sign_in, name="sign-in"),
    path("privacy/numbers/", views.numbers, name="numbers"),
    path("me/", me.me, name="me"),
    path("me/who/", me.who, name="who"),
    path("me/texts/", me.texts, name="texts"),
    path("me/copy/", me.copy, name="copy"),
    path("me/correct/", me.correct, name="correct"),
    path("me/delete/", me.delete, name="delete"),
    path("me/consents/<int:pk>/withdraw/", me.withdraw, name="withdraw"),
    path("me/sign-out/", me.sign_out, name="sign-out"),
    path("console/requests/", views.requests, name="requests"),
    path(_ONE, views.one_request, name="request"),
    path(f"{_ONE}words/", views.words, name="words"),
    path(f"{_ONE}decide/", views.decide, name="decide"),
]
