"""The accounts' console: find, open, lock, reset; give and end extra rights. Whatever changes something asks for a fresh proof."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from linli.foundation.access import selectors, services
from linli.foundation.access.web.forms import (
    FindForm,
    GrantForm,
    OpenAccountForm,
    ReasonForm,
    SignInsForm,
)
from linli.foundation.audit.idempotency import creates
from linli.kernel.forms import refusals_into
from linli.kernel.policy import requires, takes_form
from linli.kernel.scoping import paged
from linli.kernel.stepup import is_proved, proof_url, stepped_up
from linli.kernel.web import page, see_other

ROWS = 50


@requires("access.view")
@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """Accounts of one's places, fifty to a page."""
    form = FindForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    rows = paged(selectors.accounts_for(request.actor, text), request.GET.get("page"))
    context = {"form": form, "rows": rows, "q": text, "may_open": request.actor.can("access.manage")}
    return page(request, "access/accounts.html", context, partial="access/_accounts.html")


@requires("access.manage")
@stepped_up
@creates
@sensitive_post_parameters("password")
@takes_form
def open_account(request: HttpRequest) -> HttpResponse:
    """An account for somebody on the staff."""
    form = OpenAccountForm(
        request.POST or None,
        cards=selectors.cards_without_account(request.actor),
        initial={"card": request.GET.get("card", "")},
    )
    if form.is_valid():
        given = form.cleaned_data
        card = selectors.card_for(request.actor, int(given["card"]))
        with refusals_into(form):
            made = services.open_account(
                request.actor, card=card, username=given["username"], password=given["password"]
            )
            messages.success(request, _("The account is open. Tell {name} the first password.").format(name=card.name))
            return see_other("access:account", made.pk)
    return page(request, "access/open_account.html", {"form": form}, status=422 if form.errors else 200)


@requires("access.view")
@require_safe
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: posts, extra rights, devices, sign-ins, history."""
    found = selectors.account_for(request.actor, pk)
    return page(request, "access/account.html", _facts(request, found))


@requires("access.manage")
@stepped_up(form="access:account")
@require_POST
def lock(request: HttpRequest, pk: int) -> HttpResponse:
    """Lock an account, with a reason."""
    found = selectors.account_for(request.actor, pk, to="access.manage")
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return page(request, "access/account.html", {**_facts(request, found), "lock_form": form}, status=422)
    services.lock_account(request.actor, account=found, reason=form.cleaned_data["reason"])
    messages.success(request, _("The account is locked."))
    return see_other("access:account", pk)


@requires("access.manage")
@stepped_up(form="access:account")
@require_POST
def unlock(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a locked account again."""
    found = selectors.account_for(request.actor, pk, to="access.manage")
    services.unlock_account(request.actor, account=found)
    messages.success(request, _("The account is open again."))
    return see_other("access:account", pk)


@requires("access.manage")
@stepped_up(form="access:account")
@never_cache
@require_POST
def reset(request: HttpRequest, pk: int) -> HttpResponse:
    """A new first password, shown this once: it isn't kept anywhere, so there is nothing to redirect to."""
    found = selectors.account_for(request.actor, pk, to="access.manage")
    first = services.reset_password(request.actor, account=found)
    return page(request, "access/first_password.html", {"account": found, "password": first})


@requires("access.manage")
@stepped_up(form="access:account")
@require_POST
def reset_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away the second factor of somebody who has lost it, with a reason."""
    found = selectors.account_for(request.actor, pk, to="access.manage")
    form = ReasonForm(request.POST, auto_id="id_factor_%s")
    if not form.is_valid():
        return page(request, "access/account.html", {**_facts(request, found), "factor_form": form}, status=422)
    services.reset_second_factor(request.actor, account=found, reason=form.cleaned_data["reason"])
    messages.success(
        request, _("The second factor is taken away. The person signs in by password and sets it up anew.")
    )
    return see_other("access:account", pk)


@requires("access.view")
@require_safe
def sign_ins(request: HttpRequest) -> HttpResponse:
    """The sign-in log of the accounts of one's places, newest first, fifty to a page."""
    form = SignInsForm(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    found = selectors.sign_ins_page(
        request.actor, given.get("q", ""), given.get("outcome", ""), request.GET.get("before", ""), ROWS
    )
    context = {"form": form, "sign_ins": found.rows, "before": found.before, "with_names": True}
    return page(request, "access/sign_ins.html", context, partial="access/_sign_ins.html")


@requires("access.grant")
@stepped_up
@creates
@takes_form
def grant(request: HttpRequest, pk: int) -> HttpResponse:
    """Give extra rights."""
    found = selectors.account_for(request.actor, pk, to="access.grant")
    form = GrantForm(request.POST or None, **selectors.grant_choices(request.actor))
    if form.is_valid():
        given = form.cleaned_data
        with refusals_into(form):
            services.grant_role(
                request.actor,
                account=found,
                role=given["role"],
                until=given["until"],
                reason=given["reason"],
                **selectors.place_for(request.actor, given["area"], given["organization"]),
            )
            messages.success(request, _("The rights are given."))
            return see_other("access:account", pk)
    return page(request, "access/grant.html", {"form": form, "account": found}, status=422 if form.errors else 200)


@requires("access.grant")
@stepped_up
@takes_form
def end_grant(request: HttpRequest, pk: int) -> HttpResponse:
    """End extra rights."""
    found = selectors.grant_for(request.actor, pk, to="access.grant")
    if request.method != "POST":
        return page(request, "access/end_grant.html", {"grant": found})
    services.end_grant(request.actor, grant=found)
    messages.success(request, _("The rights are ended."))
    return see_other("access:account", found.account_id)


def _facts(request: HttpRequest, found: Any) -> dict[str, Any]:
    """What the account's page shows."""
    return {
        **selectors.facts_of(found),
        "account": found,
        "lock_form": ReasonForm(),
        "factor_form": ReasonForm(auto_id="id_factor_%s"),
        "is_self": request.actor.account_id == found.pk,
        "may_manage": request.actor.can("access.manage"),
        "proof": "" if is_proved(request) else proof_url(request.path),
        "may_grant": request.actor.can("access.grant"),
    }
