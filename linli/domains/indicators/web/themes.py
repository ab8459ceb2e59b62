"""Themes of the month: the list, one of them, and everything that is written down about it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.domains.indicators import selectors, services
from linli.domains.indicators.states import THEMES, VIEW
from linli.domains.indicators.web import forms
from linli.foundation.audit.idempotency import creates
from linli.foundation.organizations import selectors as organizations
from linli.kernel.forms import change, sent
from linli.kernel.policy import requires, takes_form
from linli.kernel.web import page


@requires(VIEW)
@require_safe
def themes(request: HttpRequest) -> HttpResponse:
    """All themes, newest first."""
    context = {"rows": selectors.themes_for(request.actor), "may_add": request.actor.can(THEMES)}
    return page(request, "indicators/themes.html", context)


@requires(VIEW)
@require_safe
def theme(request: HttpRequest, pk: int) -> HttpResponse:
    """One theme: problems, who leads, tasks, and what became of the figures."""
    found = selectors.theme_for(request.actor, pk)
    return page(request, "indicators/theme.html", {"page": selectors.theme_page(request.actor, found)})


@requires(THEMES)
@creates
@takes_form
def add(request: HttpRequest) -> HttpResponse:
    """Set a theme."""
    county = selectors.county_to_change(request.actor)

    def act(data: dict[str, Any]) -> str:
        return _one(services.set_theme(request.actor, county=county, **data).pk)

    return change(request, forms.ThemeForm(sent(request)), _("Set a theme"), act, back=reverse("indicators:themes"))


@requires(THEMES)
@takes_form
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a theme."""
    row = selectors.theme_for(request.actor, pk, THEMES)
    form = forms.ThemeForm(sent(request), initial={"month": row.month, "title": row.title, "why": row.why})

    def act(data: dict[str, Any]) -> None:
        services.set_theme(request.actor, county=row.county, theme=row, **data)

    return change(request, form, _("Change the theme"), act, back=_one(pk))


@requires(THEMES)
@takes_form
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Work on it no more, for a reason."""
    row = selectors.theme_for(request.actor, pk, THEMES)

    def act(data: dict[str, Any]) -> None:
        services.withdraw_theme(request.actor, theme=row, why=data["words"])

    note = _("It stays in the list with the reason; its problems and tasks can't be changed any more.")
    return change(request, forms.WordsForm(sent(request)), _("Withdraw the theme"), act, back=_one(pk), note=note)


@requires(THEMES)
@creates
@takes_form
def add_problem(request: HttpRequest, pk: int) -> HttpResponse:
    """Name a problem of a theme."""
    row = selectors.theme_for(request.actor, pk, THEMES)
    return _problem(request, row, None, _("Name a problem"))


@requires(THEMES)
@takes_form
def edit_problem(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a problem."""
    row = selectors.problem_for(request.actor, pk, THEMES)
    return _problem(request, row.theme, row, _("Change the problem"))


@requires(THEMES)
@creates
@takes_form
def add_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what is to be done about a problem."""
    row = selectors.problem_for(request.actor, pk, THEMES)

    def act(data: dict[str, Any]) -> None:
        services.add_task(request.actor, problem=row, **data)

    form = forms.TaskForm(sent(request))
    return change(request, form, _("Add a task"), act, back=_one(row.theme_id), note=row.title)


@requires(THEMES)
@takes_form
def done(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a task is done."""
    row = selectors.task_for(request.actor, pk, THEMES)

    def act(data: dict[str, Any]) -> None:
        services.finish_task(request.actor, task=row, **data)

    form = forms.DoneForm(sent(request))
    return change(request, form, _("The task is done"), act, back=_one(row.problem.theme_id), note=row.words)


def _problem(request: HttpRequest, theme: Any, row: Any, title: str) -> HttpResponse:
    initial = (
        {"title": row.title, "lead": row.lead_id, "categories": row.categories, "measure": row.measure} if row else {}
    )
    form = forms.ProblemForm(
        sent(request), initial=initial, leads=selectors.leads_for(theme.county),
        categories=selectors.categories_for(theme.county), measures=selectors.measures_for(theme.county),
    )  # fmt: skip

    def act(data: dict[str, Any]) -> None:
        lead = organizations.organization_by_id(int(data.pop("lead")))
        services.set_problem(request.actor, theme=theme, problem=row, lead=lead, **data)

    return change(request, form, title, act, back=_one(theme.pk), note=theme.title)


def _one(pk: int) -> str:
    return reverse("indicators:theme", args=[pk])
