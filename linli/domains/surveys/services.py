"""Every change in surveys: write one down, put one right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import transaction

from linli.domains.surveys import events, rules
from linli.domains.surveys.models import Survey
from linli.domains.surveys.permissions import RECORD
from linli.domains.surveys.rules import Facts
from linli.domains.surveys.selectors import questions_of
from linli.foundation.audit.services import record
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.lines import one_line
from linli.kernel.scoping import keep_in_scope

__all__ = ["Facts", "correct_survey", "move_surveys", "record_survey"]


@transaction.atomic
def record_survey(
    actor: Actor, *, compound: Any, facts: Facts, answers: Mapping[str, Any], on: date | None = None
) -> Survey:
    """What was found in a compound on a day (default today), answered to the questions of the method in force now.

    Raises RuleBroken: surveys.day_ahead, surveys.same_day, surveys.compound_closed, and as `_checked`; OutOfScope.
    """
    day = on or clock.today()
    if day > clock.today():
        raise RuleBroken("surveys.day_ahead")
    held = type(compound).unscoped.select_for_update(of=("self",)).select_related("area__county").get(pk=compound.pk)
    if held.valid_to is not None:
        raise RuleBroken("surveys.compound_closed")
    if Survey.unscoped.filter(compound=held, on=day).exists():
        raise RuleBroken("surveys.same_day")
    release = territory.rules_of(held.area).release_id
    made: Survey = Survey.unscoped.create(
        county_id=held.county_id, area_id=held.area_id, compound=held, release_id=release, on=day, by_id=actor.account_id,
        by=actor.label[:120], written_at=clock.now(), **_checked(held.area, release, facts, answers),
    )  # fmt: skip
    keep_in_scope(actor, made, RECORD)
    record(actor, events.SurveyRecorded(day.isoformat()), subject=held, county_id=held.county_id)
    return made


@transaction.atomic
def correct_survey(actor: Actor, *, survey: Survey, facts: Facts, answers: Mapping[str, Any]) -> Survey:
    """Other figures or answers for the same day, to the same questions; history says that, and by whom. Raises as `_checked`;
    OutOfScope.
    """
    keep_in_scope(actor, survey, RECORD)
    row: Survey = Survey.unscoped.select_for_update(of=("self",)).select_related("compound", "area__county").get(
        pk=survey.pk
    )  # fmt: skip
    for column, value in _checked(row.area, row.release_id, facts, answers).items():
        setattr(row, column, value)
    row.save(update_fields=[*asdict(facts), "answers"])
    record(actor, events.SurveyCorrected(row.on.isoformat()), subject=row.compound, county_id=row.county_id)
    return row


def move_surveys(area: Any, successor: int) -> None:
    """Surveys in an area that ends go where their compounds went. For followers alone."""
    Survey.unscoped.filter(area=area).order_by().update(area=successor)


def _checked(area: Any, release: int | None, facts: Facts, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a survey. Raises RuleBroken: surveys.bad_figure, surveys.more_vacant, surveys.number_in_words,
    surveys.answer_needed, surveys.bad_answer.
    """
    if wrong := rules.wrong_facts(facts):
        raise RuleBroken(f"surveys.{wrong}")
    kept = {}
    for code, question in questions_of(area, release).items():
        answer = _answer(question, answers.get(code))
        if answer is not None:
            kept[code] = answer
    return {**asdict(facts), "company": one_line(facts.company, 80), "answers": kept}


def _answer(question: Any, value: Any) -> Any:
    try:
        answer = rules.answered(question, value)
    except ValueError:
        raise RuleBroken("surveys.bad_answer", question=question.label) from None
    if answer is None and question.needed:
        raise RuleBroken("surveys.answer_needed", question=question.label)
    if isinstance(answer, str) and question.kind == "text" and rules.holds_number(answer):
        raise RuleBroken("surveys.number_in_words")
    return answer
