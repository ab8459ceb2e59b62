"""Volumes (X51): teams, posts, sessions, people and hours by area, each with the way to its rows; and the pool of rewards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page
from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncMonth

from linli.domains.volunteering.method import label_of
from linli.domains.volunteering.models import Claim, Offer, Post, Reward, Service, Shift, SignUp, Team, TeamMember
from linli.domains.volunteering.permissions import COUNTER, RUN, VIEW
from linli.domains.volunteering.selectors.public import PostRow, ShiftRow, rows_of, rules_of
from linli.domains.volunteering.states import WAS_THERE, InTeam, RewardState
from linli.engines.ledger.registry import HOURS
from linli.foundation.organizations import selectors as organizations
from linli.foundation.privacy import rls
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.scoping import paged

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

MOST = 200


@dataclass(frozen=True, slots=True)
class Volumes:
    """Figures of an area in a year. `people` are those in teams now; `times` how often somebody was there; `claims` of posts."""

    teams: int
    people: int
    posts: int
    claims: int
    sessions: int
    times: int
    minutes: int
    quantities: tuple[tuple[str, str, int], ...]

    @property
    def spent(self) -> str:
        """Hours and minutes as people read them: 1:30."""
        return HOURS.shown(self.minutes)


@dataclass(frozen=True, slots=True)
class OfferRow:
    """An offer with how many wait for being fetched and how many were."""

    offer: Offer
    kind: str
    held: int
    fetched: int


def here_for(actor: Actor, area: int | None = None) -> Any:
    """The area that is asked about, else the top of the actor's own ground; None without ground, Http404 for a hidden one."""
    if area is not None:
        return territory.area_for(actor, area, to=VIEW)
    granted = territory.granted_area(actor, VIEW)
    return granted[0] if granted else None


def volumes(area: Any, year: int) -> Volumes:
    """Figures below an area that was fetched in scope: numbers, nobody's name. Teams, people and posts count as of now."""
    first, after = _year(year)
    below = Q(area__path__startswith=area.path)
    with rls.everywhere():
        shifts = Shift.unscoped.filter(below, starts_at__gte=first, starts_at__lt=min(after, clock.now()))
        there = SignUp.unscoped.filter(shift__in=shifts, state__in=WAS_THERE)
        held = shifts.filter(pk__in=there.values("shift"))
        hours = Service.unscoped.filter(below, taken_back_at=None, starts_at__gte=first, starts_at__lt=after)
        members = TeamMember.unscoped.filter(below, state=InTeam.IN, team__closed_at=None)
        return Volumes(
            Team.unscoped.filter(below, closed_at=None).count(),
            members.values("volunteer").order_by().distinct().count(),
            Post.unscoped.filter(below, closed_at=None).count(),
            Claim.unscoped.filter(below, until=None).count(),
            held.count(), there.count(), int(hours.aggregate(sum=Sum("minutes", default=0))["sum"]),
            _quantities(area, held),
        )  # fmt: skip


def hours_by_month(area: Any, kinds: Iterable[str], since: date) -> dict[date, tuple[int, int]]:
    """Minutes confirmed in sessions of teams of these kinds below an area, and of how many people, by first day of the month in which
    they were; from `since` on. Numbers, nobody's name.
    """
    with rls.everywhere():
        found = Service.unscoped.filter(
            area__path__startswith=area.path, taken_back_at=None, starts_at__gte=datetime.combine(since, time.min, clock.ZONE),
            sign_up__shift__activity__team__kind__in=list(kinds),
        )  # fmt: skip
        counted = found.order_by().annotate(month=TruncMonth("starts_at", tzinfo=clock.ZONE)).values_list("month")
        rows = counted.annotate(sum=Sum("minutes"), people=Count("volunteer", distinct=True))
        return {month.date(): (minutes, people) for month, minutes, people in rows}


def _quantities(area: Any, shifts: Any) -> tuple[tuple[str, str, int], ...]:
    """Sums by quantity of the method: label, unit, amount."""
    sums: dict[str, int] = {}
    for found in shifts.exclude(quantities={}).order_by().values_list("quantities", flat=True):
        for code, amount in found.items():
            sums[code] = sums.get(code, 0) + amount
    kinds = rules_of(area).quantities
    return tuple((kind.label, kind.unit, sums[code]) for code, kind in kinds.items() if code in sums)


