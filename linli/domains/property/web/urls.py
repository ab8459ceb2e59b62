"""Addresses of property."""

from django.urls import path

from linli.domains.property.web import contracts, orders, panel, portal, reports

app_name = "property"

_CONSOLE = "console/property/"
_CONTRACT, _COMPOUND, _ORDER = (
    f"{_CONSOLE}contracts/<int:pk>/",
    f"{_CONSOLE}compounds/<int:pk>/",
    f"{_CONSOLE}orders/<int:pk>/",
)

urlpatterns = [
    path(_CONSOLE, contracts.contracts, name="contracts"),
    path(f"{_CONSOLE}unserved/", contracts.unserved, name="unserved"),
    path(f"{_CONSOLE}figures/", contracts.figures, name="figures"),
    path(f"{_CONSOLE}figures/complaints/", contracts.complained, name="complained"),
    path(f"{_CONSOLE}companies/<int:pk>/", contracts.company, name="company"),
    path(_COMPOUND, contracts.compound, name="compound"),
    path(f"{_COMPOUND}sign/", contracts.sign, name="sign"),
    path(f"{_COMPOUND}complaints/", contracts.complaints, name="complaints"),
    path(f"{_COMPOUND}panel/", panel.panel, name="panel"),
    path(f"{_COMPOUND}panel/add/", panel.add, name="panel-add"),
    path(f"{_CONSOLE}panel/<int:pk>/withdraw/", panel.withdraw, name="panel-withdraw"),
    path(f"{_CONSOLE}draws/<int:pk>/", panel.draw, name="draw"),
    path(f"{_CONSOLE}draws/<int:pk>/links/", panel.links, name="links"),
    path(_CONTRACT, contracts.contract, name="contract"),
    path(f"{_CONTRACT}end/", contracts.end, name="end"),
    path(f"{_CONTRACT}report/", reports.write, name="report"),
    path(f"{_CONSOLE}reports/", reports.month, name="reports"),
    path(f"{_CONSOLE}reports/<int:pk>/read/", reports.read, name="read"),
    path(f"{_CONSOLE}orders/", orders.orders, name="orders"),
    path(_ORDER, orders.order, name="order"),
    path(f"{_ORDER}prove/", orders.prove, name="prove"),
    path(f"{_ORDER}accept/", orders.accept, name="accept"),
    path(f"{_ORDER}refuse/", orders.refuse, name="refuse"),
    path(f"{_ORDER}vote/", orders.vote, name="vote"),
    path(f"{_ORDER}propose/", orders.propose, name="propose"),
    path(f"{_ORDER}sign/", orders.sign, name="sign-successor"),
    path(f"{_CONSOLE}pictures/<int:pk>/", orders.picture, name="picture"),
    path("property/compounds/<int:pk>/", portal.compound, name="public-compound"),
    path("property/companies/<int:pk>/", portal.company, name="public-company"),
    path("property/<slug:slug>/", portal.county, name="public-county"),
]
