"""Who holds what in a period: held, begun, planned, late, nothing yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page
from django.db.models import Count, Q

from linli.domains.activities import rules
from linli.domains.activities.method import Programme
from linli.domains.activities.models import Activity
from linli.domains.activities.permissions import VIEW
from linli.domains.activities.selectors._rules import rules_at
from linli.domains.activities.selectors.holders import bodies_for, holders_in, places_for
from linli.domains.activities.states import TURNS, WAITING, State, Turn
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.scoping import paged
from linli.kernel.standings import Standing

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class HolderRow:
    """A holder with its activity of the period (None: nothing planned), and how it stands."""

    holder: Any
    activity: Activity | None
    standing: Standing


@dataclass(frozen=True, slots=True)
class Counts:
    """Holders of a period: all, and how many held it, have begun (those that are done too), planned it, are late, planned nothing."""

    total: int
    held: int
    begun: int
    planned: int
    late: int
    bare: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """A period of a programme with its holders; `before` and `after` (None: that lies ahead) are first days of its neighbours."""

    programme: Programme
    period: rules.Period
    counts: Counts
    rows: Page[Any]
    before: date
    after: date | None


def coverage(
    actor: Actor, programme: Programme, code: str, *, day: date | None = None, only: str = "", number: Any = None
) -> Coverage:
    """How the holders that the actor sees stand in the period of `day` (today; days ahead are today too); `only` a `Turn`."""
    today = clock.today()
    period = rules.period_of(min(day or today, today), programme.months)
    mine = bodies_for(actor, programme, VIEW) if programme.bodies else places_for(actor, programme, VIEW)
    holders = mine.filter(valid_from__lte=period.last)
    key = "organization" if programme.bodies else "area"
    ids = holders.order_by().values("pk")
    found = Activity.unscoped.filter(_of_holders(programme), programme=code, period_on=period.first)
    found = found.exclude(state=State.CANCELLED).filter(**{f"{key}__in": ids})
    counts = _counts(found, holders.count(), period, today)
    rows = paged(_narrowed(holders, found, key, only, period, today).order_by("name", "pk"), number)
    rows.object_list = _beside(list(rows.object_list), found, f"{key}_id", period, today)
    later = rules.after(period, programme.months).first
    return Coverage(
        programme, period, counts, rows, rules.before(period, programme.months).first, later if later <= today else None
    )


def _of_holders(programme: Programme) -> Q:
    """An office's own activities aren't those of organizations seated with it."""
    return Q(organization__isnull=not programme.bodies)


def _late_q(period: rules.Period, today: date) -> Q:
    """Activities that make their holder late; once the period is over, all that weren't held."""
    return Q(state__in=WAITING) & (Q() if today > period.last else Q(on__lt=today))


def _counts(found: Any, total: int, period: rules.Period, today: date) -> Counts:
    sums = found.aggregate(
        there=Count("pk"), held=Count("pk", filter=Q(state=State.HELD)),
        begun=Count("pk", filter=Q(state=State.BEGUN) | Q(state=State.HELD)),
        planned=Count("pk", filter=Q(state=State.PLANNED)), late=Count("pk", filter=_late_q(period, today)),
    )  # fmt: skip
    bare = total - sums["there"]
    late = total - sums["held"] if today > period.last else sums["late"]
    return Counts(total, sums["held"], sums["begun"], sums["planned"], late, bare)


def _narrowed(holders: Any, found: Any, key: str, only: str, period: rules.Period, today: date) -> Any:
    """Holders of one turn; all for another word."""
    if only == Turn.OPEN:
        return holders.exclude(pk__in=found.order_by().values(key))
    if only == Turn.LATE and today > period.last:
        return holders.exclude(pk__in=found.filter(state=State.HELD).order_by().values(key))
    which = {
        Turn.HELD: Q(state=State.HELD), Turn.BEGUN: Q(state=State.BEGUN), Turn.PLANNED: Q(state=State.PLANNED),
        Turn.LATE: _late_q(period, today),
    }.get(only)  # type: ignore[call-overload]  # fmt: skip  # any word may be asked for
    return holders if which is None else holders.filter(pk__in=found.filter(which).order_by().values(key))


def _beside(holders: list[Any], found: Any, key: str, period: rules.Period, today: date) -> list[HolderRow]:
    rows = {getattr(one, key): one for one in found.filter(**{f"{key}__in": [one.pk for one in holders]})}
    return [_row(one, rows.get(one.pk), period, today) for one in holders]


def _row(holder: Any, activity: Activity | None, period: rules.Period, today: date) -> HolderRow:
    state, on = (State(activity.state), activity.on) if activity else (None, None)
    return HolderRow(holder, activity, TURNS[rules.turn_of(state, on, period, today)])


def to_remind(today: date) -> list[tuple[Any, str, Programme, rules.Period]]:
    """(holder, code, programme, period) of what isn't held within the days of reminding, or is over since yesterday."""
    missing = []
    for county in territory.counties():
        for code, programme in rules_at(county).programmes.items():
            days = programme.remind.days if programme.remind else None
            if days is None:
                continue
            for period in rules.periods_to_remind(today, programme.months, days):
                missing += [(one, code, programme, period) for one in _without(county, code, programme, period)]
    return missing


def _without(county: Any, code: str, programme: Programme, period: rules.Period) -> list[Any]:
    """Holders that haven't held it; none that began after the period."""
    key = "organization" if programme.bodies else "area"
    held = Activity.unscoped.filter(
        _of_holders(programme), county=county, programme=code, period_on=period.first, state=State.HELD
    )
    done = set(held.values_list(key, flat=True))
    return [one for one in holders_in(county, programme) if one.pk not in done and one.valid_from <= period.last]
