"""What everybody may read: activities, service posts, the pool of rewards, the board of those who want it, and certificates by code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from linli.domains.volunteering.method import label_of
from linli.domains.volunteering.models import (
    Activity,
    Certificate,
    Claim,
    Offer,
    Post,
    Service,
    Shift,
    SignUp,
    Team,
    TeamMember,
    Volunteer,
)
from linli.domains.volunteering.states import TAKES_SLOT, At, InTeam
from linli.engines.ledger.registry import HOURS
from linli.foundation.privacy import rls
from linli.foundation.territory import selectors as territory
from linli.kernel import clock

#: So many lines of a list at most; a county has fewer in a month.
MOST = 100


@dataclass(frozen=True, slots=True)
class ShiftRow:
    """A shift as a page shows it: slots that are free, and how many wait."""

    shift: Shift
    kind: str
    free: int
    waiting: int


@dataclass(frozen=True, slots=True)
class BoardRow:
    """Somebody who wants to stand on the board, with what they said may stand there (X47)."""

    name: str
    teams: str
    minutes: int

    @property
    def spent(self) -> str:
        """Hours and minutes as people read them: 1:30."""
        return HOURS.shown(self.minutes)


@dataclass(frozen=True, slots=True)
class PostRow:
    """A service post, how many have taken it, and whether the reader is one of them."""

    post: Post
    claims: int
    mine: bool


def rules_of(area: Any) -> Any:
    """The section of the method in force there."""
    return territory.rules_of(area).volunteering


def coming(county: Any) -> list[ShiftRow]:
    """Shifts of open activities that haven't ended, the next one first."""
    found = Shift.unscoped.filter(county=county, ends_at__gt=clock.now(), activity__closed_at=None)
    return rows_of(county, found.order_by("starts_at", "pk")[:MOST])


def shifts_of(activity: Activity) -> list[ShiftRow]:
    """All shifts of an activity, the first one first."""
    return rows_of(activity.county, Shift.unscoped.filter(activity=activity).order_by("starts_at", "pk")[:MOST])


def rows_of(county: Any, shifts: QuerySet[Shift]) -> list[ShiftRow]:
    """Shifts with the counts of their lists: two statements, whatever their number."""
    found = list(shifts.select_related("activity__team", "area"))
    with rls.everywhere():  # numbers, nobody's name
        lists = SignUp.unscoped.filter(shift__in=[one.pk for one in found]).order_by().values_list("shift")
        counts = {
            pk: (taken, waiting)
            for pk, taken, waiting in lists.annotate(
                taken=Count("pk", filter=Q(state__in=TAKES_SLOT)), waiting=Count("pk", filter=Q(state=At.WAITING))
            )
        }
    kinds = rules_of(county).activities
    return [_row(one, label_of(kinds, one.activity.kind), *counts.get(one.pk, (0, 0))) for one in found]


def _row(shift: Shift, kind: str, taken: int, waiting: int) -> ShiftRow:
    return ShiftRow(shift, kind, max(0, shift.slots - taken), waiting)


def team_choices(county: Any) -> list[tuple[int, str]]:
    """Open teams of a county with their place, by name."""
    found = Team.unscoped.filter(county=county, closed_at=None).select_related("area").order_by("name", "pk")
    return [(one.pk, f"{one.name}（{one.area.name}）") for one in found]


def open_posts(county: Any, mine: Volunteer | None = None) -> list[PostRow]:
    """Service posts of a county that may be taken, and how many have."""
    found = list(
        Post.unscoped.filter(county=county, closed_at=None).select_related("area").order_by("title", "pk")[:MOST]
    )
    with rls.everywhere():
        held = Claim.unscoped.filter(post__in=found, until=None).order_by()
        counts = dict(held.values_list("post").annotate(count=Count("pk")))
        own = set(held.filter(volunteer=mine).values_list("post", flat=True)) if mine else set()
    return [PostRow(one, counts.get(one.pk, 0), one.pk in own) for one in found]


def open_offers(county: Any) -> list[tuple[str, list[Offer]]]:
    """What may be asked for today, by kind of the method; sold out ones too, so that people see what there was."""
    today = clock.today()
    found = Offer.unscoped.filter(county=county, closed_at=None, starts_on__lte=today)
    found = found.filter(Q(ends_on=None) | Q(ends_on__gte=today)).select_related("organization")
    by_kind: dict[str, list[Offer]] = {}
    for one in found.order_by("price", "pk")[:MOST]:
        by_kind.setdefault(one.kind, []).append(one)
    kinds = rules_of(county).rewards
    return [
        (label_of(kinds, code), by_kind[code]) for code in (*kinds, *(set(by_kind) - set(kinds))) if code in by_kind
    ]


def board(county: Any) -> list[BoardRow]:
    """Those who want to stand there, with hours of this year that were confirmed; the most hours first, equals by name."""
    year = clock.today().year
    begin = datetime(year, 1, 1, tzinfo=clock.ZONE)
    this_year = Q(taken_back_at=None, starts_at__gte=begin, hours_entry__reversed_by=None)
    teams = TeamMember.unscoped.filter(state=InTeam.IN).select_related("team").order_by("pk")
    with rls.everywhere():
        shown = Volunteer.unscoped.filter(county=county, on_board=True, left_at=None).values_list("pk", "person__name")
        names = dict(shown[:MOST])
        hours = Service.unscoped.filter(this_year, volunteer__in=names).order_by().values_list("volunteer")
        minutes = dict(hours.annotate(sum=Sum("minutes")))
        of: dict[int, list[str]] = {}
        for row in teams.filter(volunteer__in=names):
            of.setdefault(row.volunteer_id, []).append(row.team.name)
    rows = [BoardRow(name, "、".join(of.get(pk, ())), minutes.get(pk, 0)) for pk, name in names.items()]
    return sorted(rows, key=lambda row: (-row.minutes, row.name))


def certificate_by(number: str, code: str) -> Certificate | None:
    """The certificate with this number and code; None where they don't belong together."""
    with rls.everywhere():
        found: Certificate | None = Certificate.unscoped.filter(number=number.strip().upper()).first()
    fits = found is not None and compare_digest(found.code.encode(), code.strip().upper().encode())
    return found if fits else None
