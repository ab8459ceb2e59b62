"""Addresses of guidance. A link with a secret is its owner's way in: whoever holds it needs no account."""

from django.urls import path

from linli.domains.guidance.web import console, public, recruiting

app_name = "guidance"

_AT = "console/guidance"

urlpatterns = [
    path(f"{_AT}/", console.requests, name="requests"),
    path(f"{_AT}/<int:pk>/", console.request_page, name="request"),
    path(f"{_AT}/<int:pk>/give/", console.give, name="give"),
    path(f"{_AT}/<int:pk>/decline/", console.decline, name="decline"),
    path(f"{_AT}/<int:pk>/done/", console.finish, name="finish"),
    path(f"{_AT}/<int:pk>/phone/", console.phone, name="phone"),
    path(f"{_AT}/figures/", console.figures, name="figures"),
    path(f"{_AT}/calls/", recruiting.calls, name="calls"),
    path(f"{_AT}/calls/add/", recruiting.add, name="add-call"),
    path(f"{_AT}/calls/<int:pk>/", recruiting.call, name="call"),
    path(f"{_AT}/calls/<int:pk>/close/", recruiting.close, name="close-call"),
    path(f"{_AT}/applicants/<int:pk>/", recruiting.applicant, name="applicant"),
    path(f"{_AT}/applicants/<int:pk>/take/", recruiting.take, name="take"),
    path(f"{_AT}/applicants/<int:pk>/decline/", recruiting.decline, name="decline-applicant"),
    path(f"{_AT}/applicants/<int:pk>/phone/", recruiting.phone, name="applicant-phone"),
    path(f"{_AT}/taken/", recruiting.taken, name="taken"),
    path("guidance/receipt/", public.receipt, name="receipt"),
    path("guidance/r/<str:token>/", public.mine, name="mine"),
    path("guidance/r/<str:token>/confirm/", public.confirm, name="confirm"),
    path("guidance/r/<str:token>/back/", public.send_back, name="send-back"),
    path("guidance/r/<str:token>/withdraw/", public.withdraw, name="withdraw"),
    path("guidance/a/<str:token>/", public.my_application, name="applied"),
    path("guidance/a/<str:token>/withdraw/", public.withdraw_application, name="withdraw-application"),
    path("c/<slug:slug>/guidance/", public.catalogue, name="public"),
    path("c/<slug:slug>/guidance/ask/<slug:code>/", public.ask, name="ask"),
    path("c/<slug:slug>/guidance/calls/<int:pk>/", public.apply, name="apply"),
]
