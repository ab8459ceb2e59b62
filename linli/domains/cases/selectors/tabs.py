"""The tabs of a queue: what each holds, and what they measure time by."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, Subquery

from linli.domains.cases.models import Case
from linli.domains.cases.states import State
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.words import N_

#: Same place and category so often in so many days: it comes back.
OFTEN, OFTEN_DAYS = 3, 90

TABS = {
    "mine": N_("In my hands"),
    "late": N_("Late"),
    "today": N_("Due today"),
    "to_dispatch": N_("To be dispatched"),
    "asking": N_("Waiting for residents"),
    "recurring": N_("Coming back"),
    "watched": N_("Under supervision"),
    "all": N_("All open"),
    "ended": N_("Ended"),
    "any": N_("All, ended too"),
}

#: Ends that came of work: what the share of confirmed ones is taken of.
FINISHED = (State.CONFIRMED, State.UNCONFIRMED, State.EXPLAINED)


class CountOf(Subquery):
    """How many rows a query has, as a value in another one."""

    template = "(SELECT count(*) FROM (%(subquery)s) counted)"


class Moments(NamedTuple):
    """What the tabs measure time by; holes where the statement is kept."""

    now: Any
    tomorrow: Any
    often_since: Any


def moments() -> Moments:
    """Now, the next midnight in China, and since when something comes back."""
    now = clock.now()
    midnight = now.astimezone(clock.ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    return Moments(now, midnight + timedelta(days=1), now - timedelta(days=OFTEN_DAYS))


def first_day(days: int) -> date:
    """The first of so many days in China, today being the last."""
    return clock.today() - timedelta(days=days - 1)


def tabs_of(actor: Actor, at: Moments) -> dict[str, Q]:
    """What each tab holds; `ended` leaves the open ones out."""
    opened, nobody = Q(ended_at__isnull=True), Q(handler=None, handler_org=None)
    return {
        "mine": opened & in_hand(actor),
        "late": opened & Q(due_at__lt=at.now),
        "today": opened & Q(due_at__gte=at.now, due_at__lt=at.tomorrow),
        # Both states in one condition, so that one walk through the index answers it.
        "to_dispatch": opened & Q(state__in=(State.RECEIVED, State.ASSIGNED)) & (Q(state=State.RECEIVED) | nobody),
        "asking": opened & Q(state__in=(State.ASKING, State.WAITING)),
        "recurring": opened & Q(recurring(at.often_since)),
        "watched": opened & Q(supervised=True),
        "all": opened,
        "ended": Q(ended_at__isnull=False),
        "any": Q(),
    }


def in_hand(actor: Actor) -> Q:
    """Cases in the person's own hands, or in those of the organizations that they hold posts in."""
    own = Q(handler_id=actor.person_id) if actor.person_id else Q(pk__in=())
    return own | Q(handler_org_id__in=actor.organizations)


def recurring(since: Any) -> Exists:
    """Whether there are three of the kind at the place since a moment: a third row is looked for, then counting stops."""
    same = Case.unscoped.filter(area_id=OuterRef("area_id"), category_id=OuterRef("category_id"), opened_at__gte=since)
    return Exists(same.order_by()[OFTEN - 1 : OFTEN])
