"""A list of members is asked for here; how far it is and its file are pages of lists."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.domains.membership import selectors, services
from linli.domains.membership.web import forms
from linli.foundation.audit.idempotency import creates
from linli.kernel.forms import change, sent
from linli.kernel.policy import requires, takes_form
from linli.kernel.stepup import stepped_up

EXPORT = "membership.export"


@requires(EXPORT)
@stepped_up
@creates
@takes_form
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a list."""
    actor = request.actor
    choices = {
        "organization": selectors.body_choices(actor, EXPORT),
        "kind": selectors.kind_choices(selectors.rules_for(actor)),
    }

    def act(data: dict[str, Any]) -> str:
        body = selectors.body_for(actor, int(data.pop("organization")), EXPORT)
        row = services.ask_members_list(actor, organization=body, **data)
        return reverse("rosters:members-export", args=[row.pk])

    return change(
        request, forms.ListForm(sent(request), choices=choices), _("Take a list of members out"), act,
        back=reverse("rosters:members-exports"), submit=_("Make the list"),
        note=_("Without numbers and addresses. Your name, the time and the purpose stand on every page."),
    )  # fmt: skip
