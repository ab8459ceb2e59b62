"""Reading the tree: one area, its neighbours, the way up and everything below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext

from linli.foundation.methods import selectors as methods
from linli.foundation.territory import rules
from linli.foundation.territory.method import RANK_OF
from linli.foundation.territory.models import Area
from linli.foundation.territory.permissions import VIEW
from linli.foundation.territory.scoping import ids_of
from linli.foundation.territory.selectors.boundaries import boundary_warnings
from linli.foundation.territory.states import Kind
from linli.kernel.scoping import door
from linli.kernel.statements import Kept, among, hole

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from linli.foundation.methods.loader import Rules
    from linli.kernel.actor import Actor

#: Columns that lists need; boundaries are large and stay behind.
_LIGHT = ("boundary",)


_BY_SLUG = Kept(
    lambda: Area.unscoped.filter(slug=hole("slug"), kind=Kind.COUNTY, valid_to=None).defer(*_LIGHT).order_by("id")[:1]
)
_BY_ID = Kept(lambda: Area.unscoped.filter(pk=hole("pk")).defer(*_LIGHT))


def counties() -> list[Area]:
    """All counties that exist, by code; public."""
    return list(Area.unscoped.filter(kind=Kind.COUNTY, valid_to=None).order_by("order", "code", "id").defer(*_LIGHT))


def county_by_slug(slug: str) -> Area:
    """The county with this short address; Http404 when there is none."""
    found = _BY_SLUG.first(slug=slug) if slug else None
    if found is None:
        raise Http404
    return found


def area_by_id(pk: int) -> Area:
    """An area without scope, for services and public pages; Http404 when there is none."""
    found = _BY_ID.first(pk=pk)
    if found is None:
        raise Http404
    return found


def areas_by_id(ids: Iterable[int]) -> list[Area]:
    """Areas by id, ended ones too, without scope; one statement, none for nothing."""
    wanted = list(ids)
    return list(Area.unscoped.filter(pk__in=wanted).defer(*_LIGHT)) if wanted else []


def area_names(ids: Iterable[int]) -> dict[int, str]:
    """Names of areas by id, ended ones too; one statement."""
    return dict(Area.unscoped.filter(pk__in=list(ids)).order_by().values_list("pk", "name"))


def area_for(actor: Actor, pk: int, to: str | None = None) -> Area:
    """The one door to an area: Http404 when hidden, PermissionDenied when visible but `to` isn't granted there."""
    found: Area = door(Area, actor, pk, to, "county", "parent", "compound")
    return found


def areas_for(actor: Actor, *, kinds: Iterable[str] = (), permission: str = VIEW) -> QuerySet[Area]:
    """Open areas on which the actor holds `permission`, of some kinds or all."""
    found = Area.scoped.visible_to(actor, permission).filter(valid_to=None).defer(*_LIGHT)
    return found.filter(kind__in=list(kinds)) if kinds else found


def areas_on(paths: Iterable[str]) -> dict[int, Area]:
    """The areas at the ends of these paths by id, without scope: for rows that the reader sees.

    All that is on the way up and the compounds are at hand, in one statement: joined to many rows, the tree would be read
    once for each step up.
    """
    ids = {pk for path in paths for pk in ids_of(path)}
    found = {area.pk: area for area in _ON_THE_WAY.rows(ids=list(ids))} if ids else {}
    for area in found.values():
        area.parent = found.get(area.parent_id)
    return found


@dataclass(slots=True)
class Named:
    """What naming an area takes: lists name hundreds, and a model of each would cost more than the list."""

    kind: str
    name: str
    short_name: str
    parent_id: int | None
    compound: Named | None
    parent: Named | None = None

    @property
    def label(self) -> str:
        """The short name where there is one, as of an area."""
        return self.short_name or self.name


def names_on(paths: Iterable[str]) -> dict[int, Named]:
    """As `areas_on`, with nothing but names."""
    ids = {pk for path in paths for pk in ids_of(path)}
    rows = _NAMES_ON_THE_WAY.rows(ids=list(ids)) if ids else []
    found = {
        pk: Named(kind, name, short_name, parent, Named("", compound, "", None, None) if compound else None)
        for pk, kind, name, short_name, parent, compound in rows
    }
    for area in found.values():
        area.parent = found.get(area.parent_id) if area.parent_id else None
    return found


_NAMES_ON_THE_WAY = Kept(
    lambda: (
        Area.unscoped.filter(Q(among("pk", hole("ids"))))
        .order_by()
        .values_list("pk", "kind", "name", "short_name", "parent_id", "compound__name")
    )
)


#: What naming an area and putting it on a map takes.
_NAMED = ("kind", "name", "short_name", "parent", "compound__name", "lat", "lng")
_ON_THE_WAY = Kept(
    lambda: Area.unscoped.filter(Q(among("pk", hole("ids")))).order_by().select_related("compound").only(*_NAMED)
)


def open_areas(kind: str) -> QuerySet[Area]:
    """Open areas of one kind, without scope: upper apps say themselves which of them somebody may see."""
    return Area.unscoped.filter(kind=kind, valid_to=None).defer(*_LIGHT)


