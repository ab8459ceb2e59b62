"""Pages of monthly reports."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from linli.domains.property import selectors, services
from linli.domains.property.states import MANAGE, REPORT, VIEW
from linli.domains.property.web import forms
from linli.foundation.audit.idempotency import creates
from linli.kernel.forms import change, saved, sent
from linli.kernel.policy import requires, takes_form
from linli.kernel.web import page


@requires(VIEW)
@require_safe
def month(request: HttpRequest) -> HttpResponse:
    """Who reported on a month, who is late."""
    missing = bool(request.GET.get("missing"))
    found = selectors.month_page(request.actor, _month(request), missing=missing, number=request.GET.get("page"))
    context = {"page": found, "missing": missing, "may_read": request.actor.can(MANAGE)}
    return page(request, "property/reports.html", context)


def _month(request: HttpRequest) -> date | None:
    try:
        return date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        return None


@requires(REPORT)
@creates
@takes_form
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Report on a month."""
    row = selectors.contract_for(request.actor, pk, REPORT)
    form = forms.ReportForm(sent(request), months=selectors.months_open(row))

    def act(data: dict[str, Any]) -> None:
        services.write_report(request.actor, contract=row, **data)

    note = f"{row.compound.name} · {row.company.name}"
    return change(request, form, _("Report on a month"), act, back=reverse("property:contract", args=[pk]), note=note)


@requires(MANAGE)
@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a report as read."""
    report = selectors.report_for(request.actor, pk)
    services.mark_read(request.actor, report=report)
    return saved(request, "property:contract", report.contract_id)
