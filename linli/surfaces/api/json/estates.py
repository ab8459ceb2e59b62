"""Surveys of compounds, read and written down, and how far visits have come. What lies behind a door stays with people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from ninja import Query, Status

from linli.domains.cases.selectors import Place
from linli.domains.surveys import selectors, services
from linli.domains.surveys.permissions import RECORD, VIEW
from linli.domains.surveys.web import forms
from linli.domains.visits import selectors as visits_of
from linli.domains.visits import services as visiting
from linli.domains.visits.permissions import FIGURES, PLACES
from linli.kernel import clock
from linli.surfaces.api.json import beside, cursors, shown
from linli.surfaces.api.json.asked import EstatesAsked, NewSurvey, NewVisit, Pk, StopsAsked, Surveyed, VisitsAsked
from linli.surfaces.api.json.deeds import Deed, operation
from linli.surfaces.api.json.errors import BadFields
from linli.surfaces.api.json.once import filled, said_once
from linli.surfaces.api.permissions import ESTATES, VISIT, WALKS

TAG = "estates"
#: Where a question stands in the page's form.
_MARK = "q_"
_TYPES: dict[str, type] = {"number": int, "yes_no": bool, "choice": str, "choices": list, "text": str}
_YES = {True: "yes", False: "no"}


@operation(
    Deed("estates", "GET", "estates", ESTATES, VIEW, "surveys:estates", TAG, _("Compounds with their newest survey")),
    answer=beside.Estates,
)  # fmt: skip
def estates(request: HttpRequest, asked: Query[EstatesAsked]) -> Any:
    """In the order of their numbers; of the key's whole ground where no area is named."""
    actor: Any = request.actor  # type: ignore[attr-defined]  # set by the door
    here = selectors.here_for(actor, asked.area)
    if here is None:
        return {"items": [], "next": None}
    who = (request.caller.partner.pk, "estates", asked.model_dump_json(exclude={"cursor", "size"}))  # type: ignore[attr-defined]  # as above
    after = cursors.read(asked.cursor, *who)
    wanted = {"which": asked.which, "text": asked.q, "answer": asked.answer}
    rows = selectors.estates_piece(actor, here, after=after.id if after else 0, size=asked.size + 1, **wanted)
    items = [_row(one) for one in rows[: asked.size]]
    last = Place(None, items[-1]["id"]) if len(rows) > asked.size else None
    return {"items": items, "next": cursors.write(last, *who)}


@operation(
    Deed("estate", "GET", "estates/{int:pk}", ESTATES, VIEW, "surveys:estate", TAG, _("One compound with all its surveys")),
    answer=beside.Estate,
)  # fmt: skip
def estate(request: HttpRequest, pk: Pk) -> Any:
    """As its page lists them."""
    actor: Any = request.actor  # type: ignore[attr-defined]  # set by the door
    page = selectors.estate_page(actor, selectors.compound_for(actor, pk))
    return _compound(page.compound) | {"due": page.is_due, "surveys": page.surveys}


@operation(
    Deed("survey-questions", "GET", "estates/{int:pk}/questions", ESTATES, RECORD, "surveys:record", TAG,
         _("What a survey of a compound asks")),
    answer=beside.SurveyQuestions,
)  # fmt: skip
def questions(request: HttpRequest, pk: Pk) -> Any:
    """The questions of the method in force."""
    compound = selectors.compound_for(request.actor, pk, to=RECORD)  # type: ignore[attr-defined]  # set by the door
    found = selectors.questions_of(compound.area, None)
    return {"items": [_question(code, one) for code, one in found.items()]}


@operation(
    Deed("record-survey", "POST", "estates/{int:pk}/surveys", ESTATES, RECORD, "surveys:record", TAG, _("Survey a compound")),
    answer=beside.Survey, status=201, needs_key=True, versioned=False,
)  # fmt: skip
def record(request: HttpRequest, pk: Pk, said: NewSurvey) -> Any:
    """Write down what was found, answered to the questions of the method in force."""
    actor: Any = request.actor  # type: ignore[attr-defined]  # set by the door

    def make() -> str:
        compound = selectors.compound_for(actor, pk, to=RECORD)
        form = _filled(forms.SurveyForm, said, selectors.questions_of(compound.area, None))
        made = services.record_survey(
            actor, compound=compound, on=form.cleaned_data["on"], facts=form.facts(), answers=form.answers()
        )
        return str(made.pk)

    number, is_new = said_once(request, make, needs_key=True)
    return Status(201 if is_new else 200, selectors.survey_for(actor, int(number)))


@operation(
    Deed("correct-survey", "POST", "surveys/{int:pk}/correct", ESTATES, RECORD, "surveys:correct", TAG, _("Correct a survey")),
    answer=beside.Survey, versioned=False,
)  # fmt: skip
def correct(request: HttpRequest, pk: Pk, said: Surveyed) -> Any:
    """All of it anew, to the questions that it was asked; history says who did."""
    actor: Any = request.actor  # type: ignore[attr-defined]  # set by the door

    def make() -> str:
        survey = selectors.survey_for(actor, pk, to=RECORD)
        form = _filled(forms.CorrectForm, said, selectors.questions_of(survey.area, survey.release_id))
        services.correct_survey(actor, survey=survey, facts=form.facts(), answers=form.answers())
        return str(survey.pk)

    number, _is_new = said_once(request, make)
    return selectors.survey_for(actor, int(number))