def children_of(actor: Actor, area: Area) -> list[Area]:
    """Open children that the actor may see, in their order."""
    seen = Area.scoped.visible_to(actor).filter(parent=area, valid_to=None)
    found = seen.select_related("compound").defer(*_LIGHT)
    return sorted(found, key=in_order)


def drawn_children(area: Area) -> list[Area]:
    """Open children with their outlines, in the order of pictures, without scope: for who watches the whole area."""
    return _DRAWN.rows(pk=area.pk)


_DRAWN = Kept(
    lambda: (
        Area.unscoped.filter(parent_id=hole("pk"), valid_to=None)
        .order_by("order", "code", "id")
        .only("name", "short_name", "boundary")
    )
)


def in_order(area: Area) -> tuple[object, ...]:
    """How areas under one parent stand in lists: by their given place, then by code, else by name, numbers by size."""
    return area.order, rules.natural(area.code), rules.natural(area.name), area.pk


def roots_for(actor: Actor) -> list[Area]:
    """The tops of what the actor sees: a county for its centre, a street for a street office; all for the system."""
    if actor.is_system:
        return counties()
    visible = areas_for(actor)
    if actor.org_ids(VIEW):
        return list(visible.filter(pk=actor.county_id or 0))
    return list(visible.filter(path__in=actor.paths(VIEW)))


def tops_for(actor: Actor) -> list[Area]:
    """Where browsing begins: the tops of what the actor sees, each with its children."""
    tops = roots_for(actor)
    below = areas_for(actor).filter(parent__in=tops).select_related("parent")
    children: dict[int | None, list[Area]] = {}
    for area in below:
        children.setdefault(area.parent_id, []).append(area)
    return [area for top in tops for area in (top, *sorted(children.get(top.pk, ()), key=in_order))]


def tree_for(actor: Actor, root: Area | None = None) -> list[Area]:
    """Open areas that the actor sees in tree order, below (and with) `root`; without it, the tops only."""
    if root is None:
        return roots_for(actor)
    seen = Area.scoped.visible_to(actor).filter(path__startswith=root.path, valid_to=None)
    return list(seen.defer(*_LIGHT).order_by("path"))


def descendants(area: Area, kind: str | None = None, *, include_self: bool = False) -> QuerySet[Area]:
    """Open areas below, without scope: for services that know why."""
    found = Area.unscoped.filter(path__startswith=area.path, valid_to=None)
    found = found if include_self else found.exclude(pk=area.pk)
    return found.filter(kind=kind) if kind else found


def lineage(area: Area) -> list[Area]:
    """Root … parent, self; one statement."""
    return [*ancestors(area), area]


def ancestors(area: Area) -> list[Area]:
    """Root … parent; one statement, none for a root."""
    above = ids_of(area.path)[:-1]
    if not above:
        return []
    return _ABOVE.rows(ids=above)


_ABOVE = Kept(lambda: Area.unscoped.filter(Q(among("pk", hole("ids")))).defer(*_LIGHT).order_by("depth"))


def ancestor_of_kind(area: Area, *kinds: str) -> Area | None:
    """The nearest of these kinds on the way up, the area itself included."""
    return next((each for each in reversed(lineage(area)) if each.kind in kinds), None)


def ancestor_of_rank(area: Area, rank: str) -> Area | None:
    """The nearest of a rank of the method ("township", "community" …) on the way up, the area itself included."""
    return next((each for each in reversed(lineage(area)) if RANK_OF[each.kind] == rank), None)


def grid_of(area: Area) -> Area | None:
    """The grid that an area is or lies in; None above the grids."""
    return area if area.kind == Kind.GRID else ancestor_of_kind(area, Kind.GRID)


def full_name(area: Area, *, above: Sequence[Area] | None = None) -> str:
    """Names from under the county down to the area, joined; a county's own name for the county."""
    names = [each.name for each in (ancestors(area) if above is None else above)][1:]
    return "".join([*names, area.name])


def rules_of(area: Area) -> Rules:
    """The method in force in the area's county (cached by methods, see there)."""
    root = area if area.depth == 0 else area.county
    return methods.current_rules(root.method_slug)


def label_of_kind(area: Area) -> str:
    """What the county calls areas of this kind; the kind itself where the method names none."""
    level = rules_of(area).territory.level(area.kind)
    return level.label if level else str(area.kind)


def warnings_of(area: Area) -> tuple[str, ...]:
    """Words about a size outside of the method's band (L28, X15), an odd code, and a boundary that reaches out of the one
    above; warnings never refuse.
    """
    return tuple(_size_words(area) + _code_words(area) + boundary_warnings(area, area.boundary))


def _size_words(area: Area) -> list[str]:
    type_of_compound = area.compound.type if area.compound else None
    band = rules.size_band(rules_of(area).territory, area.kind, area.households, type_of_compound)
    if band is None:
        return []
    return [gettext(rules.OUTSIDE_BAND).format(name=area.name, count=area.households, low=band[0], high=band[1])]


def _code_words(area: Area) -> list[str]:
    if area.parent is None:
        return []
    stem = rules.stem_missing(area.kind, area.code, area.parent.code)
    return [gettext(rules.CODE_STEM).format(code=area.code, stem=stem, parent=area.parent.name)] if stem else []