def posts_taken(people: Any) -> tuple[int, int]:
    """How many of these people (ids, or a condition that gives them) have a service post, and how many posts they have taken in all
    (X43: several may take the same one). Numbers alone; it is asked inside the reach in which `people` may be read.
    """
    held = Claim.unscoped.filter(until=None, volunteer__person__in=people).order_by()
    found = held.aggregate(people=Count("volunteer", distinct=True), claims=Count("pk"))
    return found["people"], found["claims"]


def sessions_page(actor: Actor, area: Any, year: int, number: str | None = None) -> tuple[Page, list[ShiftRow]]:
    """Shifts of a year below an area in scope, the newest first: the rows behind sessions, times and hours; coming ones too."""
    first, after = _year(year)
    found = Shift.scoped.visible_to(actor).filter(
        area__path__startswith=area.path, starts_at__gte=first, starts_at__lt=after
    )
    page = paged(found.order_by("-starts_at", "-pk"), number)
    keys = [one.pk for one in page]
    return page, rows_of(area, Shift.unscoped.filter(pk__in=keys).order_by("-starts_at", "-pk"))


def posts_page(actor: Actor, area: Any) -> list[PostRow]:
    """Open service posts below an area in scope, with how many have taken them."""
    rows = Post.scoped.visible_to(actor).filter(area__path__startswith=area.path, closed_at=None).select_related("area")
    found = list(rows.order_by("title", "pk")[:MOST])
    with rls.everywhere():
        held = Claim.unscoped.filter(post__in=found, until=None).order_by()
        counts = dict(held.values_list("post").annotate(count=Count("pk")))
    return [PostRow(one, counts.get(one.pk, 0), mine=False) for one in found]


def offers_page(actor: Actor, number: str | None = None) -> tuple[Page, list[OfferRow]]:
    """The pool at the actor's places, open offers first."""
    found = Offer.scoped.visible_to(actor).select_related("organization", "county")
    page = paged(found.order_by("closed_at", "price", "pk"), number)
    with rls.everywhere():
        asked = Reward.unscoped.filter(offer__in=[one.pk for one in page]).order_by().values_list("offer")
        counts = {
            pk: (held, fetched)
            for pk, held, fetched in asked.annotate(
                held=Count("pk", filter=Q(state=RewardState.HELD)),
                fetched=Count("pk", filter=Q(state=RewardState.REDEEMED)),
            )
        }
    counties = {one.county_id: one.county for one in page}
    rewards = {pk: rules_of(county).rewards for pk, county in counties.items()}
    return page, [
        OfferRow(one, label_of(rewards[one.county_id], one.kind), *counts.get(one.pk, (0, 0))) for one in page
    ]


def partner_choices(actor: Actor) -> list[tuple[int, str]]:
    """Organizations at the actor's places that may put something into the pool, by name."""
    paths = actor.paths(RUN)
    seen = organizations.organizations_for(actor).order_by("name", "pk").values_list("pk", "name", "area__path")
    return [(pk, name) for pk, name, path in seen if any(path.startswith(own) for own in paths)]


def handed_out(actor: Actor) -> list[Reward]:
    """What the actor's own counters handed out since yesterday, the newest first; whose it was isn't said."""
    since = datetime.combine(clock.today() - timedelta(days=1), time.min, clock.ZONE)
    with rls.everywhere():
        rows = Reward.unscoped.filter(
            offer__organization__in=actor.org_ids(COUNTER), state=RewardState.REDEEMED, fetched_at__gte=since
        )
        return list(rows.select_related("offer").order_by("-fetched_at", "-pk")[:MOST])


def area_choices(actor: Actor) -> list[tuple[int, str]]:
    """Areas at which the actor sets up teams and posts: down to grids."""
    found = territory.areas_for(actor, permission=RUN).exclude(kind__in=("building", "stairwell"))
    return [(one.pk, one.name) for one in found.order_by("path")[:2000]]


def _year(year: int) -> tuple[datetime, datetime]:
    begin, end = date(year, 1, 1), date(year + 1, 1, 1)
    return datetime.combine(begin, time.min, clock.ZONE), datetime.combine(end, time.min, clock.ZONE)
