"""Sites: the list, how many have whom, one of them, and what is done about it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.domains.formations import selectors, services
from linli.domains.formations.permissions import RUN, VIEW
from linli.domains.formations.web import forms
from linli.foundation.audit.idempotency import creates
from linli.kernel.forms import calling, change, sent
from linli.kernel.policy import requires, takes_form
from linli.kernel.web import page


@requires(VIEW)
@require_safe
def sites(request: HttpRequest) -> HttpResponse:
    """Open sites of the county with who there is for each."""
    rules = selectors.county_rules(request.actor)
    form = forms.SitesForm(request.GET, kinds=selectors.options(rules.sites))
    data = form.cleaned_data if form.is_valid() else {}
    rows = selectors.sites_page(
        request.actor, kind=data.get("kind", ""), cover=data.get("cover", ""), area=data.get("area"), body=data.get("body"),
        text=data.get("q", ""), number=request.GET.get("page"),
    )  # fmt: skip
    context = {"form": form, "rows": rows, "rules": rules, "may_run": request.actor.can(RUN) and rules.sites}
    return page(request, "formations/sites.html", context, partial="formations/_sites.html")


@requires(VIEW)
@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    """How many sites have one of their own, are looked after, or have nobody."""
    rules = selectors.county_rules(request.actor)
    context = {"rules": rules, "found": selectors.coverage_page(request.actor)}
    return page(request, "formations/coverage.html", context)


@requires(VIEW)
@require_safe
def firms(request: HttpRequest) -> HttpResponse:
    """Firms of the directory without a party organization that aren't in the list of sites."""
    rows = selectors.firms_page(request.actor, number=request.GET.get("page"))
    return page(request, "formations/firms.html", {"rows": rows, "may_run": request.actor.can(RUN)})


@requires(RUN)
@creates
@takes_form
def add(request: HttpRequest) -> HttpResponse:
    """Put a site on the list; `?host=` names a firm of the directory."""
    actor = request.actor
    rules = selectors.county_rules(actor)
    asked = request.GET.get("host", "")
    host = (
        selectors.organization_in_county(actor, int(asked))
        if asked.isascii() and asked.isdigit() and len(asked) < 19
        else None
    )
    initial = {"host": host.pk, "name": host.name[:80], "area": host.area_id} if host is not None else {}
    choices = {
        "kind": selectors.options(rules.sites), "area": selectors.area_choices(actor), "host": selectors.host_choices(actor),
    }  # fmt: skip

    def act(data: dict[str, Any]) -> str:
        area, firm = selectors.area_in_reach(actor, data.pop("area")), data.pop("host")
        made = services.list_site(actor, area=area, host=selectors.organization_in_county(actor, firm), **data)
        return _one(made.pk)

    form = forms.SiteForm(sent(request), initial=initial, choices=choices)
    return change(request, form, _("Put a site on the list"), act, back=reverse("formations:sites"))


@requires(VIEW)
@require_safe
def site(request: HttpRequest, pk: int) -> HttpResponse:
    """One site with what is set up on it, and who looks after it."""
    row = selectors.site_for(request.actor, pk)
    return page(request, "formations/site.html", {"row": row, **selectors.site_page(request.actor, row)})


@requires(RUN)
@creates
@takes_form
def set_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Set up a party organization on a site."""
    actor = request.actor
    row = selectors.site_for(actor, pk, to=RUN)
    forms_here = selectors.rules_at(row.county).on_site(row.kind)
    choices = {"form": selectors.options(forms_here), "superior": selectors.superior_choices(actor)}

    def act(data: dict[str, Any]) -> str:
        above = selectors.organization_in_county(actor, data.pop("superior"))
        made = services.set_up(actor, site=row, charter=services.Charter(**data), superior=above)
        return reverse("formations:body", args=[made.pk])

    form = forms.SetUpForm(sent(request), choices=choices)
    return change(request, form, _("Set up a party organization"), act, back=_one(pk), note=row.name)


@requires(RUN)
@takes_form
def look_after(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a site to a party organization of the place."""
    actor = request.actor
    row = selectors.site_for(actor, pk, to=RUN)
    form = forms.BodyForm(sent(request), choices={"organization": selectors.caring_choices(row)})

    def act(data: dict[str, Any]) -> None:
        body = selectors.organization_in_county(actor, data["organization"])
        services.look_after(actor, site=row, organization=body)

    return change(request, form, _("Have it looked after"), act, back=_one(pk), note=row.name)


@requires(RUN)
@takes_form
def end_care(request: HttpRequest, pk: int) -> HttpResponse:
    """Nobody looks after a site any more."""
    row = selectors.site_for(request.actor, pk, to=RUN)
    return change(
        request, forms.ReasonForm(sent(request)), _("End the care"),
        calling(services.end_care, request.actor, site=row), back=_one(pk), note=row.name, danger=True,
    )  # fmt: skip


@requires(RUN)
@takes_form
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """A site is somewhere else; what is set up on it moves with its people."""
    actor = request.actor
    row = selectors.site_for(actor, pk, to=RUN)
    choices = {"area": selectors.area_choices(actor), "superior": selectors.superior_choices(actor)}

    def act(data: dict[str, Any]) -> None:
        area = selectors.area_in_reach(actor, data["area"])
        above = selectors.organization_in_county(actor, data["superior"])
        services.move_site(actor, site=row, area=area, superior=above)

    form = forms.MoveForm(sent(request), initial={"area": row.area_id}, choices=choices)
    return change(request, form, _("Move the site"), act, back=_one(pk), note=row.name)


@requires(RUN)
@takes_form
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """A site isn't there any more."""
    row = selectors.site_for(request.actor, pk, to=RUN)
    return change(
        request, forms.ReasonForm(sent(request)), _("Take the site off the list"),
        calling(services.close_site, request.actor, site=row), back=_one(pk), note=row.name, danger=True,
    )  # fmt: skip


def _one(pk: int) -> str:
    return reverse("formations:site", args=[pk])
