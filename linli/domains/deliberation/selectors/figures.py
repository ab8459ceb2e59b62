"""Statistics of deliberation (H24): sessions held and matters settled, by place, each leading to its rows; and what is due (X4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Count

from linli.domains.deliberation.models import Matter, Meeting
from linli.domains.deliberation.permissions import VIEW
from linli.domains.deliberation.selectors.pinned import rules_at
from linli.domains.deliberation.states import Gathering, State
from linli.foundation.territory import selectors as territory
from linli.kernel import clock

if TYPE_CHECKING:
    from linli.domains.deliberation.method import Cycle
    from linli.kernel.actor import Actor

_HELD = (Gathering.CLOSED, Gathering.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Line:
    """A form's figures."""

    code: str
    label: str
    mark: Any
    matters: int
    running: int
    settled: int
    sessions: int


@dataclass(frozen=True, slots=True)
class Due:
    """A place whose meeting of this cycle is missing."""

    form: str
    area: Any
    times: int
    held: int


def figures(actor: Actor) -> dict[str, Any] | None:
    """Figures of what the actor sees, by form; None where the county deliberates nothing here."""
    if actor.county_id is None:
        return None
    rules = rules_at(territory.area_by_id(actor.county_id))
    if rules is None:
        return None
    matters: dict[tuple[str, str], int] = {}
    for form, state, count in (
        Matter.scoped.visible_to(actor).order_by().values_list("form", "state").annotate(n=Count("pk"))
    ):
        matters[form, state] = count
    held = Meeting.scoped.visible_to(actor).filter(state__in=_HELD).order_by()
    sessions = dict(held.values_list("form").annotate(n=Count("pk")))
    lines = [
        Line(
            code, form.label, form, sum(count for (one, _), count in matters.items() if one == code),
            matters.get((code, State.RUNNING), 0), matters.get((code, State.SETTLED), 0), sessions.get(code, 0),
        )
        for code, form in rules.forms.items()
    ]  # fmt: skip
    return {
        "lines": lines, "sessions": sum(line.sessions for line in lines), "settled": sum(line.settled for line in lines),
        "published": rules.published, "due": _due(actor, rules),
    }  # fmt: skip


def _due(actor: Actor, rules: Any) -> list[Due]:
    """Communities of the actor in which a form's cycle isn't kept in the running months (X4: once a quarter)."""
    found: list[Due] = []
    for code, form in rules.forms.items():
        if form.cycle is None:
            continue
        areas = list(territory.areas_for(actor, kinds=("community", "village"), permission=VIEW).order_by("path")[:500])
        since = began(clock.today(), form.cycle)
        held = Meeting.unscoped.filter(
            form=code, state__in=_HELD, starts_at__date__gte=since, area__in=areas
        ).order_by()
        counts = dict(held.values_list("area").annotate(n=Count("pk")))
        found += [
            Due(form.label, area, form.cycle.times, counts.get(area.pk, 0))
            for area in areas
            if counts.get(area.pk, 0) < form.cycle.times
        ]
    return found


def began(today: date, cycle: Cycle) -> date:
    """The first day of the running months: with three, that of the quarter."""
    return today.replace(month=(today.month - 1) // cycle.months * cycle.months + 1, day=1)
