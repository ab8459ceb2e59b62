"""What keepers of teams work with: shifts of the day, their lists, teams with those who ask, one volunteer with their hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page
from django.db.models import Count, Q

from linli.domains.volunteering import codes, rules
from linli.domains.volunteering.method import label_of
from linli.domains.volunteering.models import Service, Shift, SignUp, Team, TeamMember, Volunteer
from linli.domains.volunteering.permissions import KEEP, RUN
from linli.domains.volunteering.selectors.me import by_label
from linli.domains.volunteering.selectors.names import names_of
from linli.domains.volunteering.selectors.public import ShiftRow, rows_of, rules_of
from linli.domains.volunteering.states import KEEPER_MOVES, MARKS, OBJECTIONS, WAS_THERE, At, InTeam, Mark, Objection
from linli.foundation.privacy import rls
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.scoping import paged

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

MOST = 200


@dataclass(frozen=True, slots=True)
class ListRow:
    """Somebody on the list of a shift: what a keeper may say now, minutes by coming and going, and what was confirmed."""

    sign_up: SignUp
    name: str
    by: str
    marks: tuple[tuple[str, str], ...]
    minutes: int
    service: Service | None
    objection: str


@dataclass(frozen=True, slots=True)
class ShiftPage:
    """A shift with its list. `to_confirm` are those who were there and have no hours yet; `walk_ins` members who aren't on the list."""

    shift: Shift
    kind: str
    rows: list[ListRow]
    walk_ins: list[tuple[int, str]]
    quantities: list[tuple[str, int]]
    most: int

    @property
    def to_confirm(self) -> list[ListRow]:
        """Those whose hours can be confirmed now."""
        return [row for row in self.rows if row.service is None and row.sign_up.state in WAS_THERE]


@dataclass(frozen=True, slots=True)
class SiteCode:
    """The code that is shown on site: how many seconds it stays, and whether anybody may check in now."""

    code: str
    seconds: int
    is_time: bool
    early: int


@dataclass(frozen=True, slots=True)
class MemberRow:
    """Somebody in a team, by name."""

    member: TeamMember
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team with its numbers."""

    team: Team
    kind: str
    members: int
    asking: int


def shifts_today(actor: Actor) -> list[ShiftRow]:
    """Shifts of the actor's teams from yesterday to a week ahead: those that go on, come, or wait for their hours."""
    granted = territory.granted_area(actor, KEEP)
    if granted is None or "volunteering" not in granted[1].sections:
        return []
    today = datetime.combine(clock.today(), time.min, clock.ZONE)
    found = Shift.scoped.visible_to(actor, KEEP).filter(
        ends_at__gte=today - timedelta(days=1), starts_at__lt=today + timedelta(days=8), activity__closed_at=None
    )
    return rows_of(granted[0], found.order_by("starts_at", "pk")[:MOST])


def shift_page(actor: Actor, shift: Shift) -> ShiftPage:
    """The list of a shift that was fetched in the scope of its keeper."""
    method = rules_of(shift.area)
    with rls.reaching(actor, KEEP):
        lists = SignUp.scoped.visible_to(actor, KEEP).filter(shift=shift).exclude(state=At.CANCELLED).order_by("pk")
        found = list(lists.select_related("shift"))
        services = {one.sign_up_id: one for one in Service.unscoped.filter(sign_up__in=found, taken_back_at=None)}
        members = TeamMember.scoped.visible_to(actor, KEEP).filter(team=shift.activity.team_id, state=InTeam.IN)
        team = [
            pk for pk in members.values_list("volunteer", flat=True) if pk not in {one.volunteer_id for one in found}
        ]
    names = names_of([*(one.volunteer_id for one in found), *team])
    rows = [_list_row(shift, one, names, services.get(one.pk), method.earning.round_minutes) for one in found]
    quantities = [(label_of(method.quantities, code), amount) for code, amount in shift.quantities.items()]
    walk_ins = sorted(((pk, names[pk]) for pk in team), key=lambda one: one[1])
    kind = label_of(method.activities, shift.activity.kind)
    return ShiftPage(shift, kind, rows, walk_ins, quantities, rules.length(shift.starts_at, shift.ends_at))


