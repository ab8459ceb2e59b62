"""Themes of the month are set, their problems named, their tasks given and done; each step is a line in the theme's history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from linli.domains.cases import selectors as cases
from linli.domains.indicators import events
from linli.domains.indicators.models import Problem, Task, Theme
from linli.domains.indicators.states import THEMES
from linli.foundation.audit import services as audit
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.lines import required


@transaction.atomic
def set_theme(
    actor: Actor, *, county: Any, month: date, title: str, why: str = "", theme: Theme | None = None
) -> Theme:
    """Set a county's theme of a month (any day of it), or change `theme`. Raises indicators.not_yours and .theme_there."""
    _allow(actor, county, theme)
    row = theme or Theme(county=county, area=county, by=actor.label, written_at=clock.now())
    row.month, row.title, row.why = month.replace(day=1), title.strip(), why.strip()
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise RuleBroken("indicators.theme_there") from None
    _tell(actor, row, events.ThemeSet(f"{row.month:%Y-%m}", row.title))
    return row


@transaction.atomic
def withdraw_theme(actor: Actor, *, theme: Theme, why: str) -> Theme:
    """A theme isn't worked on any more; it stays to be read, with the reason. Raises indicators.not_yours, .theme_withdrawn,
    .words_needed.
    """
    row: Theme = Theme.unscoped.select_for_update(of=("self",)).select_related("county").get(pk=theme.pk)
    _allow(actor, row.county, row)
    said = required(why, 500, "indicators.words_needed", least=2)
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_why = clock.now(), actor.label[:120], said
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
    _tell(actor, row, events.ThemeWithdrawn(said))
    return row


@transaction.atomic
def set_problem(
    actor: Actor, *, theme: Theme, title: str, lead: Any, categories: Sequence[str] = (), measure: str = "",
    problem: Problem | None = None,
) -> Problem:  # fmt: skip
    """Name a problem of a theme, or change `problem`. Raises indicators.not_yours, .other_county, .unknown_category."""
    _allow(actor, theme.county, theme)
    if lead.county_id != theme.county_id:
        raise RuleBroken("indicators.other_county")
    known = cases.names_of_keys(categories)
    if odd := [key for key in categories if key not in known]:
        raise RuleBroken("indicators.unknown_category", key=odd[0][:60])
    row = problem or Problem(theme=theme)
    row.title, row.lead, row.categories, row.measure = title.strip(), lead, list(categories), measure
    row.save()
    _tell(actor, theme, events.ProblemSet(row.title, lead.label))
    return row


@transaction.atomic
def add_task(actor: Actor, *, problem: Problem, words: str, due_on: date) -> Task:
    """Something is to be done about a problem by a day. Raises indicators.not_yours."""
    _allow(actor, problem.theme.county, problem.theme)
    row = Task.objects.create(problem=problem, words=words.strip(), due_on=due_on)
    _tell(actor, problem.theme, events.TaskSet(row.words, due_on.isoformat()))
    return row


@transaction.atomic
def finish_task(actor: Actor, *, task: Task, on: date | None = None, words: str = "") -> Task:
    """It was done, today or on a day before; said again, it is corrected. Raises indicators.not_yours and .done_ahead."""
    theme = task.problem.theme
    _allow(actor, theme.county, theme)
    day = on or clock.today()
    if day > clock.today():
        raise RuleBroken("indicators.done_ahead")
    row = Task.objects.select_for_update().get(pk=task.pk)
    row.done_on, row.done_words = day, words.strip()
    row.save(update_fields=["done_on", "done_words"])
    _tell(actor, theme, events.TaskDone(row.words, row.done_words))
    return row


def _allow(actor: Actor, county: Any, theme: Theme | None) -> None:
    if not actor.reaches(THEMES, county.path):
        raise RuleBroken("indicators.not_yours")
    held = Theme.unscoped.select_for_update(of=("self",)).filter(pk=theme.pk, withdrawn_at=None) if theme else None
    if held is not None and held.first() is None:
        raise RuleBroken("indicators.theme_withdrawn")


def _tell(actor: Actor, theme: Theme, event: Any) -> None:
    audit.record(actor, event, subject=theme, county_id=theme.county_id)
