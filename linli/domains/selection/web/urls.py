"""Addresses of selection."""

from django.urls import path

from linli.domains.selection.web import notices, views

app_name = "selection"

_ONE = "console/selections/<int:pk>/"

urlpatterns = [
    path("console/selections/", views.selections, name="selections"),
    path("console/selections/open/", views.open_one, name="open"),
    path(_ONE, views.selection, name="selection"),
    path(f"{_ONE}nominate/", views.nominate, name="nominate"),
    path(f"{_ONE}document/", views.document, name="add-document"),
    path(f"{_ONE}votes/", views.votes, name="votes"),
    path(f"{_ONE}advance/", views.advance, name="advance"),
    path(f"{_ONE}cancel/", views.cancel, name="cancel"),
    path(f"{_ONE}appoint/", views.appoint, name="appoint"),
    path("console/selections/candidates/<int:pk>/pass/", views.let_through, name="let-through"),
    path("console/selections/candidates/<int:pk>/turn-down/", views.turn_down, name="turn-down"),
    path("console/selections/candidates/<int:pk>/step-back/", views.step_back, name="step-back"),
    path("console/selections/documents/<int:pk>/", views.download, name="document"),
    path("console/selections/objections/<int:pk>/", views.objection, name="objection"),
    path("console/selections/objections/<int:pk>/read/", views.read_objection, name="read-objection"),
    path("selections/<int:pk>/object/", notices.object_to, name="object"),
    path("<slug:slug>/selections/", notices.notices, name="notices"),
    path("selections/<int:pk>/", notices.notice, name="notice"),
]
