"""Addresses of notices; mounted at the root."""

from django.urls import path

from linli.domains.notices.web import messages, reports, views, wishes

app_name = "notices"

urlpatterns = [
    path("notices/", views.inbox, name="inbox"),
    path("notices/<int:pk>/open/", views.open_notice, name="open"),
    path("notices/read/", views.read_all, name="read_all"),
    path("demo/texts/", views.texts, name="texts"),
    path("n/<str:token>/", wishes.link, name="link"),
    path("n/<str:token>/wishes/", wishes.wishes, name="wishes"),
    path("n/<str:token>/mail/", wishes.prove, name="prove"),
    path("api/messages/v1/reports", reports.reports, name="reports"),
    path("console/messages/", messages.messages, name="messages"),
    path("console/messages/again/", messages.resend_all, name="resend-all"),
    path("console/messages/stop/", messages.stop, name="stop"),
    path("console/messages/<int:pk>/again/", messages.resend, name="resend"),
]
