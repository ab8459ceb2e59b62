"""Addresses of owners."""

from django.urls import path

from linli.domains.owners.web import bodies, money, portal, views

app_name = "owners"

_ALL = "console/owners/"
_ONE = f"{_ALL}<int:pk>/"
_UNIT = f"{_ALL}units/<int:pk>/"
_VOTE = f"{_ALL}votes/<int:pk>/"
_USE = f"{_ALL}uses/<int:pk>/"
_BOOKING = f"{_ALL}bookings/<int:pk>/"

urlpatterns = [
    path(_ALL, views.compounds, name="compounds"),
    path(f"{_ALL}coverage/", bodies.coverage, name="coverage"),
    path(f"{_ALL}subsidies/", money.subsidies, name="subsidies"),
    path(f"{_ALL}subsidies/pay/", money.pay_subsidy, name="pay-subsidy"),
    path(_ONE, views.compound, name="compound"),
    path(f"{_ONE}roll/", views.units, name="units"),
    path(f"{_ONE}roll/add/", views.add_unit, name="add-unit"),
    path(f"{_ONE}roll/load/", views.load_units, name="load-units"),
    path(f"{_ONE}vote/", views.open_vote, name="open-vote"),
    path(f"{_ONE}money/", money.bookings, name="bookings"),
    path(f"{_ONE}money/add/", money.add_booking, name="add-booking"),
    path(f"{_ONE}sources/add/", money.add_source, name="add-source"),
    path(f"{_ONE}uses/add/", money.add_use, name="add-use"),
    path(f"{_ONE}committee/", bodies.seat_committee, name="committee"),
    path(f"{_ONE}joint/", bodies.set_joint, name="joint"),
    path(f"{_ONE}services/", bodies.services_page, name="services"),
    path(f"{_ONE}services/offer/", bodies.offer_service, name="offer-service"),
    path(f"{_ALL}services/<int:pk>/finish/", bodies.finish_service, name="finish-service"),
    path(_UNIT, views.unit, name="unit"),
    path(f"{_UNIT}change/", views.change_unit, name="change-unit"),
    path(f"{_UNIT}end/", views.end_unit, name="end-unit"),
    path(f"{_UNIT}owner/", views.add_owner, name="add-owner"),
    path(f"{_ALL}owned/<int:pk>/end/", views.end_owner, name="end-owner"),
    path(_VOTE, views.vote, name="vote"),
    path(f"{_VOTE}paper/", views.paper, name="paper"),
    path(f"{_ALL}proxies/<int:pk>/", views.proxy, name="proxy"),
    path(f"{_VOTE}close/", views.close_vote, name="close-vote"),
    path(f"{_VOTE}withdraw/", views.withdraw_vote, name="withdraw-vote"),
    path(f"{_BOOKING}check/", money.check_booking, name="check-booking"),
    path(f"{_BOOKING}refuse/", money.refuse_booking, name="refuse-booking"),
    path(f"{_BOOKING}reverse/", money.reverse_booking, name="reverse-booking"),
    path(_USE, money.use, name="use"),
    path(f"{_USE}ask/", money.ask_owners, name="ask-owners"),
    path(f"{_USE}secure/", money.secure_use, name="secure-use"),
    path(f"{_USE}finish/", money.finish_use, name="finish-use"),
    path(f"{_USE}send-back/", money.send_back_use, name="send-back-use"),
    path(f"{_USE}accept/", money.accept_use, name="accept-use"),
    path(f"{_USE}end/", money.end_use, name="end-use"),
    path("c/<slug:slug>/owners/", portal.compounds, name="public-compounds"),
    path("owners/<int:pk>/", portal.compound, name="public-compound"),
    path("owners/votes/<int:pk>/", portal.vote, name="public-vote"),
    path("me/owners/", portal.mine, name="mine"),
    path("me/owners/votes/<int:pk>/", portal.own_vote, name="own-vote"),
    path("me/owners/services/<int:pk>/", portal.own_service, name="own-service"),
    path("me/owners/services/<int:pk>/accept/", portal.accept_service, name="accept-service"),
    path("me/owners/services/<int:pk>/complain/", portal.complain, name="complain"),
    path("me/owners/services/<int:pk>/decline/", portal.decline, name="decline"),
]
