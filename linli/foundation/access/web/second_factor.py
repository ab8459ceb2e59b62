"""One's own second factor: set up with a QR code, recovery codes, switched off; and the second step of the sign-in."""

from __future__ import annotations

from urllib.parse import urlencode

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from linli.foundation.access import selectors, services
from linli.foundation.access.web.forms import CodeForm, SetUpForm
from linli.foundation.access.web.stepup import local_path
from linli.kernel import totp
from linli.kernel.forms import refusals_into
from linli.kernel.policy import public, signed_in, takes_form
from linli.kernel.stepup import stepped_up
from linli.kernel.web import page, see_other, see_other_url

#: How the account is called in the app, before the username.
ISSUER = "Linli"


def code_url(onward: str) -> str:
    """The page of the second step, which leads on to `onward`."""
    return f"{reverse('access:code')}?{urlencode({'next': onward})}"


@public
@never_cache
@sensitive_post_parameters()
@takes_form
def code(request: HttpRequest) -> HttpResponse:
    """The second step of the sign-in; whoever comes without a right password, or too late, begins anew."""
    asked = request.POST if request.method == "POST" else request.GET
    onward = local_path(asked.get("next", ""))
    if services.awaited(request) is None:
        return see_other_url(f"{reverse('access:sign-in')}?{urlencode({'next': onward})}")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_into(form):
            account = services.enter_code(request, code=form.cleaned_data["secret"])
            if account.must_change_password:
                return see_other("access:password")
            return see_other_url(onward or selectors.home_for(selectors.actor_for(account)))
    return page(request, "access/code.html", {"form": form, "onward": onward}, status=422 if form.errors else 200)


@signed_in
@stepped_up
@never_cache
@sensitive_post_parameters()
@takes_form
def second_factor(request: HttpRequest) -> HttpResponse:
    """Set the app up, or see that it is; the recovery codes are shown in the answer to the right code, and never again."""
    if request.user.has_second_factor:
        return page(request, "access/second_factor.html", selectors.second_factor_of(request.actor, request.user.pk))
    form = SetUpForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_into(form):
            given = form.cleaned_data
            made = services.turn_on(request.actor, request, account=request.user, code=given["code"])
            return page(request, "access/recovery_codes.html", {"codes": made, "is_new": True})
    secret = services.pending_secret(request)
    context = {"form": form, "qr": _drawn(secret, request.user.username), "secret": _in_fours(secret)}
    context["demanded"] = selectors.second_factor_demanded(request.actor)
    return page(request, "access/set_up.html", context, status=422 if form.errors else 200)


@signed_in
@stepped_up(form="access:second-factor")
@never_cache
@require_POST
def renew_codes(request: HttpRequest) -> HttpResponse:
    """Ten new recovery codes, shown this once."""
    made = services.renew_codes(request.actor, account=request.user)
    return page(request, "access/recovery_codes.html", {"codes": made})


@signed_in
@stepped_up(form="access:second-factor")
@require_POST
def turn_off(request: HttpRequest) -> HttpResponse:
    """Sign in by password alone again."""
    services.turn_off(request.actor, account=request.user)
    messages.success(request, _("The second factor is off."))
    return see_other("access:sessions")


def _drawn(secret: str, username: str) -> str:
    """The QR code as a picture in the page itself: the secret has no address of its own."""
    said = totp.address(secret, account=username, issuer=ISSUER)
    return str(segno.make(said, error="m").svg_data_uri(scale=4, border=4, light="white"))


def _in_fours(secret: str) -> str:
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
