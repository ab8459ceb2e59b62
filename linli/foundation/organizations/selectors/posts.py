"""Posts: where they are, which are vacant, and where the method asks for more people than there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F, Sum
from django.http import Http404

from linli.foundation.organizations.models import Organization, Post
from linli.foundation.organizations.permissions import VIEW
from linli.foundation.territory import selectors as territory
from linli.foundation.territory.method import RANK_OF
from linli.kernel.scoping import door

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from linli.foundation.organizations.method import Floor, OrganizationRules
    from linli.foundation.organizations.method import Post as PostRule
    from linli.foundation.territory.models import Area
    from linli.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A place that misses its floor, or has more than its ceiling. `mark` carries the rule's source."""

    label: str
    where: str
    place_id: int
    is_area: bool
    have: int
    want: int
    missing: int
    surplus: int
    mark: object


def post_by_id(pk: int) -> Post:
    """A post without scope, for services; Http404 when there is none."""
    found = Post.unscoped.filter(pk=pk).select_related("area", "organization", "county").first()
    if found is None:
        raise Http404
    return found


def post_for(actor: Actor, pk: int, to: str | None = None) -> Post:
    """The one door to a post: Http404 when hidden, PermissionDenied when `to` isn't granted on it."""
    found: Post = door(Post, actor, pk, to, "area", "organization", "county")
    return found


def posts_for(actor: Actor, *, kind: str = "", within: Area | None = None) -> QuerySet[Post]:
    """Open posts that the actor may see."""
    found = Post.scoped.visible_to(actor).filter(valid_to=None).select_related("area", "organization")
    found = found.filter(kind=kind) if kind else found
    return found.filter(area__path__startswith=within.path) if within else found


def posts_in(area: Area, kinds: Iterable[str] = ()) -> list[Post]:
    """Open posts of the area itself (not of organizations seated there)."""
    found = Post.unscoped.filter(area=area, organization=None, valid_to=None)
    return list((found.filter(kind__in=list(kinds)) if kinds else found).order_by("kind", "id"))


def posts_of(organization: Organization) -> list[Post]:
    """Open posts of an organization."""
    return list(Post.unscoped.filter(organization=organization, valid_to=None).order_by("kind", "id"))


def posts_of_kind(county_id: int, kinds: Iterable[str], path: str | None = None) -> QuerySet[Post]:
    """Open posts of some kinds in a county, or in a part of it."""
    found = Post.unscoped.filter(county_id=county_id, kind__in=list(kinds), valid_to=None)
    return found.filter(area__path__startswith=path) if path else found


def vacancies(actor: Actor, *, kind: str = "") -> QuerySet[Post]:
    """Posts with an empty seat that the actor may see, by kind and place (Q15)."""
    found = posts_for(actor, kind=kind).filter(filled__lt=F("seats"))
    return found.annotate(missing=F("seats") - F("filled")).order_by("kind", "area__path", "id")


def shortfalls(actor: Actor, county: Area) -> list[Shortfall]:
    """Places below a floor or above a ceiling of the method, and posts held by too few or too many (Q29, L18, Q55)."""
    method = territory.rules_of(county).organizations
    rows: list[Shortfall] = []
    for floor in method.floors.values():
        rows.extend(_floor_gaps(actor, county, method, floor))
    for code, post in method.posts.items():
        if post.per_area in ("exactly_one", "at_least_one", "at_most_one") and post.area:
            rows.extend(_per_area_gaps(actor, county, code, post))
    return sorted(rows, key=lambda row: (-row.missing, row.label, row.where))


def _floor_gaps(actor: Actor, county: Area, method: OrganizationRules, floor: Floor) -> Iterator[Shortfall]:
    codes = floor.posts or [code for code, post in method.posts.items() if post.full_time]
    column = "area_id" if floor.area else "organization_id"
    staff = _filled_by(actor, county, codes, column)
    for pk, name in _places(actor, county, floor):
        have = staff.get(pk, 0)
        missing, surplus = floor.shortfall(have), floor.surplus(have)
        if missing or surplus:
            yield Shortfall(floor.label, name, pk, bool(floor.area), have, floor.at_least, missing, surplus, floor)


def _places(actor: Actor, county: Area, floor: Floor) -> list[tuple[int, str]]:
    if floor.area:
        return _areas_where(actor, county, floor.holds_in)
    bodies = Organization.scoped.visible_to(actor, VIEW).filter(county=county, kind=floor.organization, valid_to=None)
    return list(bodies.values_list("pk", "name"))


def _areas_where(actor: Actor, county: Area, is_meant: Callable[[str], bool]) -> list[tuple[int, str]]:
    """Areas of the kinds that a rule means, as far as the actor sees them."""
    kinds = [kind for kind in RANK_OF if is_meant(kind)]
    areas = territory.areas_for(actor, kinds=kinds, permission=VIEW).filter(county=county)
    return list(areas.order_by("path").values_list("pk", "name"))


def _filled_by(actor: Actor, county: Area, codes: Iterable[str], column: str) -> dict[int, int]:
    posts = Post.scoped.visible_to(actor, VIEW).filter(county=county, kind__in=list(codes), valid_to=None)
    if column == "area_id":
        posts = posts.filter(organization=None)
    return dict(posts.order_by().values_list(column).annotate(total=Sum("filled")))


def _per_area_gaps(actor: Actor, county: Area, code: str, post: PostRule) -> Iterator[Shortfall]:
    """Only where the rule is broken: none where one is due, two where one is the most."""
    held: dict[int, int] = defaultdict(int, _filled_by(actor, county, [code], "area_id"))
    least = 0 if post.per_area == "at_most_one" else 1
    most_is_one = post.per_area != "at_least_one"
    for pk, name in _areas_where(actor, county, post.stands_in):
        have = held[pk]
        missing, surplus = max(0, least - have), max(0, have - 1) if most_is_one else 0
        if missing or surplus:
            yield Shortfall(post.label, name, pk, True, have, 1, missing, surplus, post)
