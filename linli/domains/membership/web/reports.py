"""Figures, quota and coverage."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.domains.membership import selectors, services
from linli.domains.membership.web import forms
from linli.kernel import clock
from linli.kernel.forms import change, sent
from linli.kernel.policy import requires, takes_form
from linli.kernel.web import page

VIEW, CHANGE = "membership.view", "membership.change"


@requires(VIEW)
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Members by kind and list, shares of posts, check-ins by compound, signs to take down."""
    actor, rules = request.actor, selectors.rules_for(request.actor)
    with selectors.in_county(actor):  # said once for all of them
        context = {
            "counts": selectors.counts(actor, rules),
            "shares": selectors.shares(actor, rules),
            "rows": selectors.checkin_counts(actor, rules, number=request.GET.get("page")),
            "signs": selectors.signs_to_take_down(actor),
        }
        if rules.couriers:
            context |= {"couriers": rules.couriers, "with_branch": selectors.courier_counts(actor).get("confirmed", 0)}
    return page(request, "membership/figures.html", context)


@requires(VIEW)
@require_safe
def quota(request: HttpRequest) -> HttpResponse:
    """Places for new members, compound by compound."""
    form, rules = forms.YearForm(request.GET), selectors.rules_for(request.actor)
    year = (form.cleaned_data.get("year") if form.is_valid() else None) or clock.today().year
    context = {
        "form": form,
        "year": year,
        "rule": rules.quota,
        "rows": selectors.quota_rows(request.actor, rules, year=year, number=request.GET.get("page")),
        "may_change": request.actor.can(CHANGE),
    }
    return page(request, "membership/quota.html", context, partial="membership/_quota.html")


@requires(CHANGE)
@takes_form
def set_quota(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """Say how many places a compound has."""
    actor = request.actor
    compound = selectors.compound_in_reach(actor, pk, CHANGE)
    if not 2000 <= year <= 2100:
        raise Http404
    title = _("Places for new members in {year}").format(year=year)
    return change(
        request, forms.QuotaForm(sent(request)), title,
        lambda data: services.set_quota(actor, compound=compound, year=year, allotted=data["allotted"]),
        back=f"{reverse('membership:quota')}?year={year}", note=compound.name,
    )  # fmt: skip


@requires(VIEW)
@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    """Grids with households that some member keeps in touch with, and without."""
    rows = selectors.coverage(request.actor, number=request.GET.get("page"))
    return page(request, "membership/coverage.html", {"rows": rows})


@requires(VIEW)
@require_safe
def uncovered(request: HttpRequest, grid: int) -> HttpResponse:
    """Households of a grid that nobody keeps in touch with."""
    found, rows = selectors.uncovered(request.actor, grid=grid, number=request.GET.get("page"))
    return page(request, "membership/uncovered.html", {"grid": found, "rows": rows})
