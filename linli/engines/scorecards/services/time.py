"""What the calendar does: open, look for raters again, remind, close. Every step can be done twice without harm."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction

from linli.engines.scorecards import events, rules, selectors
from linli.engines.scorecards.kinds import Cycle
from linli.engines.scorecards.models import Round
from linli.engines.scorecards.services import _base
from linli.engines.scorecards.services.counting import close_round, unfinished
from linli.engines.scorecards.services.opening import look_for_raters, open_round
from linli.engines.scorecards.states import State
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken

_SYSTEM = Actor.system()


def keep_time() -> int:
    """Open rounds whose period is over, look for the raters of open ones, remind those who haven't finished, and close what is over; returns
    how many rounds were touched.
    """
    opened = sum(_open_due(county) for county in selectors.counties_with_cards())
    rows = list(Round.unscoped.filter(state=State.OPEN).select_related("area"))
    return opened + sum(_keep(row) for row in rows)


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
