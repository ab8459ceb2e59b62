"""The console of webhooks: where news goes, what became of it, and what is sent again."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from linli.foundation.partners import selectors as partners
from linli.foundation.partners.states import MANAGE
from linli.foundation.webhooks import selectors, services
from linli.foundation.webhooks.web.forms import AddForm, RenewForm
from linli.kernel.forms import Secret, saved, sent, shown_once
from linli.kernel.policy import requires, takes_form
from linli.kernel.stepup import is_proved, proof_url, stepped_up
from linli.kernel.web import page


@requires(MANAGE)
@require_safe
def hooks(request: HttpRequest) -> HttpResponse:
    """All webhooks of one's county."""
    rows = [(one, selectors.label_of(one.stream)) for one in selectors.hooks_for(_actor(request))]
    return page(request, "webhooks/hooks.html", {"rows": rows})


@requires(MANAGE)
@stepped_up
@never_cache
@takes_form
def add(request: HttpRequest) -> HttpResponse:
    """A new webhook; its secret is shown in the answer and kept nowhere, so there is nothing to redirect to."""
    actor = _actor(request)

    title = _("Add a webhook")

    def act(given: dict[str, Any]) -> Secret:
        owner = partners.partner_for(actor, int(given["partner"]))
        return _secret(title, services.add_hook(actor, partner=owner, stream=given["stream"], url=given["url"]))

    form = AddForm(sent(request), **selectors.add_choices(actor))
    return shown_once(request, form, title, act, back=reverse("webhooks:hooks"))


@requires(MANAGE)
@require_safe
def hook(request: HttpRequest, pk: int) -> HttpResponse:
    """One webhook and its log."""
    found = selectors.hook_for(_actor(request), pk)
    log = selectors.sent(found, request.GET.get("state", ""), request.GET.get("page", "1"))
    context = {
        "hook": found,
        "label": selectors.label_of(found.stream),
        "log": log,
        "history": selectors.history_of(found),
        "proof": "" if is_proved(request) else proof_url(request.path),
    }
    return page(request, "webhooks/hook.html", context)


@requires(MANAGE)
@stepped_up(form="webhooks:hook")
@require_POST
def switch(request: HttpRequest, pk: int) -> HttpResponse:
    """Off or on again."""
    found = selectors.hook_for(_actor(request), pk)
    services.switch_hook(_actor(request), hook=found, active=request.POST.get("active") == "1")
    return saved(request, "webhooks:hook", pk)


@requires(MANAGE)
@stepped_up
@never_cache
@takes_form
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Another secret, shown this once."""
    found = selectors.hook_for(_actor(request), pk)

    title = _("New secret")

    def act(_given: dict[str, Any]) -> Secret:
        return _secret(title, services.renew_secret(_actor(request), hook=found))

    return shown_once(request, RenewForm(sent(request)), title, act, back=reverse("webhooks:hook", args=[pk]))


@requires(MANAGE)
@require_POST
def resend(request: HttpRequest, pk: int) -> HttpResponse:
    """Send one thing again that was given up."""
    found = selectors.delivery_for(_actor(request), pk)
    services.resend(_actor(request), delivery=found)
    return saved(request, "webhooks:hook", found.hook_id)


@requires(MANAGE)
@require_POST
def resend_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Send everything again that was given up."""
    services.resend_all(_actor(request), hook=selectors.hook_for(_actor(request), pk))
    return saved(request, "webhooks:hook", pk)


def _secret(title: str, made: services.Made) -> Secret:
    return Secret(title, made.hook.name, made.secret, reverse("webhooks:hook", args=[made.hook.pk]))


def _actor(request: HttpRequest) -> Any:
    return request.actor  # type: ignore[attr-defined]  # set by access' middleware
