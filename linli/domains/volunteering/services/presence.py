"""Who was there: checking in by the code on site or by place and time, the keeper's word, no-shows and objections to them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext

from linli.domains.volunteering import codes, events, rules
from linli.domains.volunteering.models import Shift, SignUp, TeamMember, Volunteer
from linli.domains.volunteering.permissions import KEEP
from linli.domains.volunteering.services import _base
from linli.domains.volunteering.services.signing import take_off
from linli.domains.volunteering.states import AT, KEEPER_MOVES, At, By, InTeam, Mark, Objection
from linli.foundation.audit.services import record
from linli.foundation.privacy import rls
from linli.kernel import clock, geo
from linli.kernel.errors import RuleBroken
from linli.kernel.scoping import keep_in_scope

if TYPE_CHECKING:
    from linli.domains.volunteering.method import CheckInRule
    from linli.kernel.actor import Actor

Position = tuple[float, float]


def check_in(*, person: Any, shift: Shift, code: str = "", position: Position | None = None) -> SignUp:
    """The volunteer is there: proven by the code that the keeper shows on site, or by a position near the place, in the time of the
    shift. Twice is once. A wrong code is counted although it is refused.

    Raises RuleBroken volunteering.not_signed, volunteering.not_now, volunteering.wrong_code, volunteering.too_many_tries,
    volunteering.too_far, volunteering.no_place, volunteering.not_a_volunteer.
    """
    with transaction.atomic(), rls.everywhere():
        row = _mine_on(person, shift)
        if row.state in (At.HERE, At.LEFT):
            return row
        refusal = _refusal(row, code, position)
        if refusal is None:
            return _came(_base.resident(row.county_id), row, By.CODE if code else By.PLACE)
        if refusal.code == "volunteering.wrong_code":
            SignUp.unscoped.filter(pk=row.pk).update(tries=row.tries + 1)
    raise refusal


@_base.changes
def check_out(*, person: Any, sign_up: SignUp) -> SignUp:
    """The volunteer has gone; what is counted ends here. Twice is once; the first one counts."""
    row: SignUp = SignUp.unscoped.select_for_update(of=("self",)).get(
        pk=sign_up.pk, volunteer__person=person, volunteer__left_at=None
    )
    if row.state == At.HERE:
        _move(_base.resident(row.county_id), row, At.LEFT, left_at=clock.now())
    elif row.state != At.LEFT:
        raise RuleBroken("volunteering.cant_be", state=gettext(row.label))
    return row


@_base.changes
def mark(actor: Actor, *, sign_up: SignUp, said: Mark) -> SignUp:
    """The keeper says where somebody is. Who said that somebody didn't come stands beside it. Twice is once.

    Raises RuleBroken volunteering.cant_be, volunteering.not_now (before anybody may check in); OutOfScope.
    """
    keep_in_scope(actor, sign_up, KEEP)
    shift = _base.held_shift(sign_up.shift_id)
    row = _held(sign_up.pk)
    before, after = KEEPER_MOVES[said]
    if row.state == after:
        return row
    if row.state not in before:
        raise RuleBroken("volunteering.cant_be", state=gettext(row.label))
    now = clock.now()
    if said is Mark.EXCUSED:
        take_off(shift, row.pk, actor)
        row.state = At.CANCELLED
        return row
    early = _base.rules_at(shift.area).check_in.early_minutes
    if now < (shift.starts_at if said is Mark.MISSING else shift.starts_at - timedelta(minutes=early)):
        raise RuleBroken("volunteering.not_now", minutes=early)
    if said is Mark.CAME:
        return _came(actor, row, By.KEEPER)
    by = {"said_by": actor.label, "said_at": now} if said is Mark.MISSING else {"left_at": now}
    return _move(actor, row, after, **by)


@_base.changes
def add_to_list(actor: Actor, *, shift: Shift, volunteer: int) -> SignUp:
    """Somebody of the team who came without signing up is here. Raises RuleBroken volunteering.not_signed (not of this team),
    volunteering.signed_already, volunteering.not_now, volunteering.closed; OutOfScope.
    """
    keep_in_scope(actor, shift, KEEP)
    row = _base.held_shift(shift.pk)
    rule, now = _base.rules_at(row.area).check_in, clock.now()
    if row.activity.closed_at is not None:
        raise RuleBroken("volunteering.closed")
    if now < row.starts_at - timedelta(minutes=rule.early_minutes):
        raise RuleBroken("volunteering.not_now", minutes=rule.early_minutes)
    if not TeamMember.unscoped.filter(team=row.activity.team_id, volunteer=volunteer, state=InTeam.IN).exists():
        raise RuleBroken("volunteering.not_signed")
    if SignUp.unscoped.filter(shift=row, volunteer=volunteer).exclude(state=At.CANCELLED).exists():
        raise RuleBroken("volunteering.signed_already")
    made = SignUp(
        county_id=row.county_id, area_id=row.area_id, shift=row, volunteer_id=volunteer, state=At.HERE, signed_at=now,
        came_at=now, came_by=By.KEEPER,
    )  # fmt: skip
    made.save(force_insert=True)
    _tell(actor, made)
    return made


@_base.changes
def object_to(*, person: Any, sign_up: SignUp, why: str) -> SignUp:
    """The volunteer says that "didn't come" is wrong; a keeper answers. Twice is once. Raises RuleBroken volunteering.cant_be."""
    row: SignUp = SignUp.unscoped.select_for_update(of=("self",)).get(pk=sign_up.pk, volunteer__person=person)
    if row.state != At.MISSING:
        raise RuleBroken("volunteering.cant_be", state=gettext(row.label))
    if not row.objection:
        row.objection, row.objected_at = Objection(why), clock.now()
        row.save(update_fields=["objection", "objected_at"])
        record(_base.resident(row.county_id), events.Objected(), subject=row, county_id=row.county_id)
    return row


@_base.changes
def answer_objection(actor: Actor, *, sign_up: SignUp, right: bool, answer: str) -> SignUp:
    """Answer an objection: who is right counts as there from the beginning, and hours can be confirmed.

    Raises RuleBroken volunteering.cant_be, volunteering.decided_already, volunteering.reason_needed; OutOfScope.
    """
    keep_in_scope(actor, sign_up, KEEP)
    shift = _base.held_shift(sign_up.shift_id)
    row = _held(sign_up.pk)
    if not row.objection:
        raise RuleBroken("volunteering.cant_be", state=gettext(row.label))
    if row.answered_at is not None:
        raise RuleBroken("volunteering.decided_already")
    row.answer, row.answered_by, row.answered_at = _base.reason_of(answer), actor.label, clock.now()
    if right:
        row.state, row.came_at, row.came_by = At.LEFT, shift.starts_at, By.KEEPER
    row.save()
    record(actor, events.Answered(row.answer), subject=row, county_id=row.county_id)
    return row


def _mine_on(person: Any, shift: Shift) -> SignUp:
    """The present volunteer's own line on the list, held."""
    mine: Volunteer = _base.present(person)
    rows = SignUp.unscoped.select_for_update(of=("self",)).select_related("shift__activity", "area", "volunteer")
    row: SignUp | None = rows.filter(shift=shift, volunteer=mine).exclude(state=At.CANCELLED).first()
    if row is None or row.state == At.WAITING:
        raise RuleBroken("volunteering.not_signed")
    if row.state == At.MISSING:
        raise RuleBroken("volunteering.cant_be", state=gettext(row.label))
    return row


