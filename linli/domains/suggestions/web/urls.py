"""Addresses of suggestions."""

from django.urls import path

from linli.domains.suggestions.web import views

app_name = "suggestions"

urlpatterns = [
    path("console/new/suggestions/", views.check, name="check"),
    path("console/cases/<str:ref>/suggestions/", views.beside, name="beside"),
    path("console/cases/<str:ref>/category/", views.choose, name="choose"),
    path("console/hot/", views.hot, name="hot"),
    path("console/suggestions/", views.lesson, name="lesson"),
    path("console/suggestions/learn/", views.learn, name="learn"),
]
