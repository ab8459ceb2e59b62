"""The shape of the tree: move a subtree, split an area, merge areas."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from linli.foundation.audit.services import record
from linli.foundation.territory import events, rules
from linli.foundation.territory.models import AddressRange, Area, CompoundCover
from linli.foundation.territory.selectors import full_name
from linli.foundation.territory.services import _base
from linli.foundation.territory.services._changes import AreaChange, tell_followers
from linli.foundation.territory.services._passing import divide, pass_on
from linli.foundation.territory.services.areas import end
from linli.foundation.territory.states import Change
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a split: which children, house numbers and compounds (ids) it takes over. Several parts may cover one
    compound; a child and a run of house numbers go to exactly one.
    """

    name: str
    code: str = ""
    short_name: str = ""
    children: frozenset[int] = frozenset()
    ranges: frozenset[int] = frozenset()
    compounds: frozenset[int] = frozenset()
    households: int | None = None


@transaction.atomic
def move_area(actor: Actor, *, area: Area, parent: Area) -> Area:
    """Put an area, with all below it, under another parent of the same county. The actor needs the right at both places."""
    area, parent = _base.begin(actor, area, parent)
    _base.never_the_root(area)
    if parent.path.startswith(area.path):
        raise RuleBroken("territory.cycle", area=area.name)
    _base.check_parent(area.kind, parent)
    if area.parent_id == parent.pk:
        return area
    old = full_name(area)
    hung = _base.hang(area, parent)
    record(actor, events.AreaMoved(old, full_name(area)), subject=area, county_id=area.county_id)
    tell_followers(actor, AreaChange(Change.MOVED, area.county_id, area, (area,), hung=(hung,)))
    _base.keep_both(actor, area)
    return area


@transaction.atomic
def split_area(actor: Actor, *, area: Area, parts: Sequence[Part]) -> list[Area]:
    """End an area and let `parts` (two or more) take over, in order. What no part claims goes to the first one.

    Children move with their ids; rows that lie in the area itself go where followers put them.
    """
    (area,) = _base.begin(actor, area)
    parent = _base.parent_of(area)
    if len(parts) < 2:
        raise RuleBroken("territory.too_few_parts")
    plan = _Plan.of(area, parts)
    end(area)  # first, so that a part may take over the code
    made = [_make_part(area, parent, part) for part in parts]
    children = plan.children(made)
    hung = _move_children(children, made)
    ranges = plan.ranges(made)
    divide(area, made, ranges, plan.compounds(made))
    record(actor, events.AreaSplit("、".join(part.name for part in made)), subject=area, county_id=area.county_id)
    tell_followers(actor, AreaChange(Change.SPLIT, area.county_id, area, tuple(made), children, ranges, hung))
    _base.keep_both(actor, *made)
    return made


@transaction.atomic
def merge_areas(actor: Actor, *, areas: Iterable[Area], into: Area) -> Area:
    """End `areas` and let `into`, of the same kind, take over their children and all that lies in them."""
    others = [area for area in areas if area.pk != into.pk]
    if not others:
        raise RuleBroken("territory.nothing_to_merge")
    into, *others = _base.begin(actor, into, *others)
    _base.never_the_root(into, *others)
    if any(area.kind != into.kind for area in others):
        raise RuleBroken("territory.not_alike")
    for area in others:
        _merge_one(actor, area, into)
    names = "、".join(area.name for area in others)
    record(actor, events.AreaAbsorbed(names), subject=into, county_id=into.county_id)
    return into


@dataclass(frozen=True, slots=True)
class _Plan:
    """Who takes what, checked: parts by place in the list; what nobody claims is the first part's."""

    parts: Sequence[Part]
    own_children: dict[int, str]
    own_ranges: dict[int, str]
    own_compounds: dict[int, str]

    @classmethod
    def of(cls, area: Area, parts: Sequence[Part]) -> _Plan:
        children = dict(Area.unscoped.filter(parent=area, valid_to=None).values_list("pk", "name"))
        ranges = {row.pk: str(row) for row in AddressRange.unscoped.filter(area=area)}
        compounds = dict(CompoundCover.unscoped.filter(area=area).values_list("compound_id", "compound__name"))
        _claim_once(children, [part.children for part in parts])
        _claim_once(ranges, [part.ranges for part in parts])
        for part in parts:
            _claim_once(compounds, [part.compounds])
        return cls(parts, children, ranges, compounds)

    def children(self, made: list[Area]) -> dict[int, int]:
        return self._targets(self.own_children, [part.children for part in self.parts], made)

    def ranges(self, made: list[Area]) -> dict[int, int]:
        return self._targets(self.own_ranges, [part.ranges for part in self.parts], made)

    def compounds(self, made: list[Area]) -> dict[int, list[int]]:
        """A compound nobody claims is covered by all parts: its homes may lie in any of them."""
        pairs = list(zip(self.parts, made, strict=True))
        everywhere = [area.pk for area in made]
        return {pk: [a.pk for part, a in pairs if pk in part.compounds] or everywhere for pk in self.own_compounds}

    def _targets(self, own: dict[int, str], claims: list[frozenset[int]], made: list[Area]) -> dict[int, int]:
        default = made[0].pk
        claimed = {pk: area.pk for claim, area in zip(claims, made, strict=True) for pk in claim}
        return {pk: claimed.get(pk, default) for pk in own}


def _claim_once(own: dict[int, str], claims: list[frozenset[int]]) -> None:
    if bad := rules.assigned_once(own, claims):
        raise RuleBroken("territory.unassigned", names="、".join(str(own.get(pk, pk)) for pk in sorted(bad)))


def _make_part(area: Area, parent: Area, part: Part) -> Area:
    return _base.insert(
        parent, kind=area.kind, grid_kind=area.grid_kind, compound=area.compound, name=_base.check_name(part.name),
        short_name=part.short_name.strip(), code=_base.check_code(area.county_id, part.code), order=area.order,
        households=part.households, lat=area.lat, lng=area.lng, valid_from=clock.today(),
    )  # fmt: skip


def _move_children(children: dict[int, int], made: list[Area]) -> tuple[_base.Hung, ...]:
    by_id = {area.pk: area for area in made}
    return tuple(_base.hang(child, by_id[children[child.pk]]) for child in Area.unscoped.filter(pk__in=children))


def _merge_one(actor: Actor, area: Area, into: Area) -> None:
    children = {child.pk: into.pk for child in Area.unscoped.filter(parent=area, valid_to=None)}
    hung = _move_children(children, [into])
    end(area)
    pass_on(area, into, Change.MERGED)
    record(actor, events.AreaMerged(into.name), subject=area, county_id=area.county_id)
    tell_followers(actor, AreaChange(Change.MERGED, area.county_id, area, (into,), children, hung=hung))
