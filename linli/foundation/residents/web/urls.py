"""Addresses of the registers."""

from django.urls import path

from linli.foundation.residents.web import homes, views

app_name = "residents"

urlpatterns = [
    path("console/residents/", views.register, name="register"),
    path("console/residents/lists/<slug:which>/", views.lists, name="lists"),
    path("console/residents/places/", views.places, name="places"),
    path("console/residents/add/<int:area>/", views.add, name="add"),
    path("console/residents/<int:pk>/", views.person, name="person"),
    path("console/residents/<int:pk>/change/", views.change, name="change"),
    path("console/residents/<int:pk>/verify/", views.verify, name="verify"),
    path("console/residents/<int:pk>/reveal/", views.reveal, name="reveal"),
    path("console/residents/<int:pk>/death/", views.death, name="death"),
    path("console/residents/<int:pk>/death/undo/", views.undo_death, name="undo-death"),
    path("console/residents/<int:pk>/erase/", views.erase, name="erase"),
    path("console/residents/<int:pk>/move/<int:area>/", homes.move_in, name="move-in"),
    path("console/residents/<int:pk>/merge/<int:other>/", homes.merge, name="merge"),
    path("console/residencies/<int:pk>/end/", homes.move_out, name="move-out"),
    path("console/merges/<int:pk>/undo/", homes.undo_merge, name="undo-merge"),
    path("console/alike/<int:pk>/apart/", homes.tell_apart, name="tell-apart"),
    path("console/dwellings/in/<int:area>/", homes.dwellings, name="dwellings"),
    path("console/dwellings/in/<int:area>/add/", homes.add_dwelling, name="add-dwelling"),
    path("console/dwellings/<int:pk>/", homes.dwelling, name="dwelling"),
    path("console/dwellings/<int:pk>/change/", homes.change_dwelling, name="change-dwelling"),
    path("console/dwellings/<int:pk>/address/", homes.reveal_address, name="reveal-address"),
    path("console/dwellings/<int:pk>/household/", homes.form_household, name="form-household"),
    path("console/households/<int:pk>/", homes.household, name="household"),
    path("console/households/<int:pk>/head/", homes.set_head, name="set-head"),
    path("console/households/<int:pk>/split/", homes.split, name="split"),
    path("console/households/<int:pk>/move/<int:area>/", homes.move_household, name="move-household"),
]
