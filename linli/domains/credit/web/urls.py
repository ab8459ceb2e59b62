"""Addresses of credit."""

from django.urls import path

from linli.domains.credit.web import desk, me, portal, rules, unit

app_name = "credit"

_HERE = "console/credit/"
_PARTY, _ENTRY = f"{_HERE}contracts/<int:pk>/", f"{_HERE}entries/<int:pk>/"
_OBJECTION, _UNIT = f"{_HERE}objections/<int:pk>/", f"{_HERE}units/<int:unit>/"

urlpatterns = [
    path("credit/picture/<str:token>/", portal.picture, name="picture"),
    path("credit/<slug:slug>/", portal.about, name="about"),
    path("me/credit/", me.mine, name="mine"),
    path("me/credit/honour/", me.honour, name="mine-honour"),
    path("me/credit/sign/<str:kind>/<str:code>/", me.sign, name="mine-sign"),
    path("me/credit/withdraw/<str:code>/", me.withdraw, name="mine-withdraw"),
    path("me/credit/entries/<int:pk>/object/", me.object_to, name="mine-object"),
    path(f"{_HERE}units/", unit.units, name="units"),
    path(_UNIT, unit.unit, name="unit"),
    path(f"{_UNIT}honour/", unit.honour, name="unit-honour"),
    path(f"{_UNIT}sign/<str:kind>/<str:code>/", unit.sign, name="unit-sign"),
    path(f"{_UNIT}withdraw/<str:code>/", unit.withdraw, name="unit-withdraw"),
    path(f"{_UNIT}entries/<int:pk>/object/", unit.object_to, name="unit-object"),
    path(_HERE, desk.figures, name="figures"),
    path(f"{_HERE}contracts/", desk.parties, name="parties"),
    path(_PARTY, desk.party, name="party"),
    path(f"{_PARTY}open/", desk.open_account, name="open-account"),
    path(f"{_PARTY}enter/", desk.enter, name="enter"),
    path(f"{_HERE}entries/", desk.entries, name="entries"),
    path(_ENTRY, desk.entry, name="entry"),
    path(f"{_ENTRY}open/", desk.open_entry, name="open-entry"),
    path(f"{_ENTRY}confirm/", desk.confirm, name="confirm"),
    path(f"{_ENTRY}refuse/", desk.refuse, name="refuse"),
    path(f"{_ENTRY}take-back/", desk.take_back, name="take-back"),
    path(f"{_HERE}objections/", desk.objections, name="objections"),
    path(_OBJECTION, desk.objection, name="objection"),
    path(f"{_OBJECTION}open/", desk.open_objection, name="open-objection"),
    path(f"{_OBJECTION}decide/", desk.decide, name="decide"),
    path(f"{_HERE}rules/", rules.tables, name="rules"),
    path(f"{_HERE}rules/load/", rules.load, name="rules-load"),
    path(f"{_HERE}rules/starter/", rules.starter, name="rules-starter"),
    path(f"{_HERE}rules/<int:pk>/enforce/", rules.enforce, name="rules-enforce"),
]
