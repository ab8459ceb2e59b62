"""Points of units: entered by the alliance's office with proof, counted by a second person, booked once (S19, S22)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from linli.domains.alliances import events, kinds, rules
from linli.domains.alliances.method import PointRules
from linli.domains.alliances.models import Member, Proof, Score
from linli.domains.alliances.selectors.reach import may_run, rules_at
from linli.domains.alliances.selectors.sharing import points_in
from linli.domains.alliances.services import _base
from linli.domains.alliances.states import SCORE_LABELS, SCORES, Band, Membership
from linli.domains.honours import services as honours
from linli.engines.ledger import services as ledger
from linli.foundation.audit.services import record
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel import pictures as cleaning
from linli.kernel.actor import Actor
from linli.kernel.errors import OutOfScope, RuleBroken

if TYPE_CHECKING:
    from linli.kernel.pictures import CleanPicture


@_base.changes
def enter_score(
    actor: Actor, *, member: Member, activity: str, level: str, words: str, on: date | None = None,
    photos: Iterable[CleanPicture] = (),
) -> Score:  # fmt: skip
    """The alliance's office writes down that a member unit took part in something, with words and pictures that prove it. It doesn't
    count yet, but the unit sees it.

    Raises RuleBroken alliances.not_used, .no_row, .not_a_member (a person, or not confirmed), .not_then, .too_late, .future,
    .entered_already, .about_yourself, .account_needed, .unit_ended, .words_needed, .closed; OutOfScope.
    """
    row = _base.hold_member(member.pk)
    rule, hand = _rule(actor, row), actor.hand("alliances.account_needed")
    points = rule.points_of(activity, level)
    if not points:
        raise RuleBroken("alliances.no_row")
    day = _day(row, on, rule)
    made = Score(
        county_id=row.county_id, area_id=row.area_id, alliance_id=row.alliance_id, member=row, organization=row.organization,
        on=day, activity=activity, level=level, points=points, words=_base.line(words, 300), entered_at=clock.now(),
        entered_by=actor.label[:120], entered_by_id=hand, release_id=territory.rules_of(row.alliance.area).release_id,
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        if "alliances_scored_once" not in str(error):
            raise
        raise RuleBroken("alliances.entered_already") from None
    Proof.objects.bulk_create([_kept(made, one) for one in photos])
    label = rule.activities[activity].label
    record(actor, events.Scored(label, kinds.UNIT.shown(points)), subject=made, county_id=made.county_id)
    return made


@_base.changes
def check_score(actor: Actor, *, score: Score, counts: bool, reason: str = "") -> Score:
    """A second person lets it count, which books it once, or doesn't and says why.

    Raises RuleBroken alliances.same_person, .not_now, .about_yourself, .account_needed, .words_needed; OutOfScope.
    """
    row = hold_score(score.pk)
    if not may_run(actor, row.alliance):
        raise OutOfScope(repr(row))
    hand = actor.hand("alliances.account_needed")
    not_own(actor, row.organization_id)
    if hand == row.entered_by_id:
        raise RuleBroken("alliances.same_person")
    row.reason = "" if counts else _base.line(reason, 300)
    row.checked_at, row.checked_by, row.checked_by_id = clock.now(), actor.label[:120], hand
    label = _base.move(SCORES, row, "count" if counts else "refuse", SCORE_LABELS)
    row.save(update_fields=["state", "reason", "checked_at", "checked_by", "checked_by_id"])
    record(actor, events.ScoreMoved(label, row.reason), subject=row, county_id=row.county_id)
    if counts:
        row.booking = _booked(actor, row)
        row.save(update_fields=["booking"])
        settle_honour(row)
    return row


def settle_honour(row: Score) -> None:
    """A unit above the limit is honoured for the year, and isn't any more when points were taken back (S21). The rule confers it, not
    whoever counted. Called behind the ledger, which lets one change of a unit's points in at a time.
    """
    rule = rules_at(row.alliance.area).points
    if rule is None or rule.honour is None:
        return
    year = row.on.year
    points = points_in(row.organization_id, year)
    honours.settle_standing(
        Actor.system(), organization=row.organization, code=rule.honour, period_on=date(year, 1, 1),
        earned=rules.band(points, rule) is Band.HONOURED, reason=gettext("{points} points in {year}").format(points=kinds.UNIT.shown(points), year=year),
    )  # fmt: skip


def hold_score(pk: int) -> Score:
    """A score, held until the transaction ends."""
    held = Score.unscoped.select_for_update(of=("self",)).select_related(
        "alliance__area", "organization__area__county", "county"
    )
    row: Score = held.get(pk=pk)
    return row


def not_own(actor: Actor, organization_id: int | None) -> None:
    """Raise RuleBroken alliances.about_yourself for a unit that the actor belongs to."""
    if organization_id in actor.organizations:
        raise RuleBroken("alliances.about_yourself")


def account_of(row: Score) -> Any:
    """The unit's account in the ledger; made with its first points."""
    return ledger.open_account(
        area=row.organization.area, kind=kinds.ACCOUNT.code, owner_id=row.organization_id, unit=kinds.UNIT.code
    )


def clean_proofs(files: Any, area: Any) -> tuple[CleanPicture, ...]:
    """Sent pictures, checked and written anew, before any transaction. Raises as `kernel.pictures.clean`."""
    limits = territory.rules_of(area).cases.limits
    return cleaning.clean_all(cleaning.read_uploads(files, limits), limits)


def _rule(actor: Actor, row: Member) -> PointRules:
    """The table of the method, for the office of the alliance, about a member unit."""
    if not may_run(actor, row.alliance):
        raise OutOfScope(repr(row))
    rule = rules_at(row.alliance.area).points
    if rule is None:
        raise RuleBroken("alliances.not_used")
    if row.organization is None or row.state != Membership.CONFIRMED:
        raise RuleBroken("alliances.not_a_member", name=row.who)
    _base.alive(row.county_id, row.organization)
    not_own(actor, row.organization_id)
    return rule


def _day(row: Member, on: date | None, rule: PointRules) -> date:
    day = _base.past_day(on)
    if row.joined_on is None or day < row.joined_on:
        raise RuleBroken("alliances.not_then")
    if not rules.is_in_time(day, clock.today(), rule):
        raise RuleBroken("alliances.too_late")
    return day


def _booked(actor: Actor, row: Score) -> int | None:
    """The ledger comes last: its journal is held until the end."""
    made = ledger.earn(
        actor, account=account_of(row), amount=row.points, kind=kinds.AWARD.code, key=f"alliances:{row.pk}",
        activity=f"alliances:{row.pk}", effective_at=datetime.combine(row.on, time.min, clock.ZONE),
    )  # fmt: skip
    return made.entry.pk if made.entry else None


def _kept(row: Score, picture: CleanPicture) -> Proof:
    return Proof(score=row, path=cleaning.store("alliances", str(row.pk), picture), sha256=picture.sha256)
