"""Tables of rules for the centre: all versions, a table from a file, the starter set, into force."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.domains.credit import selectors, services
from linli.domains.credit.states import RULES
from linli.domains.credit.web import forms
from linli.foundation.audit.idempotency import creates
from linli.kernel.forms import change, sent
from linli.kernel.policy import requires, takes_form
from linli.kernel.uploads import Upload, answer
from linli.kernel.web import page


@requires(RULES)
@require_safe
def tables(request: HttpRequest) -> HttpResponse:
    """All versions with their rules."""
    county = selectors.county_for(_actor(request))
    section = selectors.section_of(county)
    context = {"county": county, "tables": selectors.tables_for(_actor(request)), "section": section}
    return page(request, "credit/rules.html", context)


@requires(RULES)
@creates
@takes_form
def load(request: HttpRequest) -> HttpResponse:
    """A table from a file, tried first or at once."""
    county = selectors.county_for(_actor(request))
    load_rows = partial(services.import_rules, _actor(request), county=county)
    crumbs = [{"label": _("Rules"), "url": reverse("credit:rules")}, {"label": _("Load a table of rules")}]
    return answer(request, Upload(
        _("Load a table of rules"), services.COLUMNS, load_rows, back=reverse("credit:rules"), crumbs=crumbs
    ))  # fmt: skip


@requires(RULES)
@creates
@takes_form
def starter(request: HttpRequest) -> HttpResponse:
    """The starter set of the method as a table of its own."""
    county = selectors.county_for(_actor(request))

    def act(data: dict[str, Any]) -> None:
        services.load_starter(_actor(request), county=county)

    note = _(
        "The source names 93 rules and lists none. The starter set is a beginning, marked as provisional; the county changes it."
    )
    return change(
        request, forms.EmptyForm(sent(request)), _("Take the starter set"), act, back=reverse("credit:rules"), note=note
    )


@requires(RULES)
@takes_form
def enforce(request: HttpRequest, pk: int) -> HttpResponse:
    """From when a table holds."""
    found = selectors.table_for(_actor(request), pk)
    section = selectors.section_of(found.county)

    def act(data: dict[str, Any]) -> None:
        services.enforce_table(_actor(request), table=found, first=data["first"], last=data["last"])

    days = section.announced.days if section else 0
    note = _("Everybody can read it at once; it holds after {days} days at the earliest.").format(days=days)
    form, back = forms.EnforceForm(sent(request)), reverse("credit:rules")
    return change(request, form, _("Put the table into force"), act, back=back, note=note)


def _actor(request: HttpRequest) -> Any:
    return request.actor  # type: ignore[attr-defined]  # set by access' middleware
