"""Addresses of signing in, of one's own account, and of the accounts' console."""

from django.urls import path

from linli.foundation.access.web import console, second_factor, stepup, views

app_name = "access"

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-in/code/", second_factor.code, name="code"),
    path("sign-in/again/", stepup.again, name="again"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("me/password/", views.password, name="password"),
    path("me/devices/", views.sessions, name="sessions"),
    path("me/devices/<int:pk>/end/", views.end_session, name="end-session"),
    path("me/devices/end-others/", views.end_others, name="end-others"),
    path("me/second-factor/", second_factor.second_factor, name="second-factor"),
    path("me/second-factor/codes/", second_factor.renew_codes, name="renew-codes"),
    path("me/second-factor/off/", second_factor.turn_off, name="turn-off"),
    path("demo/", views.personas, name="personas"),
    path("demo/switch/", views.switch, name="switch"),
    path("console/accounts/", console.accounts, name="accounts"),
    path("console/accounts/open/", console.open_account, name="open-account"),
    path("console/accounts/<int:pk>/", console.account, name="account"),
    path("console/accounts/<int:pk>/lock/", console.lock, name="lock"),
    path("console/accounts/<int:pk>/unlock/", console.unlock, name="unlock"),
    path("console/accounts/<int:pk>/reset/", console.reset, name="reset"),
    path("console/accounts/<int:pk>/grant/", console.grant, name="grant"),
    path("console/accounts/<int:pk>/second-factor/", console.reset_second_factor, name="reset-second-factor"),
    path("console/sign-ins/", console.sign_ins, name="sign-ins"),
    path("console/grants/<int:pk>/end/", console.end_grant, name="end-grant"),
]
