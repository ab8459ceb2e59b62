"""Whistles that are out, and the calls of the organization for which a system speaks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from linli.domains.cases import selectors, services
from linli.domains.cases.web.forms import console as fields
from linli.surfaces.api.json import asked, shapes, shown
from linli.surfaces.api.json.deeds import Deed, operation
from linli.surfaces.api.json.once import filled, hold, once
from linli.surfaces.api.permissions import CALLS, READ, WORK

TAG = "calls"


@operation(
    Deed("whistles", "GET", "whistles", READ, "cases.view", "cases:whistles", TAG, _("Whistles that are out")),
    answer=shapes.Whistles,
)  # fmt: skip
def whistles(request: HttpRequest) -> Any:
    """The late ones first; at most 200."""
    found = selectors.open_whistles(request.actor)  # type: ignore[attr-defined]  # set by the door
    return {"items": [shown.whistle(request, one) for one in found]}


@operation(
    Deed("calls", "GET", "calls", CALLS, "cases.view", "cases:whistles", TAG, _("Calls to one's organization")),
    answer=shapes.Calls,
)  # fmt: skip
def calls(request: HttpRequest) -> Any:
    """Those due first on top; at most 200."""
    return {"items": selectors.calls_for(request.actor)}  # type: ignore[attr-defined]  # set by the door


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing that is said to a call. `own`: the called organization says it, else the caller's side."""

    code: str
    label: Any
    form: type[forms.Form]
    sent: type[asked.Asked] | None
    do: Callable[[Any, Any, dict[str, Any]], object]
    own: bool = True


ANSWERS = (
    Answer("answer", _("We are coming"), fields.NoForm, None,
           lambda actor, call, data: services.answer_call(actor, call=call)),
    Answer("arrive", _("We are on the spot"), fields.ArriveForm, asked.Arrive,
           lambda actor, call, data: services.arrive_at(actor, call=call, place=data["place"])),
    Answer("report", _("What we did"), fields.CallReportForm, asked.CallReport,
           lambda actor, call, data: services.report_call(actor, call=call, text=data["text"])),
    Answer("return", _("Not ours, give it back"), fields.ReasonForm, asked.Why,
           lambda actor, call, data: services.return_call(actor, call=call, reason=data["reason"])),
    Answer("judge", _("Was the whistle needed"), fields.JudgeForm, asked.Judge,
           lambda actor, call, data: services.judge_whistle(actor, call=call, justified=data["justified"], words=data["words"])),
    Answer("rate", _("Rate the help"), fields.RateForm, asked.Rate,
           lambda actor, call, data: services.rate_call(actor, call=call, stars=data["stars"], words=data["words"]), own=False),
)  # fmt: skip


def say(request: HttpRequest, pk: int, answer: Answer, said: dict[str, Any]) -> Any:
    """Say it once."""
    actor: Any = request.actor  # type: ignore[attr-defined]  # set by the door

    def make() -> str:
        call = selectors.call_for(actor, pk, to="answer" if answer.own else None)
        hold(request, call.case)
        answer.do(actor, call, filled(answer.form, _as_typed(said), {}).cleaned_data)
        return str(call.case.ref)

    return shown.done(request, once(request, make))


def _as_typed(said: dict[str, Any]) -> dict[str, Any]:
    if "justified" in said:
        return said | {"justified": "yes" if said["justified"] else "no"}
    return said


def _function(answer: Answer) -> Callable[..., Any]:
    def bare(request: HttpRequest, pk: asked.Pk) -> Any:
        return say(request, pk, answer, {})

    def with_body(request: HttpRequest, pk: asked.Pk, said: Any) -> Any:
        return say(request, pk, answer, said.model_dump())

    if answer.sent is None:
        return bare
    with_body.__annotations__["said"] = answer.sent  # ninja reads the type of the body here
    return with_body


for _one in ANSWERS:
    _scope, _permission = (CALLS, "cases.answer_call") if _one.own else (WORK, "cases.whistle")
    operation(
        Deed(f"call-{_one.code}", "POST", f"calls/{{int:pk}}/{_one.code}", _scope, _permission, f"cases:call-{_one.code}", TAG,
             _one.label),
        answer=shapes.Done,
    )(_function(_one))  # fmt: skip