def site_code(shift: Shift) -> SiteCode:
    """The code of now, for the keeper's screen on site."""
    rule, now = rules_of(shift.area).check_in, clock.now()
    is_time = rules.may_check_in(now, shift.starts_at, shift.ends_at, rule.early_minutes)
    code = codes.site_code(shift.pk, now, rule.code_minutes)
    return SiteCode(code, rules.ends_in(now, rule.code_minutes), is_time, rule.early_minutes)


def teams_page(actor: Actor, area: Any, *, number: str | None = None) -> tuple[Page, list[TeamRow]]:
    """Open teams below an area that was fetched in scope; numbers of members cost one statement."""
    found = (
        Team.scoped.visible_to(actor).filter(area__path__startswith=area.path, closed_at=None).select_related("area")
    )
    page = paged(found.order_by("name", "pk"), number)
    with rls.everywhere():  # numbers, nobody's name
        counted = TeamMember.unscoped.filter(team__in=[one.pk for one in page]).order_by().values_list("team")
        counts = {
            pk: (members, asking)
            for pk, members, asking in counted.annotate(
                members=Count("pk", filter=Q(state=InTeam.IN)), asking=Count("pk", filter=Q(state=InTeam.ASKED))
            )
        }
    kinds = rules_of(area).teams
    return page, [TeamRow(one, label_of(kinds, one.kind), *counts.get(one.pk, (0, 0))) for one in page]


def members_of(actor: Actor, team: Team) -> list[MemberRow]:
    """Who asks and who is in, those who ask first, for keepers; empty for others."""
    with rls.reaching(actor, KEEP):
        rows = TeamMember.scoped.visible_to(actor, KEEP).filter(team=team, state__in=(InTeam.ASKED, InTeam.IN))
        found = list(rows.order_by("state", "pk")[:MOST])
    names, roles = names_of(one.volunteer_id for one in found), rules_of(team.area).roles
    return [MemberRow(one, names[one.volunteer_id], label_of(roles, one.role)) for one in found]


def member_choices(actor: Actor, team: Team) -> list[tuple[int, str]]:
    """Those who are in a team, by name, for group hours."""
    found = [row for row in members_of(actor, team) if row.member.state == InTeam.IN]
    return sorted(((row.member.volunteer_id, row.name) for row in found), key=lambda one: one[1])


def services_of(actor: Actor, volunteer: Volunteer) -> list[Service]:
    """Confirmed hours of a volunteer at the actor's places, the newest first; those taken back too."""
    with rls.reaching(actor, KEEP):
        return list(
            Service.scoped.visible_to(actor, KEEP).filter(volunteer=volunteer).order_by("-starts_at", "-pk")[:MOST]
        )


def may_run(actor: Actor, area: Any) -> bool:
    """Whether teams, activities and offers there are set up by this actor."""
    return actor.reaches(RUN, area.path)


def may_keep(actor: Actor, area: Any) -> bool:
    """Whether this actor keeps the teams there."""
    return actor.reaches(KEEP, area.path)


def _list_row(shift: Shift, one: SignUp, names: dict[int, str], service: Service | None, round_to: int) -> ListRow:
    minutes = rules.minutes_served(shift.starts_at, shift.ends_at, one.came_at, one.left_at, round_to)
    marks = (
        tuple((mark.value, MARKS[mark]) for mark in Mark if one.state in KEEPER_MOVES[mark][0]) if not service else ()
    )
    objection = OBJECTIONS[Objection(one.objection)] if one.objection else ""
    return ListRow(one, names.get(one.volunteer_id, ""), by_label(one), marks, minutes, service, objection)
