"""What points open and close: years of units, whether one may claim shared resources, and who is honoured (S19–S21)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Min, Q, Sum
from django.utils.translation import gettext

from linli.domains.alliances import kinds, rules
from linli.domains.alliances.method import PointRules
from linli.domains.alliances.models import Member, Score
from linli.domains.alliances.rules import Year
from linli.domains.alliances.selectors.reach import rules_at, within_county
from linli.domains.alliances.states import BAND_LABELS, Band, Membership, ScoreState
from linli.domains.cobuilding.states import ListKind
from linli.foundation.organizations import selectors as organizations
from linli.foundation.privacy import rls
from linli.kernel import clock
from linli.kernel.errors import RuleBroken
from linli.kernel.scoping import paged

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A member unit in the table of points: what it had last year and has now, where that lies, and whether it shares."""

    pk: int
    name: str
    last: str
    now: str
    band: Band
    label: str
    is_barred: bool


@dataclass(frozen=True, slots=True)
class Honoured:
    """A unit above the limit of honour in a year, and since which day."""

    name: str
    year: int
    points: str
    on: date


def check_claim(entry: Any, unit: Any) -> None:
    """Asked by co-building before a unit claims: one that is barred claims nothing of the shared resources (S20).

    Raises RuleBroken alliances.barred, with the way back.
    """
    rule = rules_at(entry.area).points
    if rule is None or entry.list_kind != ListKind.RESOURCE:
        return
    with rls.within(f"{entry.county_id}."):
        found = years_of([unit.pk])[unit.pk]
    year = clock.today().year
    if rules.is_barred(found, year, rule):
        raise RuleBroken(
            "alliances.barred", name=unit.name, year=year - 1, least=rule.shares_from,
            points=kinds.UNIT.shown(found.last), now=kinds.UNIT.shown(found.now),
        )  # fmt: skip


def years_of(units: Collection[int]) -> dict[int, Year]:
    """Points that count of these units, last year and this one, and since when each is a member; two statements. Whoever calls it said
    the reach.
    """
    sitting = Member.unscoped.filter(organization__in=units, state=Membership.CONFIRMED).order_by()
    since = dict(sitting.values_list("organization").annotate(first=Min("joined_on")))
    sums = _sums(units)
    return {unit: Year(since.get(unit), *sums[unit]) for unit in units}


def points_in(unit: int, year: int) -> int:
    """Points that count of a unit in a calendar year, in tenths. Whoever calls it said the reach."""
    counted = Score.unscoped.filter(organization=unit, state=ScoreState.COUNTED, on__year=year)
    return int(counted.order_by().aggregate(sum=Sum("points", default=0))["sum"])


def _sums(units: Collection[int]) -> dict[int, tuple[int, int]]:
    """Points that count of these units, last year and this one."""
    year = clock.today().year
    counted = Score.unscoped.filter(organization__in=units, state=ScoreState.COUNTED).order_by()
    rows = counted.values_list("organization").annotate(
        last=Sum("points", filter=Q(on__year=year - 1), default=0),
        now=Sum("points", filter=Q(on__year=year), default=0),
    )
    found = {unit: (last, now) for unit, last, now in rows}
    return {unit: found.get(unit, (0, 0)) for unit in units}


@within_county
def units_page(actor: Actor, *, text: str = "", number: Any = None) -> dict[str, Any]:
    """Member units of the county with their points, by name, and who is honoured; `rule` is None where the method has no points."""
    county = organizations.county_for(actor)
    rule = rules_at(county).points if county is not None else None
    if rule is None:
        return {"rule": None, "rows": paged(Member.unscoped.none(), 1), "honours": []}
    members = Member.unscoped.filter(county=county, state=Membership.CONFIRMED, organization__isnull=False)
    if words := text.strip()[:40]:
        members = members.filter(organization__name__icontains=words)
    found = members.order_by("organization__name", "organization").values_list("organization", "organization__name")
    page = paged(found.annotate(since=Min("joined_on")), number)
    sums = _sums([pk for pk, _, _ in page.object_list])
    page.object_list = [_row(pk, name, Year(since, *sums[pk]), rule) for pk, name, since in page.object_list]
    return {"rule": rule, "rows": page, "honours": honoured_in(county, rule)}


def _row(pk: int, name: str, year: Year, rule: PointRules) -> UnitRow:
    here = rules.band(year.now, rule)
    return UnitRow(
        pk, name, kinds.UNIT.shown(year.last), kinds.UNIT.shown(year.now), here, gettext(BAND_LABELS[here]),
        rules.is_barred(year, clock.today().year, rule),
    )  # fmt: skip


def unit_row(unit: Any, rule: PointRules) -> UnitRow:
    """The one unit, as the table shows it. Whoever calls it said the reach."""
    return _row(unit.pk, unit.name, years_of([unit.pk])[unit.pk], rule)


def honoured_in(county: Any, rule: PointRules) -> list[Honoured]:
    """Units above the limit of honour this year and last, the newest first; two statements."""
    this_year = clock.today().year
    found = Score.unscoped.filter(county=county, state=ScoreState.COUNTED, on__year__gte=this_year - 1).order_by()
    sums = found.values_list("organization", "organization__name", "on__year").annotate(sum=Sum("points"))
    high = list(sums.filter(sum__gt=rule.honoured_above * rules.PARTS))
    counted: dict[tuple[int, int], list[tuple[date, int]]] = defaultdict(list)
    steps = found.filter(organization__in={unit for unit, *_ in high})
    for unit, on, at, points in steps.values_list("organization", "on", "checked_at", "points"):
        counted[unit, on.year].append((at.astimezone(clock.ZONE).date(), points))
    rows = [
        Honoured(name, year, kinds.UNIT.shown(points), day)
        for unit, name, year, points in high
        if (day := rules.honoured_on(counted[unit, year], rule)) is not None
    ]
    return sorted(rows, key=lambda row: (-row.year, row.on, row.name))
