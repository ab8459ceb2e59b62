"""Names of periods as people say them."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext

from linli.engines.scorecards.kinds import Cycle
from linli.engines.scorecards.method import Card
from linli.engines.scorecards.models import Round
from linli.kernel.words import N_

_NAMES = {
    Cycle.MONTH: N_("{month} of {year}"),
    Cycle.QUARTER: N_("Quarter {quarter} of {year}"),
    Cycle.HALF_YEAR: N_("Half {half} of {year}"),
    Cycle.YEAR: N_("Year {year}"),
    Cycle.ONCE: "{day}",
}


def period_name(card: Card, row: Round) -> str:
    """The quarter, month … of a round."""
    return named(card.rounds.cycle, row.starts)


def named(cycle: Cycle, starts: date) -> str:
    """A period of a cycle by its first day."""
    month = starts.month
    return gettext(_NAMES[cycle]).format(
        year=starts.year, month=month, quarter=(month + 2) // 3, half=1 + month // 7, day=starts.isoformat()
    )
