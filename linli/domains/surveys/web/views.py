"""Pages of surveys: compounds, figures, one compound, a new survey, a correction."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.domains.surveys import selectors, services
from linli.domains.surveys.permissions import RECORD, VIEW
from linli.domains.surveys.web import forms
from linli.foundation.audit.idempotency import creates
from linli.kernel.forms import change, sent
from linli.kernel.policy import requires, takes_form
from linli.kernel.web import Rows, page


@requires(VIEW)
@require_safe
def estates(request: HttpRequest) -> HttpResponse:
    """Compounds with their newest survey: all, not surveyed yet, to be surveyed again."""
    form = forms.FindForm(request.GET)
    here = selectors.here_for(request.actor, form.place)
    number = request.GET.get("page")
    context = {
        "form": form,
        "here": here,
        "rows": selectors.estates_page(request.actor, here, number=number, **form.wanted()) if here else (),
    }
    table: Rows | None = None
    if here:
        table = _("Surveys of compounds"), lambda: selectors.table_of(request.actor, here, **form.wanted())
    return page(request, "surveys/estates.html", context, partial="surveys/_estates.html", table=table)


@requires(VIEW)
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """What the surveys of the own ground say together, down to the communities."""
    here = selectors.here_for(request.actor, forms.FindForm(request.GET).place)
    found = selectors.figures(request.actor, here) if here else None
    return page(request, "surveys/figures.html", {"found": found})


@requires(VIEW)
@require_safe
def estate(request: HttpRequest, pk: int) -> HttpResponse:
    """One compound: its newest survey beside that of the year before, and all earlier ones."""
    compound = selectors.compound_for(request.actor, pk)
    wanted = request.GET.get("survey", "")
    number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 18 else None
    return page(request, "surveys/estate.html", {"page": selectors.estate_page(request.actor, compound, number)})


@requires(RECORD)
@creates
@takes_form
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what was found."""
    compound = selectors.compound_for(request.actor, pk, to=RECORD)
    form = forms.SurveyForm(sent(request), questions=selectors.questions_of(compound.area, None))

    def act(data: dict[str, Any]) -> None:
        services.record_survey(
            request.actor, compound=compound, on=data["on"], facts=form.facts(), answers=form.answers()
        )

    return change(request, form, _("Survey a compound"), act, back=_one(pk), note=compound.name)


@requires(RECORD)
@takes_form
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a survey right."""
    survey = selectors.survey_for(request.actor, pk, to=RECORD)
    form = forms.CorrectForm(
        sent(request),
        questions=selectors.questions_of(survey.area, survey.release_id),
        initial=forms.initial_of(survey),
    )

    def act(data: dict[str, Any]) -> None:
        services.correct_survey(request.actor, survey=survey, facts=form.facts(), answers=form.answers())

    note = f"{survey.compound.name} · {survey.on:%Y-%m-%d}"
    return change(request, form, _("Correct a survey"), act, back=f"{_one(survey.compound_id)}?survey={pk}", note=note)


def _one(pk: int) -> str:
    return reverse("surveys:estate", args=[pk])
