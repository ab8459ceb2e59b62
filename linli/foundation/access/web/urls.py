"""Addresses of signing in, of one's own account, and of the accounts' console."""

from django.urls import path

from linli.foundation.access.web import console, stepup, views

app_name = "access"

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-in/again/", stepup.again, name="again"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("me/password/", views.password, name="password"),
    path("me/devices/", views.sessions, name="sessions"),
    path("me/devices/<int:pk>/end/", views.end_session, name="end-session"),
    path("me/devices/end-others/", views.end_others, name="end-others"),
    path("demo/", views.personas, name="personas"),
    path("demo/switch/", views.switch, name="switch"),
    path("console/accounts/", console.accounts, name="accounts"),
    path("console/accounts/open/", console.open_account, name="open-account"),
    path("console/accounts/<int:pk>/", console.account, name="account"),
    path("console/accounts/<int:pk>/lock/", console.lock, name="lock"),
    path("console/accounts/<int:pk>/unlock/", console.unlock, name="unlock"),
    path("console/accounts/<int:pk>/reset/", console.reset, name="reset"),
    path("console/accounts/<int:pk>/grant/", console.grant, name="grant"),
    path("console/grants/<int:pk>/end/", console.end_grant, name="end-grant"),
]
