"""Callers who report again and again: how many cases, never who. The threshold stands in the method."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.http import Http404

from linli.domains.cases import selectors as cases
from linli.domains.indicators.method import Callers
from linli.domains.indicators.selectors.figures import rules_at
from linli.domains.indicators.states import CALLERS
from linli.foundation.territory import selectors as territory
from linli.kernel import clock

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class CallersPage:
    """Who is listed by which rule; `rule` None: the county lists nobody."""

    here: Any
    rule: Callers | None
    rows: list[Any]


def callers_page(actor: Actor) -> CallersPage:
    """Callers where the actor may see them, the most cases first."""
    here, rule = ground_of(actor)
    rows = cases.callers_of(actor, CALLERS, here.path, since=since_of(rule), least=rule.cases) if here and rule else []
    return CallersPage(here, rule, rows)


def caller_for(actor: Actor, pk: int) -> Any:
    """A reporter whose number is listed now; Http404 for everybody else, so that nobody is looked up who isn't on the list."""
    if all(row.reporter != pk for row in callers_page(actor).rows):
        raise Http404
    return cases.reporter_by_id(pk)


def cases_of(actor: Actor, reporter: Any) -> list[int]:
    """Ids of the cases from a number that is listed."""
    here, rule = ground_of(actor)
    if here is None or rule is None:
        return []
    return cases.cases_of_caller(actor, CALLERS, here.path, reporter=reporter, since=since_of(rule))


def ground_of(actor: Actor) -> tuple[Any, Callers | None]:
    """Where the actor may see callers, and the county's rule."""
    granted = territory.granted_area(actor, CALLERS)
    return (granted[0], rules_at(granted[0]).callers) if granted else (None, None)


def since_of(rule: Callers) -> datetime:
    """The first moment that counts."""
    return clock.now() - timedelta(days=rule.days)
