"""Posts: made by the method's catalogue, counted by the people app."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.db import transaction

from linli.foundation.audit.services import record
from linli.foundation.organizations import events
from linli.foundation.organizations.models import Organization, Post
from linli.foundation.organizations.permissions import CHANGE
from linli.foundation.organizations.services import _checks
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.scoping import keep_in_scope

if TYPE_CHECKING:
    from linli.foundation.organizations.method import OrganizationRules
    from linli.foundation.organizations.method import Post as PostRule
    from linli.foundation.territory.models import Area

_BATCH = 2000


@transaction.atomic
def create_post(
    actor: Actor, *, kind: str, area: Area | None = None, organization: Organization | None = None, title: str = "",
    seats: int = 1,
) -> Post:  # fmt: skip
    """A post of the catalogue in an area or in an organization. Refused where the method doesn't put it there, where there
    may be one only and is one, and beyond its seats.
    """
    if (area is None) == (organization is None):
        raise RuleBroken("organizations.one_place")
    seat = area or organization.area  # type: ignore[union-attr]  # one of the two is given
    _checks.may_change(actor, seat)
    rule = rule_of(_checks.method_of(seat), kind)
    _check_place(rule, kind, area, organization)
    check_seats(rule, seats)
    row = Post.unscoped.create(
        county_id=seat.county_id, area=seat, organization=organization, kind=kind, role=rule.role, seats=seats,
        title=title.strip()[:80] or rule.label, valid_from=clock.today(),
    )  # fmt: skip
    record(actor, events.PostCreated(row.title), subject=organization or seat, county_id=seat.county_id)
    keep_in_scope(actor, row, CHANGE)
    return row


@transaction.atomic
def close_post(actor: Actor, *, post: Post) -> Post:
    """End a post that nobody holds any more. Ending it twice is one."""
    row = Post.unscoped.select_for_update(of=("self",)).select_related("area", "organization").get(pk=post.pk)
    keep_in_scope(actor, row, CHANGE)
    if row.filled:
        raise RuleBroken("organizations.post_held", count=row.filled)
    if row.valid_to is None:
        row.valid_to = clock.today()
        row.save(update_fields=["valid_to"])
        record(actor, events.PostClosed(row.title), subject=row.organization or row.area, county_id=row.county_id)
    return row


@transaction.atomic
def create_required_posts(actor: Actor, *, county: Area) -> int:
    """Every post that the method asks for and that isn't there yet, all over the county, in bulk; returns how many."""
    _checks.may_change(actor, county)
    return len(open_required(territory.descendants(county, include_self=True), _checks.method_of(county)))


def open_required(areas: Iterable[Area], method: OrganizationRules) -> list[Post]:
    """The posts that `per_area` demands in these areas and that are missing. Writes no history: see who calls."""
    wanted = {code: post for code, post in method.posts.items() if post.area and post.per_area in _DEMANDED}
    places = {area.pk: area for area in areas}
    there = Post.unscoped.filter(area__in=places, kind__in=wanted, organization=None, valid_to=None)
    found = set(there.values_list("area_id", "kind"))
    rows = [
        _new(area, code, rule)
        for area in places.values()
        for code, rule in wanted.items()
        if rule.stands_in(area.kind) and (area.pk, code) not in found
    ]
    return Post.unscoped.bulk_create(rows, batch_size=_BATCH)


def set_filled(counts: Mapping[int, int]) -> None:
    """Keep how many hold each post (id → holders); called by the people app with every change of appointments.

    Posts with the same number are set together: a county has thousands of posts and a handful of numbers.
    """
    alike = defaultdict(list)
    for pk, count in counts.items():
        alike[count].append(pk)
    for count, posts in alike.items():
        Post.unscoped.filter(pk__in=posts).update(filled=count)


def rule_of(method: OrganizationRules, kind: str) -> PostRule:
    """The catalogue's entry; RuleBroken for a post that the method doesn't know."""
    rule = method.posts.get(kind)
    if rule is None:
        raise RuleBroken("organizations.unknown_post", kind=kind)
    return rule


def check_seats(rule: PostRule, seats: int) -> None:
    """Refuse fewer than one seat, and more than the catalogue allows."""
    most = 1 if rule.per_area in ("exactly_one", "at_most_one") else rule.seats
    if seats < 1 or (most is not None and seats > most):
        raise RuleBroken("organizations.too_many_seats", post=rule.label, most=most or 0)


_DEMANDED = ("exactly_one", "at_least_one")


def _new(area: Area, code: str, rule: PostRule) -> Post:
    return Post(
        county_id=area.county_id,
        area=area,
        kind=code,
        title=rule.label,
        role=rule.role,
        seats=1,
        valid_from=clock.today(),
    )


def fits(rule: PostRule, area: Area | None, organization: Organization | None) -> bool:
    """Whether the method puts such a post in this kind of place; an organization goes before its seat."""
    if organization:
        return organization.kind in rule.organization
    return area is not None and rule.stands_in(area.kind)


def _check_place(rule: PostRule, kind: str, area: Area | None, organization: Organization | None) -> None:
    place = area or organization
    if not fits(rule, area, organization):
        raise RuleBroken("organizations.wrong_place", post=rule.label, place=place)
    there = Post.unscoped.filter(kind=kind, organization=organization, valid_to=None)
    there = there if organization else there.filter(area=area)
    if rule.per_area in ("exactly_one", "at_most_one") and there.exists():
        raise RuleBroken("organizations.post_exists", place=place, post=rule.label)
