"""Becoming a volunteer, teams and their keepers' word, the public board, and leaving again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from linli.domains.selfservice import selectors as own
from linli.domains.selfservice import services as consents
from linli.domains.volunteering import events, rules
from linli.domains.volunteering.method import BOARD_CONSENT, CONSENT, label_of
from linli.domains.volunteering.models import Certificate, Claim, SignUp, Team, TeamMember, Volunteer
from linli.domains.volunteering.permissions import KEEP
from linli.domains.volunteering.services import _base
from linli.domains.volunteering.services.signing import take_off
from linli.domains.volunteering.states import IN_TEAM, At, InTeam
from linli.foundation.audit.services import record
from linli.kernel import clock
from linli.kernel.errors import RuleBroken
from linli.kernel.scoping import keep_in_scope

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

_LIVE = (InTeam.ASKED, InTeam.IN)


@_base.changes
def join(*, person: Any, team: Team, agreed: bool) -> TeamMember:
    """Agree to the text and ask a team. Who was a volunteer before goes on with the hours that were kept.

    Raises RuleBroken volunteering.consent_needed, volunteering.too_young, and as `ask_team`.
    """
    if not agreed:
        raise RuleBroken("volunteering.consent_needed")
    from_age = _base.rules_at(person.area).join.from_age
    if person.born_on and rules.age_on(person.born_on, clock.today()) < from_age:
        raise RuleBroken("volunteering.too_young", age=from_age)
    actor = _base.resident(person.county_id)
    consents.give_consents(actor, person=person, area=person.area, codes=(CONSENT,), channel="phone")
    row = _base.volunteer_of(person, held=True) or _made(person)
    return _asked(actor, row, team)


@_base.changes
def ask_team(*, person: Any, team: Team) -> TeamMember:
    """Ask another team. Raises RuleBroken volunteering.not_a_volunteer, volunteering.in_already, volunteering.closed."""
    return _asked(_base.resident(person.county_id), _base.present(person), team)


@_base.changes
def decide_member(actor: Actor, *, member: TeamMember, taken: bool, role: str, reason: str = "") -> TeamMember:
    """The keeper takes somebody in, in a role, or refuses with a reason. Raises RuleBroken volunteering.decided_already,
    volunteering.reason_needed, volunteering.unknown_kind; OutOfScope.
    """
    keep_in_scope(actor, member, KEEP)
    row: TeamMember = TeamMember.unscoped.select_for_update(of=("self",)).select_related("area").get(pk=member.pk)
    if row.state != InTeam.ASKED:
        raise RuleBroken("volunteering.decided_already")
    roles = _base.rules_at(row.area).roles
    if role not in roles:
        raise RuleBroken("volunteering.unknown_kind")
    row.state, row.role = (InTeam.IN if taken else InTeam.REFUSED), role
    row.reason = "" if taken else _base.reason_of(reason)
    row.decided_at, row.decided_by = clock.now(), actor.label
    row.save(update_fields=["state", "role", "reason", "decided_at", "decided_by"])
    told = events.MemberDecided(gettext(IN_TEAM[InTeam(row.state)]), label_of(roles, role))
    record(actor, told, subject=row, county_id=row.county_id)
    return row


@_base.changes
def leave_team(*, person: Any, member: TeamMember) -> None:
    """One team less; the others, and what was signed up for, stay. Twice is once."""
    mine = _base.present(person)
    TeamMember.unscoped.filter(pk=member.pk, volunteer=mine, state__in=_LIVE).update(state=InTeam.OUT)


@_base.changes
def leave(*, person: Any, keep_hours: bool) -> None:
    """Take the agreement back. With `keep_hours` confirmed hours stay for a certificate; without, the link to them is cut at once,
    and with it the points are gone. Raises RuleBroken volunteering.not_a_volunteer.
    """
    row = _base.present(person)
    for consent in own.consents_of(person):
        if consent.code == CONSENT and consent.withdrawn_at is None:
            consents.withdraw_consent(person=person, consent=consent)  # which comes back through `end_for`
    _end(row)
    if not keep_hours:
        cut(row)


def end_for(person: Any) -> None:
    """Called inside the transaction in which the agreement was taken back, from whichever page; twice is once."""
    row = _base.volunteer_of(person, held=True)
    if row is not None:
        _end(row)


@_base.changes
def stand_on_board(*, person: Any) -> None:
    """Want to stand on the public board (X47), by an agreement of its own."""
    row = _base.present(person)
    actor = _base.resident(person.county_id)
    consents.give_consents(actor, person=person, area=person.area, codes=(BOARD_CONSENT,), channel="phone")
    Volunteer.unscoped.filter(pk=row.pk).update(on_board=True)


@_base.changes
def leave_board(*, person: Any) -> None:
    """Not on the board any more, at once."""
    for consent in own.consents_of(person):
        if consent.code == BOARD_CONSENT and consent.withdrawn_at is None:
            consents.withdraw_consent(person=person, consent=consent)
    off_board(person)


def off_board(person: Any) -> None:
    """As `end_for`, for the board's agreement."""
    Volunteer.unscoped.filter(person=person).update(on_board=False)


def cut(row: Volunteer) -> None:
    """Cut the link to the person, once they left: what was done stays as numbers without a name."""
    Volunteer.unscoped.filter(pk=row.pk).exclude(left_at=None).update(person=None)
    Certificate.unscoped.filter(volunteer=row).update(masked_name="")


def _made(person: Any) -> Volunteer:
    """The row of who kept their hours, else a new one."""
    before: Volunteer | None = Volunteer.unscoped.filter(person=person).order_by("-pk").first()
    row = before or Volunteer(county_id=person.county_id, person=person)
    row.area_id, row.joined_at, row.left_at = person.area_id, clock.now(), None
    row.save()
    record(_base.resident(person.county_id), events.Joined(), subject=row, county_id=row.county_id)
    return row


def _asked(actor: Actor, row: Volunteer, team: Team) -> TeamMember:
    if team.closed_at is not None or team.county_id != row.county_id:
        raise RuleBroken("volunteering.closed")
    if TeamMember.unscoped.filter(team=team, volunteer=row, state__in=_LIVE).exists():
        raise RuleBroken("volunteering.in_already")
    role = next(iter(_base.rules_at(team.area).roles))
    member: TeamMember = TeamMember.unscoped.create(
        county_id=team.county_id, area_id=team.area_id, team=team, volunteer=row, role=role, asked_at=clock.now()
    )
    record(actor, events.MemberDecided(gettext(IN_TEAM[InTeam.ASKED]), ""), subject=member, county_id=row.county_id)
    return member


def _end(row: Volunteer) -> None:
    """Out of every team, post and list that lies ahead; what was done stays."""
    if row.left_at is not None:
        return
    now = clock.now()
    row.left_at, row.on_board = now, False
    row.save(update_fields=["left_at", "on_board"])
    TeamMember.unscoped.filter(volunteer=row, state__in=_LIVE).update(state=InTeam.OUT)
    Claim.unscoped.filter(volunteer=row, until=None).update(until=now)
    ahead = SignUp.unscoped.filter(volunteer=row, state__in=(At.WAITING, At.SIGNED), shift__ends_at__gt=now)
    for shift_id, pk in ahead.order_by("shift_id").values_list("shift_id", "pk"):
        take_off(_base.held_shift(shift_id), pk)
    record(_base.resident(row.county_id), events.Left(), subject=row, county_id=row.county_id)