def _held(pk: int) -> SignUp:
    """A line of the list, held: the volunteer may check in just now."""
    row: SignUp = SignUp.unscoped.select_for_update(of=("self",)).get(pk=pk)
    return row


def _refusal(row: SignUp, code: str, position: Position | None) -> RuleBroken | None:
    """Why this doesn't prove that somebody is there; None when it does."""
    rule, shift, now = _base.rules_at(row.area).check_in, row.shift, clock.now()
    if shift.activity.closed_at is not None:
        return RuleBroken("volunteering.closed")
    if not rules.may_check_in(now, shift.starts_at, shift.ends_at, rule.early_minutes):
        return RuleBroken("volunteering.not_now", minutes=rule.early_minutes)
    if code:
        if row.tries >= rule.tries:
            return RuleBroken("volunteering.too_many_tries")
        held = codes.site_codes(shift.pk, now, rule.code_minutes)
        return None if rules.is_one_of(code, held) else RuleBroken("volunteering.wrong_code")
    return _too_far(shift, rule, position)


def _too_far(shift: Shift, rule: CheckInRule, position: Position | None) -> RuleBroken | None:
    where = shift.activity
    if not rule.by_place or where.lat is None or where.lng is None or position is None:
        return RuleBroken("volunteering.no_place")
    near = geo.metres((where.lat, where.lng), position) <= rule.metres
    return None if near else RuleBroken("volunteering.too_far")


def _came(actor: Actor, row: SignUp, by: By) -> SignUp:
    return _move(actor, row, At.HERE, came_at=clock.now(), came_by=by, said_by="", said_at=None)


def _move(actor: Actor, row: SignUp, state: At, **more: Any) -> SignUp:
    row.state = state
    for name, value in more.items():
        setattr(row, name, value)
    row.save(update_fields=["state", *more])
    _tell(actor, row)
    return row


def _tell(actor: Actor, row: SignUp) -> None:
    record(actor, events.Marked(AT[At(row.state)]), subject=row, county_id=row.county_id)
