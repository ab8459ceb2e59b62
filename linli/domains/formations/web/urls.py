"""Addresses of sites and of organizations without a territory."""

from django.urls import path

from linli.domains.formations.web import bodies, sites

app_name = "formations"

_SITES, _BODIES = "console/sites", "console/formations"

urlpatterns = [
    path(f"{_SITES}/", sites.sites, name="sites"),
    path(f"{_SITES}/add/", sites.add, name="add-site"),
    path(f"{_SITES}/coverage/", sites.coverage, name="coverage"),
    path(f"{_SITES}/firms/", sites.firms, name="firms"),
    path(f"{_SITES}/<int:pk>/", sites.site, name="site"),
    path(f"{_SITES}/<int:pk>/set-up/", sites.set_up, name="set-up"),
    path(f"{_SITES}/<int:pk>/care/", sites.look_after, name="look-after"),
    path(f"{_SITES}/<int:pk>/end-care/", sites.end_care, name="end-care"),
    path(f"{_SITES}/<int:pk>/move/", sites.move, name="move"),
    path(f"{_SITES}/<int:pk>/close/", sites.close, name="close-site"),
    path(f"{_BODIES}/", bodies.bodies, name="bodies"),
    path(f"{_BODIES}/found/", bodies.found, name="found"),
    path(f"{_BODIES}/<int:pk>/", bodies.body, name="body"),
    path(f"{_BODIES}/<int:pk>/review/", bodies.review, name="review"),
    path(f"{_BODIES}/<int:pk>/dissolve/", bodies.dissolve, name="dissolve"),
    path(f"{_BODIES}/<int:pk>/founders/add/", bodies.add_founder, name="add-founder"),
    path(f"{_BODIES}/founders/<int:pk>/leave/", bodies.leave, name="leave"),
]
