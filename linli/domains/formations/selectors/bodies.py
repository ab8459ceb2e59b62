"""Organizations without a territory: the list, one of them with members, founders, what these brought, and reviews (Q38, X43)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.http import Http404

from linli.domains.cobuilding import selectors as cobuilding
from linli.domains.formations.models import Formation, Founder
from linli.domains.formations.permissions import RUN
from linli.domains.formations.selectors.reach import rules_at
from linli.domains.membership import selectors as membership
from linli.domains.volunteering import selectors as volunteering
from linli.foundation.audit import selectors as audit
from linli.foundation.organizations import selectors as organizations
from linli.foundation.organizations.method import PARTY_KINDS
from linli.kernel import clock
from linli.kernel.scoping import door, paged

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from linli.domains.cobuilding.selectors import Brought
    from linli.domains.formations.method import FormationRules
    from linli.kernel.actor import Actor

#: Founders and reviews of one organization that its page shows.
MOST = 100


@dataclass(frozen=True, slots=True)
class FounderRow:
    """A founder with how many members it has, and what it brought to the three lists since it founds."""

    row: Founder
    of_place: bool
    members: int
    brought: list[Brought]


@dataclass(frozen=True, slots=True)
class Together:
    """What founders have together: members, each counted once; how many of them took service posts, and how many posts (X43)."""

    members: int
    serving: int
    posts: int


def bodies_page(
    actor: Actor,
    rules: FormationRules,
    *,
    form: str = "",
    text: str = "",
    past: bool = False,
    due: bool = False,
    number: Any = None,
) -> Any:
    """Organizations without a territory, those that exist or with `past` the dissolved ones; `due`: those to be looked at by now. `rules`
    are those of the actor's county.
    """
    found = Formation.scoped.visible_to(actor).filter(organization__valid_to__isnull=not past)
    found = found.filter(form=form) if form else found
    found = found.filter(review_on__lte=clock.today()) if due else found
    if words := text.strip()[:40]:
        found = found.filter(
            Q(organization__name__icontains=words) | Q(site__name__icontains=words) | Q(area__name__icontains=words)
        )
    found = found.select_related("organization", "site__host", "area").order_by("form", "organization__name", "pk")
    page = paged(found, number)
    today = clock.today()
    counts = _members_of(page.object_list)
    for row in page:
        rule = rules.forms.get(row.form)
        row.form_label, row.members = rules.form_label(row.form), counts.get(row.pk, 0)
        row.is_due = not past and row.review_on is not None and row.review_on <= today
        row.is_short = bool(not past and rule and rule.upkeep and row.members < rule.upkeep.at_least)
    return page


def _members_of(rows: Any) -> dict[int, int]:
    """Members by formation: its own, or those of its founders, each person once."""
    found = list(rows)
    if not found:
        return {}
    bodies: dict[int, list[int]] = {row.pk: [row.organization_id] for row in found}
    present = Founder.objects.filter(formation__in=bodies, left_on=None)
    for formation, body in present.values_list("formation", "organization"):
        bodies[formation].append(body)
    return strength(found[0].county_id, bodies)


def strength(county_id: int, groups: Mapping[int, Iterable[int]]) -> dict[int, int]:
    """How many members each group of organizations has with all below these: nobody is counted twice in a group, even where one founder
    stands above another.
    """
    wanted = {key: list(bodies) for key, bodies in groups.items()}
    families = organizations.families(county_id, {body for bodies in wanted.values() for body in bodies})
    held = membership.members_by_body(county_id, {body for family in families.values() for body in family})
    return {key: _sum(held, frozenset().union(*(families[body] for body in bodies))) for key, bodies in wanted.items()}


def _sum(held: Mapping[int, int], bodies: Iterable[int]) -> int:
    return sum(held.get(body, 0) for body in bodies)


def formation_for(actor: Actor, pk: int, to: str | None = None) -> Formation:
    """The one door to an organization without a territory: Http404 when hidden, PermissionDenied when `to` isn't granted on it."""
    row: Formation = door(Formation, actor, pk, to, "area", "county", "organization__parent", "site__host")
    return row


