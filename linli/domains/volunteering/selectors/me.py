"""What a volunteer reads about themselves. The resident's session is the reach: one person, never a list of people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404

from linli.domains.volunteering import codes, entries
from linli.domains.volunteering.method import label_of
from linli.domains.volunteering.models import Certificate, Reward, Service, Shift, SignUp, TeamMember, Volunteer
from linli.domains.volunteering.selectors.public import rules_of
from linli.domains.volunteering.states import BY, HOURS, POINTS, At, By, InTeam, RewardState
from linli.engines.ledger import selectors as ledger
from linli.engines.ledger.registry import unit
from linli.foundation.privacy import rls
from linli.kernel import clock

#: So many past lines are shown; the certificate has all.
MOST = 50


@dataclass(frozen=True, slots=True)
class Amount:
    """What somebody has of a unit in words: to spend, on hold ("" for nothing), and the last movements."""

    has: str
    held: str
    rows: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class MyTeam:
    """One of my teams with my role as the method calls it."""

    member: TeamMember
    role: str


@dataclass(frozen=True, slots=True)
class Mine:
    """Everything of one volunteer. `ahead` are lists of shifts that haven't ended, `past` the others."""

    volunteer: Volunteer
    teams: list[MyTeam]
    hours: Amount
    points: Amount
    ahead: list[SignUp]
    past: list[SignUp]
    services: list[Service]
    rewards: list[Reward]
    papers: list[Certificate]

    @property
    def approved(self) -> bool:
        """Whether a team has taken them in."""
        return any(one.member.state == InTeam.IN for one in self.teams)


def volunteer_of(person: Any) -> Volunteer | None:
    """The present volunteer behind a person; None for who isn't one."""
    with rls.everywhere():
        rows = Volunteer.unscoped.filter(person=person, left_at=None).select_related("area__county", "county")
        found: Volunteer | None = rows.first()
    return found


def kept_hours(person: Any) -> bool:
    """Whether hours of somebody who isn't a volunteer any more are kept for a certificate."""
    with rls.everywhere():
        return bool(Service.unscoped.filter(volunteer__person=person, taken_back_at=None).exists())


def mine(person: Any) -> Mine | None:
    """The page of a person's own volunteering; None for who isn't a volunteer."""
    row = volunteer_of(person)
    if row is None:
        return None
    with rls.everywhere():
        lists = list(_lists(row)[:MOST])
        services = list(Service.unscoped.filter(volunteer=row).order_by("-starts_at", "-pk")[:MOST])
        rewards = list(
            Reward.unscoped.filter(volunteer=row).select_related("offer__organization").order_by("-pk")[:MOST]
        )
        return Mine(
            row, _teams(row), _amount(row, HOURS), _amount(row, POINTS),
            sorted((one for one in lists if _is_ahead(one)), key=lambda one: (one.shift.starts_at, one.pk)),
            [one for one in lists if not _is_ahead(one)], services, rewards, papers_of(person),
        )  # fmt: skip


def papers_of(person: Any) -> list[Certificate]:
    """Certificates of a person, the newest first; also of who isn't a volunteer any more."""
    with rls.everywhere():
        return list(Certificate.unscoped.filter(volunteer__person=person).order_by("-pk")[:MOST])


def own_sign_up(person: Any, pk: int) -> SignUp:
    """A person's own line of a list; Http404 for anybody else's."""
    rows = SignUp.unscoped.select_related("shift__activity", "county", "area")
    found: SignUp = _own(rows.filter(pk=pk, volunteer__person=person, volunteer__left_at=None))
    return found


def own_line(person: Any, shift: Shift) -> SignUp | None:
    """A person's own line of a shift; None when they aren't on the list."""
    with rls.everywhere():
        rows = SignUp.unscoped.filter(shift=shift, volunteer__person=person, volunteer__left_at=None)
        found: SignUp | None = rows.exclude(state=At.CANCELLED).first()
    return found


def own_lines(person: Any, shifts: list[int]) -> dict[int, SignUp]:
    """A person's own lines of some shifts, by shift."""
    with rls.everywhere():
        rows = SignUp.unscoped.filter(shift__in=shifts, volunteer__person=person, volunteer__left_at=None)
        return {one.shift_id: one for one in rows.exclude(state=At.CANCELLED)}


def own_member(person: Any, pk: int) -> TeamMember:
    """A person's own place in a team; Http404 for anybody else's."""
    found: TeamMember = _own(TeamMember.unscoped.filter(pk=pk, volunteer__person=person))
    return found


def own_reward(person: Any, pk: int) -> Reward:
    """A person's own reward; Http404 for anybody else's."""
    rows = Reward.unscoped.select_related("offer__organization", "county").filter(pk=pk, volunteer__person=person)
    found: Reward = _own(rows)
    return found


def own_paper(person: Any, pk: int) -> Certificate:
    """A person's own certificate; Http404 for anybody else's."""
    found: Certificate = _own(Certificate.unscoped.select_related("county").filter(pk=pk, volunteer__person=person))
    return found


def code_of(reward: Reward) -> str:
    """What is shown at the counter; "" when there is nothing to fetch any more."""
    return codes.reward_code(reward.pk) if reward.state == RewardState.HELD and reward.ends_at >= clock.now() else ""


def by_label(sign_up: SignUp) -> str:
    """The msgid of what proved that somebody was there; "" when nothing did."""
    return BY[By(sign_up.came_by)] if sign_up.came_by else ""


def _own(rows: Any) -> Any:
    with rls.everywhere():
        found = rows.first()
    if found is None:
        raise Http404
    return found


def _lists(row: Volunteer) -> Any:
    found = SignUp.unscoped.filter(volunteer=row).exclude(state=At.CANCELLED).select_related("shift__activity")
    return found.order_by("-shift__starts_at", "-pk")


def _is_ahead(one: SignUp) -> bool:
    return one.shift.ends_at > clock.now() and one.shift.activity.closed_at is None


def _teams(row: Volunteer) -> list[MyTeam]:
    found = TeamMember.unscoped.filter(volunteer=row).exclude(state=InTeam.OUT).select_related("team").order_by("pk")
    roles = rules_of(row.area).roles
    return [MyTeam(one, label_of(roles, one.role)) for one in found]


def _amount(row: Volunteer, code: str) -> Amount:
    account = ledger.own_account(county_id=row.county_id, kind=entries.VOLUNTEER.code, owner_id=row.pk, unit=code)
    measure = unit(code)
    if account is None:
        return Amount(measure.shown(0), "", ())
    held = ledger.on_hold(account)
    rows = ledger.statement(account, size=10).rows
    return Amount(measure.shown(account.balance), measure.shown(held) if held else "", rows)
