"""Addresses of partners."""

from django.urls import path

from linli.foundation.partners.web import views

app_name = "partners"

urlpatterns = [
    path("console/partners/", views.partners, name="partners"),
    path("console/partners/add/", views.add, name="add"),
    path("console/partners/<int:pk>/", views.partner, name="partner"),
    path("console/partners/<int:pk>/switch/", views.switch, name="switch"),
    path("console/partners/<int:pk>/key/", views.issue, name="issue"),
    path("console/keys/<int:pk>/replace/", views.rotate, name="rotate"),
    path("console/keys/<int:pk>/revoke/", views.revoke, name="revoke"),
]
