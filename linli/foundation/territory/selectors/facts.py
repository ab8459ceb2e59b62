"""What is known about an area beside its place in the tree: codes, types, history, compounds, house numbers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, QuerySet

from linli.foundation.audit import selectors as audit
from linli.foundation.territory import rules
from linli.foundation.territory.models import (
    AddressRange,
    Area,
    AreaCode,
    CommunityType,
    Compound,
    CompoundCover,
    Succession,
)
from linli.foundation.territory.scoping import below
from linli.foundation.territory.states import Kind
from linli.kernel import clock
from linli.kernel.scoping import door
from linli.kernel.statements import Kept, hole

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


def codes_of(area: Area) -> list[AreaCode]:
    """All codes in others' systems, by system."""
    return list(AreaCode.unscoped.filter(area=area).order_by("system", "code"))


def community_type_of(area: Area, at: date | None = None) -> str:
    """The type code on a day (default today); "" where none is set."""
    day = at or clock.today()
    held = CommunityType.unscoped.filter(area=area, valid_from__lte=day).filter(Q(valid_to=None) | Q(valid_to__gt=day))
    return held.values_list("type", flat=True).first() or ""


def types_of(area: Area) -> list[CommunityType]:
    """All types through time, newest first."""
    return list(CommunityType.unscoped.filter(area=area).order_by("-valid_from"))


def history_of(area: Area) -> list[audit.Line]:
    """What happened to the area, newest first; the caller has fetched it through scope."""
    return audit.timeline(area)


def successors_of(area: Area) -> list[Succession]:
    """Which areas took over when this one ended."""
    return list(Succession.unscoped.filter(area=area).select_related("successor").order_by("id"))


def predecessors_of(area: Area) -> list[Succession]:
    """Which areas this one took over."""
    return list(Succession.unscoped.filter(successor=area).select_related("area").order_by("id"))


def compounds_in(actor: Actor, area: Area) -> list[Compound]:
    """Open compounds that lie in, or are covered from, the area and that the actor may see."""
    seen = Compound.scoped.visible_to(actor).filter(valid_to=None)
    inside = below([area.path], "area__path") | below([area.path], "covers__area__path")
    return list(seen.filter(inside).prefetch_related("covers__area").distinct().order_by("name", "id"))


def compounds_on(areas: Any) -> QuerySet[Compound]:
    """Open compounds of communities (a query of area ids), by name, without scope: upper apps say who may see them."""
    found = Compound.unscoped.filter(area__in=areas, valid_to=None).select_related("area", "county")
    return found.order_by("name", "pk")


def open_compound(pk: int) -> Compound | None:
    """An open compound with its place, without scope: for pages that everybody reads. None where there is none."""
    return Compound.unscoped.filter(pk=pk, valid_to=None).select_related("area__county", "county").first()


def compound_names(ids: Iterable[int]) -> dict[int, str]:
    """What compounds are called, in one statement; closed ones too."""
    return dict(Compound.unscoped.filter(pk__in=list(ids)).order_by().values_list("pk", "name"))


def compound_for(actor: Actor, pk: int, to: str | None = None) -> Compound:
    """The one door to a compound (see `area_for`)."""
    found: Compound = door(Compound, actor, pk, to, "area", "county")
    return found


def grids_of(compound: Compound) -> list[Area]:
    """The open grids that cover a compound."""
    return [cover.area for cover in compound.covers.select_related("area") if cover.area.is_open]


def ground_of_compounds(compounds: Iterable[int]) -> list[tuple[int, int]]:
    """(compound, area) for all that lies in these compounds alone: their buildings, the stairwells of these, and open grids that cover no
    other compound. One statement, however many compounds.
    """
    ids = list(compounds)
    of_its_own = Area.unscoped.filter(compound__in=ids).order_by().values_list("compound", "pk")
    inside = (
        Area.unscoped.filter(parent__compound__in=ids, compound=None).order_by().values_list("parent__compound", "pk")
    )
    grids = CompoundCover.unscoped.filter(area__valid_to=None).order_by().values("area").annotate(times=Count("pk"))
    alone = CompoundCover.unscoped.filter(compound__in=ids, area__in=grids.filter(times=1).values("area"))
    return list(of_its_own.union(inside, alone.order_by().values_list("compound", "area"), all=True))