def founder_for(actor: Actor, pk: int, to: str | None = None) -> Founder:
    """A founder, as `formation_for`."""
    found: Founder | None = Founder.objects.filter(pk=pk).select_related("organization").first()
    if found is None:
        raise Http404
    found.formation = formation_for(actor, found.formation_id, to)
    return found


def body_page(actor: Actor, row: Formation) -> dict[str, Any]:
    """What the page of one shows beside the row, which was fetched in scope."""
    rules = rules_at(row.county)
    rule = rules.forms.get(row.form)
    is_open = row.organization.is_open
    founders, together = ([], None) if row.site_id else _founders(actor, row)
    members = together.members if together else strength(row.county_id, {row.pk: [row.organization_id]})[row.pk]
    upkeep = rule.upkeep if rule else None
    return {
        "rule": rule,
        "form_label": rules.form_label(row.form),
        "is_open": is_open,
        "members": members,
        "together": together,
        "founders": founders,
        "upkeep": upkeep,
        "is_due": is_open and row.review_on is not None and row.review_on <= clock.today(),
        "is_short": bool(is_open and upkeep and members < upkeep.at_least),
        "reviews": list(row.reviews.all()[:MOST]) if row.site_id else [],
        "may_run": is_open and actor.reaches(RUN, row.area.path),
        "sees_organization": actor.can("organizations.view"),
        "history": audit.timeline(row),
    }


def _founders(actor: Actor, row: Formation) -> tuple[list[FounderRow], Together]:
    """Those who carry it now, then those who left; what they have together is asked of the present ones alone."""
    held = row.founders.select_related("organization__parent", "organization__area").order_by(
        "left_on", "joined_on", "pk"
    )
    found = list(held[:MOST])
    present = [one.organization_id for one in found if one.left_on is None]
    families = organizations.families(row.county_id, {one.organization_id for one in found})
    all_of = frozenset().union(*(families[body] for body in present))
    with membership.naming_nobody(row.county_id):
        counts = membership.members_by_body(row.county_id, frozenset().union(*families.values()))
        serving, posts = volunteering.posts_taken(membership.people_of(all_of))
    brought = _brought(actor, found)
    rows = [
        FounderRow(one, organizations.is_of_the_place(one.organization), _sum(counts, families[one.organization_id]), brought[one.pk])
        for one in found
    ]  # fmt: skip
    return rows, Together(_sum(counts, all_of), serving, posts)


def _brought(actor: Actor, founders: list[Founder]) -> dict[int, list[Brought]]:
    """What each founder brought while it was one. A branch within a unit brings what the unit brings; one of a place, what the community
    does in which it is seated.
    """
    units = {one.pk: {one.organization_id, *_unit_of(one.organization)} for one in founders}
    places = {one.pk: one.organization.area_id for one in founders if organizations.is_of_the_place(one.organization)}
    since = min((one.joined_on for one in founders), default=clock.today())
    rows = cobuilding.brought_by(
        actor, units=[pk for own in units.values() for pk in own], places=list(places.values()), since=since
    )
    return {
        one.pk: [
            row for row in rows
            if (row.unit in units[one.pk] or (row.unit is None and row.place == places.get(one.pk))) and _while(one, row)
        ]
        for one in founders
    }  # fmt: skip


def _while(founder: Founder, row: Brought) -> bool:
    day = row.at.astimezone(clock.ZONE).date()
    return founder.joined_on <= day and (founder.left_on is None or day <= founder.left_on)


def _unit_of(body: Any) -> list[int]:
    """The unit within which a branch stands: a department, a firm."""
    return [body.parent_id] if body.parent is not None and body.parent.kind not in PARTY_KINDS else []
