"""The duty catalogue: who leads for what, version by version."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.foundation.audit.idempotency import creates
from linli.foundation.organizations import selectors, services
from linli.foundation.organizations.permissions import CHANGE, VIEW
from linli.foundation.organizations.web import forms
from linli.foundation.organizations.web._pages import change, confirmed, crumbs, link
from linli.kernel.policy import requires, takes_form
from linli.kernel.scoping import paged
from linli.kernel.web import page


@requires(VIEW)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Entries that hold now, by category."""
    form = forms.PlainFindForm(request.GET)
    text = form.cleaned_data["q"].strip() if form.is_valid() else ""
    rows = paged(selectors.duties_for(request.actor, text=text), request.GET.get("page"))
    rows.object_list = selectors.with_names(rows.object_list)
    context = {
        "form": form,
        "crumbs": crumbs(),
        "rows": rows,
        "may_change": selectors.county_to_change(request.actor) is not None,
    }
    return page(request, "organizations/duties.html", context, partial="organizations/_duties.html")


@requires(VIEW)
@require_safe
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """All versions of one entry."""
    (duty,) = selectors.with_names([selectors.duty_by_pk_for(request.actor, pk)])
    context = {
        "duty": duty,
        "crumbs": crumbs(link(_("Duty catalogue"), "organizations:duties")),
        "rows": selectors.versions_of(duty),
        "may_change": request.actor.reaches(CHANGE, duty.county.path),
    }
    return page(request, "organizations/duty.html", context)


@requires(CHANGE)
@creates
@takes_form
def set_(request: HttpRequest) -> HttpResponse:
    """A new entry, or a new version of one (`category` in the address)."""
    county = selectors.county_to_change(request.actor)
    if county is None:
        raise PermissionDenied
    initial = {"category": request.GET.get("category", "")[:80]}
    form = forms.DutyForm(request.POST or None, initial=initial, bodies=selectors.organizations_in(county))
    return change(
        request, form, _("Set who leads"),
        lambda data: services.set_duty(request.actor, county=county, **data),
        back=reverse("organizations:duties"), trail=[link(_("Duty catalogue"), "organizations:duties")],
    )  # fmt: skip


@requires(CHANGE)
@takes_form
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a category from its leading organization."""
    duty = selectors.duty_by_pk_for(request.actor, pk, to=CHANGE)
    return change(
        request, confirmed(request), _("End this entry"),
        lambda data: services.end_duty(request.actor, duty=duty),
        back=reverse("organizations:duties"), trail=[link(_("Duty catalogue"), "organizations:duties")],
        note=f"{duty.category} · {duty.lead.name}", danger=True,
    )  # fmt: skip
