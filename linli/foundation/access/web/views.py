"""Signing in and out, one's own password and devices, and the demo's change of person."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from linli.foundation.access import selectors, services
from linli.foundation.access.web.forms import PasswordForm, SignInForm
from linli.foundation.access.web.second_factor import code_url
from linli.foundation.access.web.stepup import local_path
from linli.kernel.forms import refusals_into
from linli.kernel.policy import public, signed_in, takes_form
from linli.kernel.web import page, see_other, see_other_url


@public
@never_cache
@sensitive_post_parameters("password")
@takes_form
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page. Somebody who is signed in is led on at once."""
    if not request.actor.is_anonymous:
        return see_other_url(_onward(request, request.GET.get("next", "")))
    form = SignInForm(request.POST or None, initial={"next": request.GET.get("next", "")})
    if form.is_valid():
        with refusals_into(form):
            account = services.sign_in(
                request, username=form.cleaned_data["username"], password=form.cleaned_data["password"]
            )
            if account.has_second_factor:
                return see_other_url(code_url(local_path(form.cleaned_data["next"])))
            if account.must_change_password:
                return see_other("access:password")
            return see_other_url(_onward(request, form.cleaned_data["next"], account))
    context = {"form": form, "demo": settings.LINLI_DEMO}
    return page(request, "access/sign_in.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session."""
    services.sign_out(request)
    return see_other_url("/")


@signed_in
@never_cache
@sensitive_post_parameters()
@takes_form
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; all other devices are signed out."""
    form = PasswordForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        with refusals_into(form):
            services.change_password(request.actor, request, account=request.user, old=given["old"], new=given["new"])
            messages.success(request, _("Your password is changed."))
            return see_other("access:sessions")
    context = {"form": form, "first": request.user.must_change_password}
    return page(request, "access/password.html", context, status=422 if form.errors else 200)


@signed_in
@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """Devices on which one is signed in, and the last sign-ins."""
    own = request.actor.account_id
    context = {
        "sessions": selectors.sessions_of(own),
        "sign_ins": selectors.sign_ins_of(own),
        "here": request.session.session_key,
        "home": selectors.home_for(request.actor),
    }
    return page(request, "access/sessions.html", context)


@signed_in
@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign one device of one's own out; somebody else's is not found."""
    if not services.end_session(request.actor.account_id, pk):
        raise Http404
    messages.success(request, _("The device is signed out."))
    return see_other("access:sessions")


@signed_in
@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """Sign all other devices out."""
    services.sign_out_others(request.actor.account_id, request.session.session_key)
    messages.success(request, _("All other devices are signed out."))
    return see_other("access:sessions")


@public
@require_safe
def personas(request: HttpRequest) -> HttpResponse:
    """Whom one may be in the demo; not found in any other mode."""
    if not settings.LINLI_DEMO:
        raise Http404
    return page(request, "access/personas.html", {"counties": selectors.personas_by_county()})


@public
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Become a persona of the demo by one click."""
    chosen = request.POST.get("account", "")
    if not chosen.isascii() or not chosen.isdigit() or len(chosen) > 18:
        raise Http404
    account = services.switch_persona(request, pk=int(chosen))
    return see_other_url(selectors.home_for(selectors.actor_for(account)))


def _onward(request: HttpRequest, wanted: str, account: object = None) -> str:
    """Where to go on: the page that was asked for, if it is ours, else where the person's day begins."""
    if wanted and url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return selectors.home_for(selectors.actor_for(account) if account else request.actor)
