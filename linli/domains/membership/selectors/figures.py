"""Figures of the members that an actor may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count

from linli.domains.membership.models import CheckIn, Membership
from linli.domains.membership.rules import Share
from linli.domains.membership.selectors._reach import across_bodies, naming_nobody, within_county
from linli.domains.membership.selectors.members import narrowed
from linli.foundation.organizations import selectors as organizations
from linli.foundation.people import selectors as staff
from linli.kernel.actor import Actor

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linli.domains.membership.method import MembershipRules


@dataclass(frozen=True, slots=True)
class Counts:
    """Members by what is to be done about them; `kinds` are (label, mode, how many)."""

    members: int
    should_transfer: int
    unseen: int
    short: int
    checked_in: int
    kinds: list[tuple[str, str, int]]


@within_county
def counts(actor: Actor, rules: MembershipRules) -> Counts:
    """Members that the actor may see: by kind with its mode (X22), and by list."""
    seen = Membership.scoped.visible_to(actor).filter(ends_on=None)
    by_kind = dict(seen.order_by().values_list("kind").annotate(found=Count("pk")))
    came = CheckIn.scoped.visible_to(actor).filter(membership__ends_on=None)
    on = {only: Count("pk", filter=narrowed(actor, rules, only)) for only in ("transfer", "unseen", "short")}
    listed = seen.order_by().aggregate(**on)
    return Counts(
        sum(by_kind.values()),
        listed["transfer"],
        listed["unseen"],
        listed["short"],
        came.aggregate(people=Count("membership", distinct=True))["people"],
        [(rules.label_of(code), mode.label if (mode := rules.mode_of(code)) else "", n) for code, n in by_kind.items()],
    )


@within_county
def shares(actor: Actor, rules: MembershipRules) -> list[Share]:
    """The method's shares (Q25) on the ground of the actor's organizations: holders of the posts, and office members among them.

    Who is a member is known where a card was named; others count as none.
    """
    ground = organizations.ground_of(actor.org_ids("membership.view"))
    office = Membership.unscoped.filter(ends_on=None, kind__in=rules.office(), card__isnull=False)
    found = []
    with across_bodies():
        for share in rules.shares.values():
            holders = staff.cards_holding(share.posts, ground)
            part = office.filter(card__in=holders).count()
            found.append(Share(share.label, part, holders.count(), share.above))
    return found


def members_by_body(county_id: int, bodies: Iterable[int]) -> dict[int, int]:
    """How many people have their membership in each of these organizations itself (Q38, X43); those without any are left out. Sums over
    several count each person once, since nobody has two memberships. Numbers alone, for whoever may look at the organizations.
    """
    with naming_nobody(county_id):
        home = Membership.unscoped.filter(ends_on=None, organization__in=list(bodies)).order_by()
        return dict(home.values_list("organization").annotate(found=Count("pk")))


def people_of(bodies: Iterable[int]) -> Any:
    """Ids of the people whose membership lies in these organizations, for the condition of a count that names nobody. It is read inside
    `naming_nobody`.
    """
    return Membership.unscoped.filter(ends_on=None, organization__in=list(bodies)).values("person")