@operation(
    Deed("visits", "GET", "visits", WALKS, FIGURES, "visits:coverage", TAG, _("How far visits have come")),
    answer=beside.Visits,
)  # fmt: skip
def visits(request: HttpRequest, asked: Query[VisitsAsked]) -> Any:
    """Figures of what is planned, by the areas one step below."""
    found = visits_of.coverage(request.actor, area=asked.area, kind=asked.kind)  # type: ignore[attr-defined]  # set by the door
    if found is None:
        return {"items": [], "sum": None}
    return {"items": [_figures(one) for one in found.rows], "sum": _figures(found.sum)}


@operation(
    Deed("stops", "GET", "stops", VISIT, PLACES, "visits:route", TAG, _("Compounds and places that are visited by a plan")),
    answer=beside.Stops,
)  # fmt: skip
def stops(request: HttpRequest, asked: Query[StopsAsked]) -> Any:
    """In the order of their numbers. Households aren't among them: doors are walked by people."""
    actor: Any = request.actor  # type: ignore[attr-defined]  # set by the door
    who = (request.caller.partner.pk, "stops", asked.model_dump_json(exclude={"cursor", "size"}))  # type: ignore[attr-defined]  # as above
    after = cursors.read(asked.cursor, *who)
    rows = visits_of.places_piece(
        actor, area=asked.area, which=asked.which, after=after.id if after else 0, size=asked.size + 1
    )
    items = [_stop(one) for one in rows[: asked.size]]
    last = Place(None, items[-1]["id"]) if len(rows) > asked.size else None
    return {"items": items, "next": cursors.write(last, *who)}


@operation(
    Deed("record-visit", "POST", "stops/{int:pk}/visits", VISIT, PLACES, "visits:visit", TAG, _("Visit a compound or place")),
    answer=beside.Recorded, needs_key=True, versioned=False,
)  # fmt: skip
def record_visit(request: HttpRequest, pk: Pk, said: NewVisit) -> Any:
    """Write down that somebody went there; the same service as the field's page, and one visit a day."""
    actor: Any = request.actor  # type: ignore[attr-defined]  # set by the door

    def make() -> str:
        stop = visits_of.stop_for(actor, pk, to="go")
        draft = visiting.VisitDraft(
            at=_with_zone(said.at), troubles=tuple(said.troubles), services=tuple(said.services),
            companions=tuple(said.companions), note=said.note,
        )  # fmt: skip
        return str(visiting.record_visit(actor, stop=stop, draft=draft).pk)

    number, _is_new = said_once(request, make, needs_key=True)
    stop = visits_of.stop_for(actor, pk)
    row = {"id": stop.pk, "name": visits_of.name_of(stop), "kind": visits_of.rules_at(stop).label_of(stop.kind)}
    row |= {"due_on": stop.due_on, "last_on": stop.last_on}
    return {"id": int(number), "stop": row}


def _with_zone(at: datetime | None) -> datetime | None:
    """A moment without a zone is China's."""
    return at if at is None or at.tzinfo is not None else at.replace(tzinfo=clock.ZONE)


def _stop(one: Any) -> dict[str, Any]:
    return {"id": one.pk, "name": one.name, "kind": one.kind, "due_on": one.due_on, "last_on": one.last_on}


def _compound(one: Any) -> dict[str, Any]:
    return {"id": one.pk, "name": one.name, "area_id": one.area_id}


def _row(one: Any) -> dict[str, Any]:
    return _compound(one.compound) | {"due": one.is_due, "survey": one.survey}


def _question(code: str, one: Any) -> dict[str, Any]:
    choices = [shown.choice(*pair) for pair in one.choices.items()]
    return {"code": code, "choices": choices} | {
        name: getattr(one, name) for name in ("label", "kind", "unit", "needed")
    }


def _figures(row: Any) -> dict[str, Any]:
    names = ("total", "late", "today", "never")
    return {"area_id": row.area.pk, "name": row.area.name} | {name: getattr(row, name) for name in names}


def _filled(form: Any, said: Surveyed, asked: Mapping[str, Any]) -> Any:
    """The page's form with what was sent. Raises `BadFields`."""
    wrong = [
        (f"answers.{code}", why) for code, value in said.answers.items() if (why := _unfit(asked.get(code), value))
    ]
    if wrong:
        raise BadFields(wrong)
    answers = {_MARK + code: _YES[value] if isinstance(value, bool) else value for code, value in said.answers.items()}
    return filled(form, said.model_dump(exclude={"answers"}) | answers, {"questions": asked}, named=_named)


def _named(field: str) -> str:
    """Where it stood in what was sent."""
    return f"answers.{field.removeprefix(_MARK)}" if field.startswith(_MARK) else field


def _unfit(question: Any, value: Any) -> str:
    """What is wrong with an answer before the form reads it; "" for nothing."""
    if question is None:
        return gettext("There is no such field here.")
    return "" if type(value) is _TYPES[question.kind] else gettext("This answer doesn't fit the question.")
