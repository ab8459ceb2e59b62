"""Addresses of alliances."""

from django.urls import path

from linli.domains.alliances.web import founding, meeting, points, public

app_name = "alliances"

_AT = "console/alliances"

urlpatterns = [
    path(f"{_AT}/", founding.alliances, name="alliances"),
    path(f"{_AT}/found/", founding.found, name="found"),
    path(f"{_AT}/mine/", founding.mine, name="mine"),
    path(f"{_AT}/trades/", founding.trades, name="trades"),
    path(f"{_AT}/<int:pk>/", founding.alliance, name="alliance"),
    path(f"{_AT}/<int:pk>/close/", founding.close, name="close"),
    path(f"{_AT}/<int:pk>/ask/", founding.ask, name="ask"),
    path(f"{_AT}/members/<int:pk>/answer/", founding.answer, name="answer"),
    path(f"{_AT}/members/<int:pk>/leave/", founding.leave, name="leave"),
    path(f"{_AT}/<int:pk>/chair/", meeting.rota, name="rota"),
    path(f"{_AT}/<int:pk>/meetings/add/", meeting.add, name="add-meeting"),
    path(f"{_AT}/<int:pk>/topics/add/", meeting.put_up, name="put-up"),
    path(f"{_AT}/meetings/<int:pk>/", meeting.meeting, name="meeting"),
    path(f"{_AT}/meetings/<int:pk>/resolve/", meeting.resolve, name="resolve"),
    path(f"{_AT}/resolutions/", meeting.resolutions, name="resolutions"),
    path(f"{_AT}/resolutions/<int:pk>/settle/", meeting.settle, name="settle"),
    path(f"{_AT}/points/", points.units, name="units"),
    path(f"{_AT}/points/units/<int:pk>/", points.unit, name="unit"),
    path(f"{_AT}/points/entries/", points.scores, name="scores"),
    path(f"{_AT}/<int:pk>/points/enter/", points.enter, name="enter"),
    path(f"{_AT}/points/entries/<int:pk>/", points.score, name="score"),
    path(f"{_AT}/points/entries/<int:pk>/check/", points.check, name="check"),
    path(f"{_AT}/points/entries/<int:pk>/object/", points.object_to, name="object"),
    path(f"{_AT}/points/entries/<int:pk>/answer/", points.answer, name="answer-objection"),
    path(f"{_AT}/points/proofs/<int:pk>/", points.proof, name="proof"),
    path("<slug:slug>/alliances/", public.county, name="county"),
]
