"""Setting up: teams, activities with shifts, sessions written down afterwards, service posts and who takes them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import Http404

from linli.domains.volunteering import events, rules
from linli.domains.volunteering.models import Activity, Claim, Post, Shift, SignUp, Team, TeamMember
from linli.domains.volunteering.permissions import KEEP, RUN
from linli.domains.volunteering.services import _base
from linli.domains.volunteering.services.confirming import Line, confirm_shift
from linli.domains.volunteering.states import At, By, InTeam
from linli.foundation.audit.services import record
from linli.kernel import clock
from linli.kernel.errors import RuleBroken
from linli.kernel.scoping import keep_in_scope

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Plan:
    """What a team does together: kind by code, words, the place in words and (for checking in by position) in degrees of WGS 84."""

    kind: str
    title: str
    place: str
    words: str = ""
    lat: float | None = None
    lng: float | None = None


@_base.changes
def make_team(actor: Actor, *, area: Any, kind: str, name: str, words: str = "") -> Team:
    """A team at an area. Raises RuleBroken volunteering.unknown_kind; OutOfScope."""
    if kind not in _base.rules_at(area).teams:
        raise RuleBroken("volunteering.unknown_kind")
    row: Team = Team.unscoped.create(
        county_id=area.county_id or area.pk,
        area=area,
        kind=kind,
        name=name.strip(),
        words=words.strip(),
        made_at=clock.now(),
    )
    return _set(actor, row, row.name)


@_base.changes
def close_team(actor: Actor, *, team: Team, reason: str) -> None:
    """The team takes nobody in any more. Twice is once."""
    _close(actor, Team, team, reason)


@_base.changes
def make_activity(
    actor: Actor, *, team: Team, plan: Plan, shifts: Collection[tuple[datetime, datetime, int]]
) -> Activity:
    """An activity of a team with its first shifts (beginning, end, slots). Raises as `add_shift`, RuleBroken
    volunteering.unknown_kind, volunteering.closed.
    """
    made = _activity(actor, team, plan, RUN)
    for starts_at, ends_at, slots in shifts:
        _shift(made, starts_at, ends_at, slots)
    return made


@_base.changes
def add_shift(actor: Actor, *, activity: Activity, starts_at: datetime, ends_at: datetime, slots: int) -> Shift:
    """One more shift. Raises RuleBroken volunteering.bad_time, volunteering.closed; OutOfScope."""
    keep_in_scope(actor, activity, RUN)
    if activity.closed_at is not None:
        raise RuleBroken("volunteering.closed")
    made = _shift(activity, starts_at, ends_at, slots)
    record(actor, events.SetUp(f"{starts_at:%Y-%m-%d}"), subject=activity, county_id=activity.county_id)
    return made


@_base.changes
def call_off(actor: Actor, *, activity: Activity, reason: str) -> None:
    """The activity doesn't take place: who is on a list that hasn't begun is taken off it. Twice is once."""
    _close(actor, Activity, activity, reason)
    ahead = SignUp.unscoped.filter(shift__activity=activity, shift__starts_at__gt=clock.now())
    ahead.filter(state__in=(At.WAITING, At.SIGNED)).update(state=At.CANCELLED)


@_base.changes
def record_session(
    actor: Actor, *, team: Team, plan: Plan, starts_at: datetime, ends_at: datetime, volunteers: Collection[int],
    quantities: Mapping[str, int],
) -> Shift:  # fmt: skip
    """Group hours in one step: what a team did, with who was there for all of it; hours and points are booked at once.

    Raises RuleBroken volunteering.nobody, volunteering.not_signed (not of this team), volunteering.day_ahead, and as `make_activity`
    and `confirm_shift`; OutOfScope.
    """
    if not volunteers:
        raise RuleBroken("volunteering.nobody")
    if ends_at > clock.now():
        raise RuleBroken("volunteering.day_ahead")
    wanted = set(volunteers)
    members = TeamMember.unscoped.filter(team=team, state=InTeam.IN, volunteer__in=wanted).order_by("volunteer_id")
    found = list(members.values_list("volunteer_id", flat=True))
    if len(found) < len(wanted):
        raise RuleBroken("volunteering.not_signed")
    shift = _shift(_activity(actor, team, plan, KEEP), starts_at, ends_at, len(found))
    lists = [
        SignUp(
            county_id=shift.county_id, area_id=shift.area_id, shift=shift, volunteer_id=pk, state=At.LEFT,
            signed_at=clock.now(), came_at=starts_at, came_by=By.KEEPER, left_at=ends_at,
        )
        for pk in found
    ]  # fmt: skip
    SignUp.unscoped.bulk_create(lists)
    minutes = rules.length(starts_at, ends_at)
    confirm_shift(actor, shift=shift, lines=[Line(one.pk, minutes) for one in lists], quantities=quantities)
    return shift


@_base.changes
def make_post(actor: Actor, *, area: Any, title: str, words: str = "") -> Post:
    """A service post that volunteers may take (X43)."""
    row: Post = Post.unscoped.create(
        county_id=area.county_id or area.pk, area=area, title=title.strip(), words=words.strip(), made_at=clock.now()
    )
    return _set(actor, row, row.title)


@_base.changes
def close_post(actor: Actor, *, post: Post, reason: str) -> None:
    """Nobody takes it any more, and who has it gives it up. Twice is once."""
    _close(actor, Post, post, reason)
    Claim.unscoped.filter(post=post, until=None).update(until=clock.now())


@_base.changes
def claim_post(*, person: Any, post: Post) -> Claim:
    """Take a post; others may take the same one. Raises RuleBroken volunteering.claimed_already, volunteering.closed,
    volunteering.not_approved.
    """
    mine = _base.approved(person)
    if post.closed_at is not None or post.county_id != mine.county_id:
        raise RuleBroken("volunteering.closed")
    if Claim.unscoped.filter(post=post, volunteer=mine, until=None).exists():
        raise RuleBroken("volunteering.claimed_already")
    made: Claim = Claim.unscoped.create(
        county_id=post.county_id, area_id=post.area_id, post=post, volunteer=mine, since=clock.now()
    )
    return made


@_base.changes
def give_up_post(*, person: Any, post: Post) -> None:
    """Give a post up again. Twice is once."""
    mine = _base.present(person)
    Claim.unscoped.filter(post=post, volunteer=mine, until=None).update(until=clock.now())


def _activity(actor: Actor, team: Team, plan: Plan, permission: str) -> Activity:
    keep_in_scope(actor, team, permission)
    if team.closed_at is not None:
        raise RuleBroken("volunteering.closed")
    if plan.kind not in _base.rules_at(team.area).activities:
        raise RuleBroken("volunteering.unknown_kind")
    made: Activity = Activity.unscoped.create(
        county_id=team.county_id, area_id=team.area_id, team=team, kind=plan.kind, title=plan.title.strip(),
        words=plan.words.strip(), place=plan.place.strip(), lat=plan.lat, lng=plan.lng, made_at=clock.now(),
    )  # fmt: skip
    record(actor, events.SetUp(made.title), subject=made, county_id=made.county_id)
    return made


def _shift(activity: Activity, starts_at: datetime, ends_at: datetime, slots: int) -> Shift:
    if not rules.is_span(starts_at, ends_at):
        raise RuleBroken("volunteering.bad_time", hours=rules.LONGEST_HOURS)
    if Shift.unscoped.filter(activity=activity, starts_at=starts_at).exists():
        raise RuleBroken("volunteering.bad_time", hours=rules.LONGEST_HOURS)
    made: Shift = Shift.unscoped.create(
        county_id=activity.county_id, area_id=activity.area_id, activity=activity, starts_at=starts_at, ends_at=ends_at,
        slots=slots,
    )  # fmt: skip
    return made


def _set(actor: Actor, row: Any, words: str) -> Any:
    """A new row, if it lies where the actor may set it up, with its history."""
    keep_in_scope(actor, row, RUN)
    record(actor, events.SetUp(words), subject=row, county_id=row.county_id)
    return row


def _close(actor: Actor, model: Any, row: Any, reason: str) -> None:
    keep_in_scope(actor, row, RUN)
    words = _base.reason_of(reason)
    held = model.unscoped.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if held is None:
        raise Http404
    if held.closed_at is None:
        model.unscoped.filter(pk=row.pk).update(closed_at=clock.now())
        record(actor, events.Closed(words), subject=held, county_id=held.county_id)
