"""What the calendar does: open, look for raters again, remind, close. Every step can be done twice without harm."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction

from linli.engines.scorecards import events, rules, selectors
from linli.engines.scorecards.kinds import Cycle
from linli.engines.scorecards.models import Appeal, Round
from linli.engines.scorecards.services import _base
from linli.engines.scorecards.services.counting import close_round, unfinished
from linli.engines.scorecards.services.opening import look_for_raters, open_round
from linli.engines.scorecards.states import Ruling, State
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken

_SYSTEM = Actor.system()


def keep_time() -> int:
    """Open rounds whose period is over, look for the raters of open ones, remind those who haven't finished, close what is over, and remind of
    appeals that wait; returns how many rounds and appeals were touched.
    """
    opened = sum(_open_due(county) for county in selectors.counties_with_cards())
    rows = list(Round.unscoped.filter(state=State.OPEN).select_related("area"))
    return opened + sum(_keep(row) for row in rows) + _remind_of_appeals()


def _open_due(county: Any) -> int:
    """Cards that open by themselves: on the first days of a period, the round of the one before."""
    opened = 0
    for code, card in selectors.cards_at(county).items():
        cycle = card.rounds.cycle
        if card.rounds.opens != "by_itself" or cycle is Cycle.ONCE:
            continue
        period = rules.period_before(cycle, clock.today())
        if Round.unscoped.filter(county=county, card=code, starts=period.starts, ends=period.ends).exists():
            continue
        try:
            open_round(_SYSTEM, county=county, card=code, on=period.ends)
        except RuleBroken:
            continue  # nobody to be rated yet, or somebody opened it just now
        opened += 1
    return opened


def _keep(row: Round) -> int:
    if clock.today() > row.last_on:
        close_round(_SYSTEM, round_=row)
        return 1
    gone, come = look_for_raters(_SYSTEM, round_=row)
    return int(bool(_remind(row)) or bool(gone or come))


@transaction.atomic
def _remind(round_: Round) -> int:
    """Once, when the card's days before the last one begin; returns how many raters haven't finished."""
    row = _base.lock_round(round_)
    begins = row.last_on - timedelta(days=selectors.card_of(row).rounds.remind)
    if row.reminded_at is not None or clock.today() < begins:
        return 0
    count = unfinished(row)
    row.reminded_at = clock.now()
    row.save(update_fields=["reminded_at"])
    if count:
        _base.tell(_SYSTEM, events.RatersReminded(count), row, row.county_id)
    return count


def _remind_of_appeals() -> int:
    """Those that nobody has decided stay open, whatever the day: nothing is decided by silence."""
    waiting = Appeal.objects.filter(state=Ruling.WAITING).select_related("subject__round")
    return sum(_remind_of(row.pk) for row in waiting if _is_due(row))


def _is_due(row: Appeal) -> bool:
    rule = selectors.card_of(row.subject.round).appeals
    return rules.is_reminder_due(rule, row.due_on, row.told_on, clock.today())


@transaction.atomic
def _remind_of(pk: int) -> int:
    row = Appeal.objects.select_for_update(of=("self",)).select_related("subject__round").get(pk=pk)
    if row.state != Ruling.WAITING or not _is_due(row):
        return 0  # somebody was quicker
    day = row.due_on.isoformat()
    row.told_on = clock.today()
    row.save(update_fields=["told_on"])
    event = events.AppealLate(day) if clock.today() > row.due_on else events.AppealDue(day)
    _base.tell(_SYSTEM, event, row.subject, row.subject.county_id)
    return 1
