"""Bulletins for tests, by the services that people use: Chen writes, Wu signs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from linli.domains.bulletins import services
from linli.domains.bulletins.models import Bulletin
from linli.domains.indicators.rules import before, period_of
from linli.kernel import clock
from linli.kernel.actor import Actor

CYCLES = {"monthly": "month", "quarterly": "quarter", "weekly": "week"}


def drafted(cast: Any, kind: str = "monthly", day: date | None = None) -> Bulletin:
    """The job drafts that of the last period that is over."""
    day = day or before(period_of(CYCLES[kind], clock.today())).first
    return services.draft_bulletin(Actor.system(), county=cast.county, kind=kind, day=day)


def sent(cast: Any, row: Bulletin | None = None, words: str = "响应率有所提高") -> Bulletin:
    """Chen writes a comment and hands it in."""
    made = row or drafted(cast)
    chen = cast.chen_centre.actor
    services.comment_section(chen, section=made.sections.first(), words=words)
    return services.send_bulletin(chen, bulletin=made)


def issued(cast: Any, row: Bulletin | None = None) -> Bulletin:
    """Wu signs."""
    return services.sign_bulletin(cast.wu_leader.actor, bulletin=sent(cast, row))


def recalled(cast: Any, row: Bulletin | None = None) -> Bulletin:
    """Wu recalls."""
    return services.recall_bulletin(cast.wu_leader.actor, bulletin=issued(cast, row), words="统计口径有误")


def again(row: Bulletin) -> Bulletin:
    """As it stands now."""
    return Bulletin.unscoped.get(pk=row.pk)


def days_after(row: Bulletin, days: int) -> date:
    """A day after the end of a bulletin's period."""
    return row.ends_on + timedelta(days=days)
