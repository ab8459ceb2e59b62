"""Addresses of activities."""

from django.urls import path

from linli.domains.activities.web import console, public

app_name = "activities"

_AT = "console/activities"

urlpatterns = [
    path(f"{_AT}/", console.activities, name="activities"),
    path(f"{_AT}/of/<slug:code>/", console.coverage, name="coverage"),
    path(f"{_AT}/of/<slug:code>/plan/", console.plan, name="plan"),
    path(f"{_AT}/<int:pk>/", console.activity, name="activity"),
    path(f"{_AT}/<int:pk>/change/", console.change_plan, name="change"),
    path(f"{_AT}/<int:pk>/begin/", console.begin, name="begin"),
    path(f"{_AT}/<int:pk>/hold/", console.hold, name="hold"),
    path(f"{_AT}/<int:pk>/cancel/", console.cancel, name="cancel"),
    path(f"{_AT}/pictures/<int:pk>/", console.picture, name="picture"),
    path("<slug:slug>/activities/", public.near, name="near"),
]