def households_of_compounds(compounds: Iterable[int]) -> list[tuple[int, int | None]]:
    """(compound, households) of these compounds; None where nobody wrote it down."""
    return list(Compound.unscoped.filter(pk__in=list(compounds)).order_by("pk").values_list("pk", "households"))


_COVERS = Kept(lambda: CompoundCover.unscoped.filter(area_id=hole("area")).values_list("pk")[:1])


def lies_in_compound(area: Area) -> bool:
    """Whether a place is inside a compound: a building of one, or a grid that covers one (S32)."""
    if area.compound_id is not None or area.kind != Kind.GRID:
        return area.compound_id is not None
    if area.is_covered is not None:
        return area.is_covered
    return bool(_COVERS.rows(area=area.pk))


def addresses_of(area: Area) -> list[AddressRange]:
    """House numbers that belong to the area, by road."""
    found = AddressRange.unscoped.filter(area=area).select_related("road")
    return list(found.order_by("road__name", "first"))


def address_for(actor: Actor, pk: int, to: str | None = None) -> AddressRange:
    """The one door to a run of house numbers (see `area_for`)."""
    found: AddressRange = door(AddressRange, actor, pk, to, "road", "area")
    return found


def range_at(county: Area, road: str, number: int) -> AddressRange | None:
    """The run that holds a house number: at most one, the database sees to it (Q16)."""
    side = "odd" if number % 2 else "even"
    found = AddressRange.unscoped.filter(county=county, road__name=road, first__lte=number, last__gte=number)
    return found.filter(parity__in=("both", side)).select_related("area", "road").first()


def grid_at(county: Area, road: str, number: int) -> Area | None:
    """The grid of a house number; None where nobody has assigned it."""
    found = range_at(county, road, number)
    return found.area if found else None


def nearest_grid(county: Area, lat: float, lng: float) -> Area | None:
    """The grid whose centre is nearest. Degrees are weighed roughly: good enough to preselect, never to decide."""
    nearest = rules.Nearest(_centres(county)).to(lat, lng)
    return Area.unscoped.get(pk=nearest[0]) if nearest else None


def _centres(county: Area) -> Any:
    grids = Area.unscoped.filter(county=county, kind=Kind.GRID, valid_to=None, lat__isnull=False, lng__isnull=False)
    return grids.order_by("pk").values_list("pk", "lat", "lng")


def ground_at(county: Area, lat: float, lng: float) -> Area | None:
    """The grid nearest to a position, or the county itself where no grid has a position. None for a position outside: beyond
    the county's outline or, where none is drawn, farther than some 10 km from every grid. Three statements.
    """
    return grounds_at(county, [(lat, lng)])[lat, lng]


def grounds_at(county: Area, positions: Iterable[tuple[float, float]]) -> dict[tuple[float, float], Area | None]:
    """The ground under each of many positions, as `ground_at` says it; three statements for all of them, none for none."""
    wanted = set(positions)
    if not wanted:
        return {}
    boundary = Area.unscoped.filter(pk=county.pk).values_list("boundary", flat=True).first()
    nearest = rules.Nearest(_centres(county))
    grid_at = {}
    for lat, lng in wanted:
        outside = boundary is not None and not rules.holds(boundary, lat, lng)
        grid_at[lat, lng] = (
            0 if outside else rules.ground_of(nearest.to(lat, lng), county.pk, is_drawn=boundary is not None)
        )
    known = Area.unscoped.in_bulk({pk for pk in grid_at.values() if pk not in (0, county.pk)})
    return {position: county if pk == county.pk else known.get(pk) for position, pk in grid_at.items()}
