"""Addresses of the organizations console."""

from django.urls import path

from linli.foundation.organizations.web import duties, posts, views

app_name = "organizations"

_HERE = "console/organizations/"

urlpatterns = [
    path(_HERE, views.listing, name="list"),
    path(f"{_HERE}<int:pk>/", views.organization, name="organization"),
    path(f"{_HERE}add/<int:area>/", views.add, name="add"),
    path(f"{_HERE}import/<int:area>/", views.import_, name="import"),
    path(f"{_HERE}<int:pk>/change/", views.edit, name="change"),
    path(f"{_HERE}<int:pk>/close/", views.close, name="close"),
    path(f"{_HERE}<int:pk>/post/", posts.add_to_organization, name="add-post"),
    path(f"{_HERE}at/<int:area>/", posts.at, name="at"),
    path(f"{_HERE}at/<int:area>/post/", posts.add_to_area, name="add-area-post"),
    path(f"{_HERE}posts/<int:pk>/close/", posts.close, name="close-post"),
    path(f"{_HERE}vacancies/", posts.vacancies, name="vacancies"),
    path(f"{_HERE}duties/", duties.listing, name="duties"),
    path(f"{_HERE}duties/set/", duties.set_, name="set-duty"),
    path(f"{_HERE}duties/<int:pk>/", duties.versions, name="duty"),
    path(f"{_HERE}duties/<int:pk>/end/", duties.end, name="end-duty"),
]
