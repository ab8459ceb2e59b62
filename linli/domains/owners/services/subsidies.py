"""Fallback money for compounds (X34): the method's sum for a month, shared over all open compounds, booked once."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection

from linli.domains.owners import events, rules
from linli.domains.owners.models import Subsidy, SubsidyMonth
from linli.domains.owners.services import _base, books
from linli.domains.owners.states import MONEY
from linli.engines.ledger import rules as shares
from linli.engines.ledger import services as ledger
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken

_SYSTEM = Actor.system()


@_base.changes
def pay_month(actor: Actor, *, county: Any, month: date) -> SubsidyMonth:
    """Share the month's sum over the open compounds of a county, by households where all of them are known, else equally; the shares sum to it
    exactly. The same month again gives what was paid first.

    Raises RuleBroken owners.no_subsidy (the method has none), .month_ahead, .no_compounds; OutOfScope.
    """
    first = month.replace(day=1)
    rule = territory.rules_of(county).owners.subsidy
    if rule is None:
        raise RuleBroken("owners.no_subsidy")
    if first > clock.today():
        raise RuleBroken("owners.month_ahead")
    _one_at_a_time(county.pk)
    known: SubsidyMonth | None = SubsidyMonth.unscoped.filter(county=county, month=first).first()
    if known:
        _base.allow(actor, known, MONEY)
        return known
    found = list(territory.compounds_on(territory.descendants(county).order_by().values("pk")).order_by("pk"))
    if not found:
        raise RuleBroken("owners.no_compounds")
    return _paid(actor, county, first, rule.month_yuan * 100, found)


def _paid(actor: Actor, county: Any, month: date, total: int, compounds: list[Any]) -> SubsidyMonth:
    homes = [one.households or 0 for one in compounds]
    parts = shares.split(total, homes if all(homes) else [1] * len(compounds))
    lines = [(books.subsidy_of(one), part) for one, part in zip(compounds, parts, strict=True) if part]
    entry = ledger.post(
        actor, kind=books.MONTHLY.code, key=f"owners.subsidy:{month:%Y-%m}", lines=[(books.outside(county), -total), *lines],
        reason=f"{month:%Y-%m}",
    )  # fmt: skip
    made: SubsidyMonth = SubsidyMonth.unscoped.create(
        county=county, area=county, month=month, total=total, entry_id=entry.pk, paid_at=clock.now()
    )
    _base.allow(actor, made, MONEY)
    Subsidy.unscoped.bulk_create(
        Subsidy(**_base.placed(one), month=made, amount=part) for one, part in zip(compounds, parts, strict=True)
    )
    _base.tell(actor, events.SubsidyPaid(rules.in_yuan(total)), made)
    return made


def pay_due() -> int:
    """The month that runs, for every county whose method has the money; returns how many months were paid now."""
    paid = 0
    for county in territory.counties():
        rule = territory.rules_of(county).owners.subsidy
        month = clock.today().replace(day=1)
        if rule is None or SubsidyMonth.unscoped.filter(county=county, month=month).exists():
            continue
        try:
            pay_month(_SYSTEM, county=county, month=month)
        except RuleBroken:
            continue  # no compound yet
        paid += 1
    return paid


def _one_at_a_time(county_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"linli.owners.subsidy.{county_id}"])
