"""Addresses of scorecards."""

from django.urls import path

from linli.engines.scorecards.web import answering, papers, portal, rating, views

app_name = "scorecards"

urlpatterns = [
    path("ratings/", rating.mine, name="mine"),
    path("ratings/<int:pk>/", rating.rate, name="rate"),
    path("scores/by/<str:token>/", rating.by_link, name="by-link"),
    path("scores/round/<int:pk>/", portal.round_, name="public-round"),
    path("scores/result/<int:pk>/", portal.result, name="public-result"),
    path("scores/<slug:slug>/", portal.rounds, name="public-rounds"),
    path("console/scorecards/", views.rounds, name="rounds"),
    path("console/scorecards/open/", views.open_round, name="open"),
    path("console/scorecards/appeals/", answering.appeals, name="appeals"),
    path("console/scorecards/appeals/<int:pk>/", answering.decide, name="decide"),
    path("console/scorecards/pictures/<int:pk>/", answering.picture, name="picture"),
    path("console/scorecards/entries/", views.items, name="items"),
    path("console/scorecards/entries/<slug:card>/add/", views.add_item, name="item-add"),
    path("console/scorecards/entries/<int:pk>/withdraw/", views.withdraw_item, name="item-withdraw"),
    path("console/scorecards/seats/<int:pk>/vacate/", views.vacate, name="vacate"),
    path("console/scorecards/seats/<int:pk>/link/", views.link, name="link"),
    path("console/scorecards/results/<int:pk>/", views.result, name="result"),
    path("console/scorecards/results/<int:pk>/paper/", papers.result, name="result-paper"),
    path("console/scorecards/results/<int:pk>/reply/", answering.reply, name="reply"),
    path("console/scorecards/results/<int:pk>/appeal/", answering.appeal, name="appeal"),
    path("console/scorecards/results/<int:pk>/correct/", answering.correct, name="correct"),
    path("console/scorecards/<int:pk>/", views.round_, name="round"),
    path("console/scorecards/<int:pk>/print/", views.sheet, name="sheet"),
    path("console/scorecards/<int:pk>/paper/", papers.round_, name="round-paper"),
    path("console/scorecards/<int:pk>/close/", views.close, name="close"),
    path("console/scorecards/<int:pk>/publish/", views.publish, name="publish"),
    path("console/scorecards/<int:pk>/look/", views.look, name="look"),
]
