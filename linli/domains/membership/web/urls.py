"""Addresses of membership."""

from django.urls import path

from linli.domains.membership.web import contacts, couriers, lists, moving, reports, views

app_name = "membership"

_ONE = "console/members/<int:pk>/"
_COURIER = "console/members/couriers/<int:pk>/"

urlpatterns = [
    path("console/members/", views.members, name="members"),
    path("console/members/add/", views.add, name="add"),
    path("console/members/exports/ask/", lists.ask, name="ask-list"),
    path("console/members/figures/", reports.figures, name="figures"),
    path("console/members/transfers/", moving.transfers, name="transfers"),
    path("console/members/quota/", reports.quota, name="quota"),
    path("console/members/quota/<int:pk>/<int:year>/", reports.set_quota, name="set-quota"),
    path("console/members/coverage/", reports.coverage, name="coverage"),
    path("console/members/coverage/<int:grid>/", reports.uncovered, name="uncovered"),
    path("console/members/couriers/", couriers.couriers, name="couriers"),
    path(_COURIER, couriers.courier, name="courier"),
    path(f"{_COURIER}phone/", couriers.phone, name="courier-phone"),
    path(f"{_COURIER}confirm/", couriers.confirm, name="confirm-courier"),
    path(f"{_COURIER}decline/", couriers.decline, name="decline-courier"),
    path(f"{_COURIER}pass/", couriers.pass_on, name="pass-courier"),
    path(f"{_COURIER}end/", couriers.end, name="end-courier"),
    path(_ONE, views.member, name="member"),
    path(f"{_ONE}kind/", views.kind, name="kind"),
    path(f"{_ONE}card/", views.card, name="card"),
    path(f"{_ONE}end/", views.end, name="end"),
    path(f"{_ONE}register/", views.register, name="register"),
    path(f"{_ONE}check-in/", views.check_in, name="check-in"),
    path(f"{_ONE}transfer/", moving.ask, name="transfer"),
    path(f"{_ONE}link/", contacts.link, name="link"),
    path(f"{_ONE}sign/", contacts.sign, name="sign"),
    path("console/members/contacts/<int:pk>/", contacts.contact, name="contact"),
    path("console/members/contacts/<int:pk>/end/", contacts.end, name="end-contact"),
    path("console/members/signs/<int:pk>/withdraw/", contacts.withdraw, name="withdraw-sign"),
    path("console/members/signs/<int:pk>/down/", contacts.take_down, name="take-down"),
    path("console/members/transfers/<int:pk>/accept/", moving.accept, name="accept"),
    path("console/members/transfers/<int:pk>/refuse/", moving.refuse, name="refuse"),
    path("console/members/transfers/<int:pk>/withdraw/", moving.withdraw, name="withdraw-transfer"),
]
