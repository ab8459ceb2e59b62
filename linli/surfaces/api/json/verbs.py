"""What is done with a case: one operation for each verb of the console, by the verb's own form and service."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from linli.domains.cases import selectors
from linli.domains.cases.web.verbs import BY_CODE, Verb
from linli.kernel.errors import RuleBroken
from linli.surfaces.api.json import asked, shapes, shown
from linli.surfaces.api.json.deeds import Deed, operation
from linli.surfaces.api.json.once import filled, hold, once
from linli.surfaces.api.permissions import DESK, WATCH, WORK

#: A verb's permission → what a key must be for. One level up: whoever works on it may, and the office.
SCOPES = {
    "cases.view": WORK,
    "cases.handle": WORK,
    "cases.whistle": WORK,
    "cases.comment": WORK,
    "cases.dispatch": DESK,
    "cases.verify": DESK,
    "cases.merge": DESK,
    "cases.explain": DESK,
    "cases.supervise": WATCH,
}

#: Verb → what is sent; None where nothing is. `add-photos` takes no JSON: see `pictures`.
SENT: dict[str, type[asked.Asked] | None] = {
    "accept": asked.Note,
    "dispatch": asked.Dispatch,
    "sort": asked.Sort,
    "whistle": asked.WhistleAsked,
    "call-one-more": asked.OneMore,
    "end-whistle": asked.Why,
    "look": asked.Look,
    "contacted": asked.Contact,
    "resolve": asked.Resolve,
    "verify": asked.Note,
    "send-back": asked.Why,
    "return": asked.Why,
    "escalate": asked.Why,
    "ask": asked.Question,
    "resume": asked.Note,
    "extend": asked.Extend,
    "suspend": asked.Suspend,
    "explain": asked.Why,
    "redirect": asked.Redirect,
    "merge": asked.Merge,
    "unlink": None,
    "withdraw": asked.Why,
    "supervise": asked.Supervise,
    "end-supervision": asked.Note,
    "urge": asked.Note,
    "say": asked.Say,
}


def act(request: HttpRequest, ref: str, verb: Verb, said: dict[str, Any]) -> Any:
    """Do it once; what the page doesn't offer now is refused."""
    actor: Any = request.actor  # type: ignore[attr-defined]  # set by the door

    def make() -> str:
        case = selectors.case_for(actor, ref, to=None if verb.permission == "cases.view" else verb.permission)
        hold(request, case)
        if verb.code not in selectors.actions_for(actor, case):
            raise RuleBroken("api.not_offered", ref=case.ref)
        verb.do(actor, case, filled(verb.form, _as_typed(said), verb.give(actor, case)))
        return str(case.ref)

    return shown.done(request, once(request, make))


def _as_typed(said: dict[str, Any]) -> dict[str, Any]:
    """What one would tick: the page asks “yes or no” where programs say true or false."""
    if "found" in said:
        return said | {"found": "yes" if said["found"] else "no"}
    return said


def _offer(verb: Verb, sent: type[asked.Asked] | None) -> None:
    deed = Deed(
        f"case-{verb.code}", "POST", f"cases/{{str:ref}}/{verb.code}", SCOPES[verb.permission], verb.permission,
        f"cases:{verb.code}", "verbs", verb.label,
    )  # fmt: skip
    operation(deed, answer=shapes.Done)(_function(verb, sent))


def _function(verb: Verb, sent: Any) -> Callable[..., Any]:
    def bare(request: HttpRequest, ref: str) -> Any:
        return act(request, ref, verb, {})

    def with_body(request: HttpRequest, ref: str, said: Any) -> Any:
        return act(request, ref, verb, said.model_dump())

    if sent is None:
        return bare
    with_body.__annotations__["said"] = sent  # ninja reads the type of the body here
    return with_body


for _code, _sent in SENT.items():
    _offer(BY_CODE[_code], _sent)
