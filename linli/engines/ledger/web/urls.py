"""Addresses of the ledger."""

from django.urls import path

from linli.engines.ledger.web import views

app_name = "ledger"

urlpatterns = [
    path("console/ledger/", views.accounts, name="accounts"),
    path("console/ledger/accounts/<int:pk>/", views.account, name="account"),
    path("console/ledger/accounts/<int:pk>/take/", views.take, name="take"),
    path("console/ledger/accounts/<int:pk>/bounds/", views.bounds, name="bounds"),
    path("console/ledger/accounts/<int:pk>/close/", views.close, name="close"),
    path("console/ledger/entries/<int:pk>/", views.entry, name="entry"),
    path("console/ledger/entries/<int:pk>/reverse/", views.reverse_entry, name="reverse"),
]
