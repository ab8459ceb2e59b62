"""How the app's own rows follow when an area ends: covers, house numbers, and who came after whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from linli.foundation.territory.models import AddressRange, Area, Compound, CompoundCover, Succession
from linli.foundation.territory.states import Change, Kind
from linli.kernel import clock


def pass_on(area: Area, target: Area, how: Change) -> None:
    """Everything of `area` goes to `target`. What only a grid may hold is dropped when the target is none."""
    if target.kind == Kind.GRID:
        AddressRange.unscoped.filter(area=area).update(area=target)
        _cover(CompoundCover.unscoped.filter(area=area).values_list("compound_id", flat=True), target)
    else:
        AddressRange.unscoped.filter(area=area).delete()
    CompoundCover.unscoped.filter(area=area).delete()
    Compound.unscoped.filter(area=area).update(area=target)
    succeed(area, [target], how)


def divide(area: Area, parts: list[Area], ranges: Mapping[int, int], compounds: Mapping[int, list[int]]) -> None:
    """House numbers and covers go to the parts as told (`ranges` range → part, `compounds` compound → parts)."""
    for part in parts:
        AddressRange.unscoped.filter(pk__in=[pk for pk, target in ranges.items() if target == part.pk]).update(
            area=part
        )
        _cover([pk for pk, targets in compounds.items() if part.pk in targets], part)
    CompoundCover.unscoped.filter(area=area).delete()
    Compound.unscoped.filter(area=area).update(area=parts[0])
    succeed(area, parts, Change.SPLIT)


def succeed(area: Area, successors: list[Area], how: Change) -> None:
    """Note who took over."""
    Succession.unscoped.bulk_create(
        Succession(county_id=area.county_id, area=area, successor=each, how=how, on=clock.today())
        for each in successors
    )


def _cover(compound_ids: Iterable[int], grid: Area) -> None:
    rows = [CompoundCover(county_id=grid.county_id, area=grid, compound_id=pk) for pk in compound_ids]
    CompoundCover.unscoped.bulk_create(rows, ignore_conflicts=True)
