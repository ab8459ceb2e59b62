"""Plans: who holds what on which day, with the fixed items and the holder's own; changed and given up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from linli.domains.activities import events, rules
from linli.domains.activities.method import OwnItems, Programme
from linli.domains.activities.models import Activity, Item
from linli.domains.activities.permissions import ACT
from linli.domains.activities.selectors import programme_of, rules_at
from linli.domains.activities.services import _base
from linli.foundation.audit.services import record
from linli.foundation.organizations import selectors as organizations
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.lines import one_line
from linli.kernel.scoping import keep_in_scope


@transaction.atomic
def plan_activity(
    actor: Actor, *, programme: str, on: date, title: str, place: str, own: Sequence[str] = (), area: Any = None,
    organization: Any = None,
) -> Activity:  # fmt: skip
    """Plan what an organization, or the office of an area, holds in the period in which `on` lies (a project: is done by it).

    The programme's fixed items stand in it; `own` are labels of the holder's own. A period that has just ended can be caught up with.
    Raises RuleBroken activities.unknown, .wrong_holder, .too_early, .too_far, .own_items, .no_own_items, .planned_already (also where
    two do it at once), .words_needed; OutOfScope.
    """
    body = organizations.organization_by_id(organization.pk) if organization is not None else None
    seat = territory.area_by_id(body.area_id if body is not None else area.pk)
    method = territory.rules_of(seat)
    rule = rules_at(seat).programmes.get(programme)
    if rule is None or method.release_id is None:
        raise RuleBroken("activities.unknown")
    _check_holder(rule, body, seat)
    labels = _own_labels(rule.own, own)
    made = Activity(
        county_id=seat.county_id, area=seat, programme=programme, release_id=method.release_id, organization=body,
        period_on=_period_on(rule, on), title=_base.line(title, 80), place=_base.line(place, 80), on=on,
        planned_at=clock.now(), planned_by=actor.label[:120],
    )  # fmt: skip
    _save(made)
    keep_in_scope(actor, made, ACT)
    fixed = [Item(activity=made, code=code, label=one.label) for code, one in rule.fixed.items()]
    _write_items([*fixed, *(Item(activity=made, label=label) for label in labels)])
    record(actor, events.Planned(on.isoformat(), made.title), subject=made, county_id=made.county_id)
    return made


@transaction.atomic
def change_plan(
    actor: Actor, *, activity: Activity, on: date, title: str, place: str, own: Sequence[str] = ()
) -> Activity:
    """Another day, title, place or own items, before it is begun or held; the fixed items stay.

    Raises RuleBroken activities.not_now and what `plan_activity` raises but .unknown and .wrong_holder; OutOfScope.
    """
    row = _base.held_row(actor, activity)
    _base.move(row, "change")
    rule = programme_of(row)
    labels = _own_labels(rule.own, own)
    row.on, row.period_on = on, row.period_on if on == row.on else _period_on(rule, on)
    row.title, row.place = _base.line(title, 80), _base.line(place, 80)
    _save(row)
    Item.objects.filter(activity=row, code="").delete()
    _write_items([Item(activity=row, label=label) for label in labels], after=len(rule.fixed))
    record(actor, events.PlanChanged(on.isoformat(), row.title), subject=row, county_id=row.county_id)
    return row


@transaction.atomic
def cancel_activity(actor: Actor, *, activity: Activity, reason: str) -> Activity:
    """It isn't held; another one may be planned for the period. Raises RuleBroken activities.not_now, .words_needed; OutOfScope."""
    row = _base.held_row(actor, activity)
    _base.move(row, "cancel")
    row.reason = _base.line(reason, 200)
    row.save(update_fields=["state", "reason"])
    record(actor, events.Cancelled(row.reason), subject=row, county_id=row.county_id)
    return row


def _check_holder(rule: Programme, body: Any, seat: Any) -> None:
    """An organization that still exists and is of the programme's kinds, or an area of its kinds."""
    fits = (
        body.kind in rule.bodies and not organizations.has_ended(body) if body is not None else seat.kind in rule.areas
    )
    if not fits:
        raise RuleBroken("activities.wrong_holder", name=(body or seat).name)


def _period_on(rule: Programme, on: date) -> date:
    """First day of the period, which may be the one before today's or lie up to a year ahead."""
    today = clock.today()
    first, last = rules.earliest(today, rule.months), today + rules.AHEAD
    if on < first:
        raise RuleBroken("activities.too_early", day=first.isoformat())
    if on > last:
        raise RuleBroken("activities.too_far", day=last.isoformat())
    return rules.period_of(on, rule.months).first


def _own_labels(rule: OwnItems | None, own: Sequence[str]) -> list[str]:
    """The holder's own items, each once, as many as the method wants."""
    labels = list(dict.fromkeys(label for each in own if (label := one_line(each, 80))))
    if rule is None:
        if labels:
            raise RuleBroken("activities.no_own_items")
        return []
    if not rules.fits(len(labels), rule.least, rule.most):
        raise RuleBroken("activities.own_items", least=rule.least, most=rule.most)
    return labels


def _save(row: Activity) -> None:
    """Write it; of two plans of one holder for one period the database takes one."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise RuleBroken("activities.planned_already", name=row.holder) from None


def _write_items(items: list[Item], *, after: int = 0) -> None:
    for number, item in enumerate(items, after + 1):
        item.number = number
    Item.objects.bulk_create(items)
