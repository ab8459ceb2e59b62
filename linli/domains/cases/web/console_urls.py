"""Addresses of the console."""

from django.urls import path

from linli.domains.cases.web import actions, arbitration, calls, case, queue, register

QUEUE = [
    path("console/", queue.queue, name="queue"),
    path("console/new/", register.register, name="register"),
    path("console/export/", queue.export, name="export"),
    path("console/assign/", queue.assign, name="bulk-assign"),
    path("console/urge/", queue.urge, name="bulk-urge"),
    path("console/join/", queue.join, name="bulk-join"),
    path("console/views/", queue.keep_view, name="keep-view"),
    path("console/views/<int:pk>/drop/", queue.drop_view, name="drop-view"),
]

CALLS = [
    path("console/whistles/", calls.whistles, name="whistles"),
    path("console/calls/<int:pk>/answer/", calls.answer, name="call-answer"),
    path("console/calls/<int:pk>/arrive/", calls.arrive, name="call-arrive"),
    path("console/calls/<int:pk>/report/", calls.report, name="call-report"),
    path("console/calls/<int:pk>/return/", calls.give_back, name="call-return"),
    path("console/calls/<int:pk>/rate/", calls.rate, name="call-rate"),
    path("console/calls/<int:pk>/judge/", calls.judge, name="call-judge"),
]

DECISIONS = [
    path("console/arbitration/", arbitration.waiting, name="arbitration"),
    path("console/arbitration/<int:pk>/", arbitration.decide, name="decide"),
]

CASE = [
    path("cases/<str:ref>/", case.go, name="go"),
    path("console/cases/<str:ref>/", case.detail, name="detail"),
    path("console/cases/<str:ref>/print/", case.printed, name="print"),
    path("console/cases/<str:ref>/reporters/<int:pk>/", case.speaks_as, name="speaks-as"),
    path("console/cases/<str:ref>/reveal/", actions.reveal, name="reveal"),
    *(path(f"console/cases/<str:ref>/{code}/", view, name=code) for code, view in actions.VIEWS.items()),
]

urlpatterns = [*QUEUE, *CALLS, *DECISIONS, *CASE]
