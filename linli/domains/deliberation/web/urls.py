"""Addresses of deliberation."""

from django.urls import path

from linli.domains.deliberation.web import console, meetings, open, residents, votes

app_name = "deliberation"

_ONE, _MEETING, _VOTE = "console/matters/<int:pk>/", "console/meetings/<int:pk>/", "console/votes/<int:pk>/"

urlpatterns = [
    path("me/matters/", residents.near, name="near"),
    path("me/matters/propose/", residents.propose, name="propose"),
    path("me/matters/<int:pk>/", residents.matter, name="mine"),
    path("me/matters/<int:pk>/support/", residents.support, name="support"),
    path("me/matters/<int:pk>/judge/", residents.judge, name="judge"),
    path("me/matters/<int:pk>/say/", residents.say, name="say"),
    path("me/statements/<int:pk>/", residents.stand, name="stand"),
    path("me/votes/<int:pk>/", residents.vote, name="vote"),
    path("me/meetings/<int:pk>/", residents.check_in, name="check-in"),
    path("c/<slug:slug>/matters/", open.matters, name="public"),
    path("matters/<int:pk>/", open.matter, name="public-matter"),
    path("matters/<int:pk>/receipt/", open.receipt, name="receipt"),
    path("console/matters/", console.matters, name="matters"),
    path("console/matters/figures/", console.figures, name="figures"),
    path("console/matters/add/", console.add, name="add"),
    path(_ONE, console.matter, name="matter"),
    path(f"{_ONE}sort/", console.sort, name="sort"),
    path(f"{_ONE}refuse/", console.refuse, name="refuse"),
    path(f"{_ONE}merge/", console.merge, name="merge"),
    path(f"{_ONE}support/", console.support, name="note-support"),
    path(f"{_ONE}hear/", console.hear, name="hear"),
    path(f"{_ONE}meeting/", meetings.call, name="call"),
    path(f"{_ONE}vote/", votes.begin, name="open-vote"),
    path(f"{_ONE}owners/", votes.ask_owners, name="ask-owners"),
    path(f"{_ONE}notice/", console.notice, name="notice"),
    path(f"{_ONE}task/", console.task, name="task"),
    path(f"{_ONE}project/", console.project, name="project"),
    path(f"{_ONE}verdict/", console.verdict, name="verdict"),
    path(f"{_ONE}advance/", console.advance, name="advance"),
    path("console/matters/tasks/<int:pk>/", console.report, name="report"),
    path("console/matters/statements/<int:pk>/hide/", console.hide, name="hide"),
    path("console/meetings/", meetings.meetings, name="meetings"),
    path(_MEETING, meetings.meeting, name="meeting"),
    path(f"{_MEETING}open/", meetings.begin, name="begin-meeting"),
    path(f"{_MEETING}cancel/", meetings.cancel, name="cancel-meeting"),
    path(f"{_MEETING}code/", meetings.code, name="code"),
    path(f"{_MEETING}attendance/", meetings.attend, name="attend"),
    path(f"{_MEETING}close/", meetings.close, name="close-meeting"),
    path(f"{_MEETING}confirm/", meetings.confirm, name="confirm"),
    path(f"{_MEETING}minutes/", meetings.minutes, name="minutes"),
    path(_VOTE, votes.ballot, name="ballot"),
    path(f"{_VOTE}papers/", votes.sheets, name="papers"),
    path(f"{_VOTE}hand-out/", votes.hand_out, name="hand-out"),
    path(f"{_VOTE}proxy/", votes.proxy, name="proxy"),
    path(f"{_VOTE}type/", votes.type_in, name="type-in"),
    path(f"{_VOTE}count/", votes.count, name="count"),
]
