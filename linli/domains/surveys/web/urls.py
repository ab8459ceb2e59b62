"""Addresses of surveys."""

from django.urls import path

from linli.domains.surveys.web import views

app_name = "surveys"

urlpatterns = [
    path("console/surveys/", views.estates, name="estates"),
    path("console/surveys/figures/", views.figures, name="figures"),
    path("console/surveys/at/<int:pk>/", views.estate, name="estate"),
    path("console/surveys/at/<int:pk>/add/", views.record, name="record"),
    path("console/surveys/<int:pk>/correct/", views.correct, name="correct"),
]
