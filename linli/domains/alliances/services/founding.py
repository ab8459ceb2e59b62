"""Alliances are founded and closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from linli.domains.alliances import events
from linli.domains.alliances.method import AllianceRules, Kind
from linli.domains.alliances.models import Alliance, Member, Turn
from linli.domains.alliances.permissions import FOUND
from linli.domains.alliances.selectors.reach import rules_at
from linli.domains.alliances.services import _base
from linli.domains.alliances.states import Membership
from linli.foundation.audit.services import record
from linli.foundation.territory.method import RANK_OF
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import OutOfScope, RuleBroken


@dataclass(frozen=True, slots=True)
class Charter:
    """What an alliance is bound to: a kind of place with its name, a trade with the department in charge, and whose branch it is."""

    place_kind: str = ""
    place: str = ""
    trade: str = ""
    in_charge: Any = None
    parent: Alliance | None = None


@_base.changes
def found_alliance(
    actor: Actor, *, area: Any, kind: str, name: str, charter: Charter | None = None, office: Any = None,
    on: date | None = None,
) -> Alliance:  # fmt: skip
    """Found an alliance of a kind of the method in an area. `office` keeps it besides the offices of the area (S22).

    Raises RuleBroken: alliances.unknown (kind, place or trade), .wrong_place, .name_needed, .parent_needed, .trade_needed,
    .trade_taken, .closed (the parent), .other_county, .unit_ended, .future, .words_needed; OutOfScope.
    """
    if not actor.reaches(FOUND, area.path):
        raise OutOfScope(repr(area))
    rules, said = rules_at(area), charter or Charter()
    rule = rules.kinds.get(kind)
    if rule is None:
        raise RuleBroken("alliances.unknown")
    row = Alliance(
        county_id=area.county_id or area.pk, area=area, kind=kind, name=_base.line(name, 80), founded_on=_base.past_day(on)
    )  # fmt: skip
    row.office = _base.alive(row.county_id, office) if office is not None else None
    _bind(row, rules, rule, said)
    _branch_off(row, rule, said.parent)
    _answer_for_trade(row, rules, rule, said)
    _save(row)
    record(actor, events.Founded(), subject=row, county_id=row.county_id)
    return row


@_base.changes
def close_alliance(actor: Actor, *, alliance: Alliance, reason: str) -> Alliance:
    """It is over: members leave, who was only asked needn't answer, turns that haven't begun fall away. Points stay.

    Raises RuleBroken alliances.closed, .has_branches, .words_needed; OutOfScope.
    """
    row = _base.lock(alliance.pk)
    if not actor.reaches(FOUND, row.area.path):
        raise OutOfScope(repr(row))
    if Alliance.unscoped.filter(parent=row, closed_on=None).exists():
        raise RuleBroken("alliances.has_branches")
    row.closed_on, row.reason = clock.today(), _base.line(reason, 200)
    row.save(update_fields=["closed_on", "reason"])
    mine = Member.unscoped.filter(alliance=row)
    mine.filter(state=Membership.ASKED).update(state=Membership.DECLINED, answered_at=clock.now())
    mine.filter(state=Membership.CONFIRMED).update(
        state=Membership.LEFT, left_on=row.closed_on, answered_at=clock.now()
    )
    Turn.objects.filter(alliance=row, first__gt=row.closed_on).delete()
    record(actor, events.Closed(row.reason), subject=row, county_id=row.county_id)
    return row


def _bind(row: Alliance, rules: AllianceRules, rule: Kind, said: Charter) -> None:
    """The place that the kind asks for: an area of its rank, or a name."""
    if not rule.places:
        if said.place_kind or said.place:
            raise RuleBroken("alliances.wrong_place")
        return
    if said.place_kind not in rule.places:
        raise RuleBroken("alliances.unknown")
    ground, rank = rules.places[said.place_kind].on, RANK_OF[row.area.kind]
    if ground == "named":
        if rank not in ("township", "community"):
            raise RuleBroken("alliances.wrong_place")
        if not said.place.strip():
            raise RuleBroken("alliances.name_needed")
        row.place = _base.line(said.place, 60)
    elif ground != rank and (ground, rank) != ("county", "district"):
        raise RuleBroken("alliances.wrong_place")
    row.place_kind = said.place_kind


def _answer_for_trade(row: Alliance, rules: AllianceRules, rule: Kind, said: Charter) -> None:
    if not rule.by_trade:
        if said.trade or said.in_charge is not None:
            raise RuleBroken("alliances.unknown")
        return
    if not said.trade or (said.in_charge is None and rule.parent is None):
        raise RuleBroken("alliances.trade_needed")
    if said.trade not in rules.trades_of(rule):
        raise RuleBroken("alliances.unknown")
    row.trade = said.trade
    row.in_charge = _base.alive(row.county_id, said.in_charge) if said.in_charge is not None else None


def _branch_off(row: Alliance, rule: Kind, parent: Alliance | None) -> None:
    if rule.parent is None:
        if parent is not None:
            raise RuleBroken("alliances.unknown")
        return
    if parent is None or parent.kind != rule.parent or parent.county_id != row.county_id:
        raise RuleBroken("alliances.parent_needed")
    row.parent = _base.lock(parent.pk)


def _save(row: Alliance) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        if "alliances_trade_once" not in str(error):
            raise
        raise RuleBroken("alliances.trade_taken") from None
