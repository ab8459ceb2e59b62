"""Addresses of visits."""

from django.urls import path

from linli.domains.visits.web import console, field

app_name = "visits"

urlpatterns = [
    path("field/visits/", field.route, name="route"),
    path("field/visits/doors/", field.open_doors, name="open-doors"),
    path("field/visits/<int:pk>/", field.visit, name="visit"),
    path("field/visits/<int:pk>/door/", field.open_door, name="open-door"),
    path("console/visits/", console.coverage, name="coverage"),
    path("console/visits/plans/", console.plans, name="plans"),
    path("console/visits/plans/add/", console.add_plan, name="add-plan"),
    path("console/visits/plans/<int:pk>/end/", console.end_plan, name="end-plan"),
    path("console/visits/in/<int:area>/", console.stops, name="stops"),
    path("console/visits/at/<int:pk>/", console.stop, name="stop"),
    path("console/visits/at/<int:pk>/cycle/", console.own_cycle, name="own-cycle"),
    path("console/visits/at/<int:pk>/plain/", console.plain_cycle, name="plain-cycle"),
    path("console/visits/notes/<int:pk>/", console.read_note, name="read-note"),
]
