"""Addresses of the register of staff."""

from django.urls import path

from linli.foundation.people.web import views

app_name = "people"

urlpatterns = [
    path("console/staff/", views.staff, name="staff"),
    path("console/staff/add/", views.add, name="add"),
    path("console/staff/<int:pk>/", views.card, name="card"),
    path("console/staff/<int:pk>/phone/", views.phone, name="phone"),
    path("console/staff/<int:pk>/appoint/", views.appoint, name="appoint"),
    path("console/staff/<int:pk>/absence/", views.absence, name="absence"),
    path("console/appointments/<int:pk>/end/", views.end, name="end"),
    path("console/absences/<int:pk>/end/", views.end_absence, name="end-absence"),
]
