"""A case is taken out of the appraisal, objected to, kept out, put back."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.domains.cases import selectors as cases
from linli.domains.indicators import selectors, services
from linli.domains.indicators.states import EXCLUDE, OBJECT
from linli.domains.indicators.web import forms
from linli.foundation.audit.idempotency import creates
from linli.kernel.forms import change, sent
from linli.kernel.policy import requires, takes_form


@requires(EXCLUDE)
@creates
@takes_form
def exclude(request: HttpRequest, ref: str) -> HttpResponse:
    """Take a case out of the appraisal."""
    case = cases.case_for(request.actor, ref, EXCLUDE)
    form = forms.ExcludeForm(sent(request), reasons=selectors.reasons_at(case.county))

    def act(data: dict[str, Any]) -> None:
        services.exclude_case(request.actor, case=case, reason=data["reason"], words=data["words"])

    note = _("Figures of which it was a part change at once. Whoever is appraised can object.")
    return change(request, form, _("Take out of the appraisal"), act, back=_case(case), note=note, text=case.title)


@requires(OBJECT)
@takes_form
def objecting(request: HttpRequest, pk: int) -> HttpResponse:
    """Say why it should count."""
    return _answered(request, pk, OBJECT, _("Object"), services.object_to_exclusion)


@requires(EXCLUDE)
@takes_form
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """The objection is answered: it stays out."""
    return _answered(request, pk, EXCLUDE, _("Stays out of the appraisal"), services.keep_excluded)


@requires(EXCLUDE)
@takes_form
def include(request: HttpRequest, pk: int) -> HttpResponse:
    """Put it back."""
    return _answered(request, pk, EXCLUDE, _("Let it count again"), services.include_case)


def _answered(request: HttpRequest, pk: int, to: str, title: str, serve: Any) -> HttpResponse:
    row, case = selectors.exclusion_for(request.actor, pk, to)

    def act(data: dict[str, Any]) -> None:
        serve(request.actor, exclusion=row, case=case, words=data["words"])

    text = row.objection or row.words
    return change(request, forms.WordsForm(sent(request)), title, act, back=_case(case), note=case.title, text=text)


def _case(case: Any) -> str:
    return reverse("cases:detail", args=[case.ref])
