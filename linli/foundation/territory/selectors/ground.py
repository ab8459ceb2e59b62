"""Where reports come from: asked each time one comes in, so that the SQL is kept, and what belongs together is one statement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, Func, OuterRef, Subquery
from django.http import Http404

from linli.foundation.methods import selectors as methods
from linli.foundation.territory.models import Area, AreaCode, CompoundCover
from linli.foundation.territory.selectors import tree
from linli.foundation.territory.states import Kind
from linli.kernel import clock
from linli.kernel.statements import Kept, among, hole

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from linli.foundation.methods.loader import Rules
    from linli.kernel.actor import Actor


def county_with_rules(slug: str) -> tuple[Area, Rules]:
    """A county and the rules that hold in it now, in one statement; Http404 when there is no such county."""
    found = _BY_SLUG.first(slug=slug, day=clock.today()) if slug else None
    if found is None:
        raise Http404
    return found, _rules(found)


def granted_area(actor: Actor, permission: str) -> tuple[Area, Rules] | None:
    """The lowest open area at which the actor holds a permission by area, with its county and compound, and the rules that
    hold there now. One statement; None for who has no such place.
    """
    paths = actor.paths(permission)
    found = _AT.first(paths=list(paths), day=clock.today()) if paths else None
    return (found, _rules(found)) if found is not None else None


def areas_in(parent: Area, most: int) -> list[Area]:
    """Open children without scope, in their order, at most so many, each with its compound."""
    return _IN.rows(parent=parent.pk)[:most]


def area_in(parent: Area, pk: int) -> Area | None:
    """One open child with its compound; None for an area that lies elsewhere."""
    return _ONE_IN.first(parent=parent.pk, pk=pk)


def area_at(county: Area, pk: int) -> Area | None:
    """An open area of a county, without scope, with its compound and, as `above`, the names of the areas between the county and
    it; None for one that lies elsewhere.
    """
    return _IN_COUNTY.first(county=county.pk, pk=pk)


def area_by_foreign_code(county: Area, system: str, code: str) -> Area | None:
    """The open area that carries a code of some system in this county, with its compound."""
    return _BY_CODE.first(county=county.pk, system=system, code=code)


def _rules(area: Any) -> Rules:
    """Those of the release that was read with the area."""
    return tree.rules_of(area) if area.release is None else methods.rules_for(area.release)


def _open() -> QuerySet[Area]:
    covered = Exists(CompoundCover.unscoped.filter(area=OuterRef("pk")))
    return Area.unscoped.filter(valid_to=None).annotate(is_covered=covered).select_related("compound").defer("boundary")


class _IdsOf(Func):
    """The ids in a path."""

    template = "string_to_array(rtrim(%(expressions)s, '.'), '.')::bigint[]"


def _with_names() -> QuerySet[Area]:
    between = Area.unscoped.filter(
        among("pk", _IdsOf(OuterRef("path"))), parent__isnull=False, depth__lt=OuterRef("depth")
    )
    return _open().annotate(above=ArraySubquery(between.order_by("depth").values("name")))


def _children() -> QuerySet[Area]:
    return _open().filter(parent_id=hole("parent")).order_by("order", "code", "id")


def _county() -> QuerySet[Area]:
    found = Area.unscoped.filter(slug=hole("slug"), kind=Kind.COUNTY, valid_to=None).defer("boundary")
    return found.annotate(release=methods.held_release("method_slug", hole("day")))


def _granted() -> QuerySet[Area]:
    # found first and joined then: for any number of paths PostgreSQL would read every compound of the installation
    lowest = Area.unscoped.filter(among("path", hole("paths")), valid_to=None).order_by("-depth", "-id").values("pk")
    found = _open().filter(pk=Subquery(lowest[:1])).select_related("county").defer("boundary", "county__boundary")
    return found.annotate(release=methods.held_release("county__method_slug", hole("day")))


def _coded() -> QuerySet[Area]:
    codes = AreaCode.unscoped.filter(county_id=hole("county"), system=hole("system"), code=hole("code"))
    return _open().filter(pk__in=codes.values("area_id")).order_by("pk")[:1]


_BY_SLUG = Kept(_county)
_BY_CODE = Kept(_coded)
_AT = Kept(_granted)
_IN = Kept(_children)
_ONE_IN = Kept(lambda: _children().filter(pk=hole("pk")))
_IN_COUNTY = Kept(lambda: _with_names().filter(pk=hole("pk"), county_id=hole("county")))
