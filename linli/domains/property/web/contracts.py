"""Pages of contracts: the list, a compound, a contract, a company, figures and what stands behind them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.domains.property import selectors, services
from linli.domains.property.states import MANAGE, VIEW
from linli.domains.property.web import forms
from linli.foundation.audit.idempotency import creates
from linli.kernel.forms import change, sent
from linli.kernel.policy import requires, takes_form
from linli.kernel.web import page


def kinds_of(place: Any) -> list[tuple[str, str]]:
    """Forms of service as choices."""
    return [(code, rule.label) for code, rule in selectors.form_choices(place).items()]


@requires(VIEW)
@require_safe
def contracts(request: HttpRequest) -> HttpResponse:
    """Contracts of one's ground."""
    county = selectors.county_of(request.actor)
    form = forms.FindForm(request.GET, kinds=kinds_of(county) if county else ())
    rows = selectors.contracts_page(request.actor, number=request.GET.get("page"), **form.wanted())
    context = {"form": form, "rows": rows, "may_manage": request.actor.can(MANAGE)}
    return page(request, "property/contracts.html", context, partial="property/_contracts.html")


@requires(VIEW)
@require_safe
def unserved(request: HttpRequest) -> HttpResponse:
    """Compounds that nobody serves."""
    rows = selectors.unserved(request.actor, request.GET.get("page"))
    return page(request, "property/unserved.html", {"rows": rows})


@requires(VIEW)
@require_safe
def compound(request: HttpRequest, pk: int) -> HttpResponse:
    """One compound with all who serve or served it."""
    found = selectors.compound_page(request.actor, selectors.compound_for(request.actor, pk))
    return page(request, "property/compound.html", {"page": found})


@requires(VIEW)
@require_safe
def contract(request: HttpRequest, pk: int) -> HttpResponse:
    """One contract: its results over the rounds, its monthly reports, its course."""
    row = selectors.contract_for(request.actor, pk)
    (found,) = selectors.coloured(row.county, [row], public=False)
    context = {
        "contract": row, "found": found, "reports": selectors.reports_of(row), "history": selectors.history_of(row),
        "may_manage": request.actor.reaches(MANAGE, row.area.path), "may_report": selectors.may_report(request.actor, row),
    }  # fmt: skip
    return page(request, "property/contract.html", context)


@requires(VIEW)
@require_safe
def company(request: HttpRequest, pk: int) -> HttpResponse:
    """A company across its compounds, as the office sees it, and as it sees itself."""
    return page(request, "property/company.html", {"page": selectors.company_page(request.actor, pk)})


@requires(MANAGE)
@creates
@takes_form
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """A company serves a compound."""
    actor, place = request.actor, selectors.compound_for(request.actor, pk, MANAGE)
    form = forms.SignForm(sent(request), companies=selectors.companies_for(place), kinds=kinds_of(place.county))

    def act(data: dict[str, Any]) -> None:
        firm = selectors.company_in(place, int(data.pop("company")))
        services.sign_contract(actor, compound=place, company=firm, **data)

    return change(
        request, form, _("Sign a contract"), act, back=reverse("property:compound", args=[pk]), note=place.name
    )


@requires(MANAGE)
@takes_form
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a contract."""
    row = selectors.contract_for(request.actor, pk, MANAGE)
    return change(
        request, forms.EndForm(sent(request)), _("End the contract"),
        lambda data: services.end_contract(request.actor, contract=row, **data) and None,
        back=reverse("property:contract", args=[pk]), note=f"{row.compound.name} · {row.company.name}", danger=True,
    )  # fmt: skip


@requires(VIEW)
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Forms, coverage, changed and introduced companies, complaints year on year."""
    form = forms.PeriodForm(request.GET)
    found = selectors.figures(request.actor, selectors.period_asked(*form.days()))
    return page(request, "property/figures.html", {"form": form, "found": found})


@requires(VIEW)
@require_safe
def complained(request: HttpRequest) -> HttpResponse:
    """Compounds with complaints in a period, beside the year before: what the rate is made of."""
    form = forms.PeriodForm(request.GET)
    period = selectors.period_asked(*form.days())
    rows = selectors.compounds_by_complaints(request.actor, period)
    return page(request, "property/complained.html", {"form": form, "period": period, "rows": rows})


@requires(VIEW)
@require_safe
def complaints(request: HttpRequest, pk: int) -> HttpResponse:
    """Complaints in one compound: the figure, its formula, and the cases that the reader may see."""
    place = selectors.compound_for(request.actor, pk)
    form = forms.PeriodForm(request.GET)
    found = selectors.complaints_page(request.actor, place, selectors.period_asked(*form.days()))
    return page(request, "property/complaints.html", {"form": form, "compound": place, "page": found})
