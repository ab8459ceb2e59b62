"""The pool of rewards: partners' offers with stock, redeeming points for them, fetching at the counter, and what isn't fetched."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext

from linli.domains.volunteering import codes, entries, events, rules
from linli.domains.volunteering.models import Offer, Reward, Volunteer
from linli.domains.volunteering.permissions import COUNTER, RUN
from linli.domains.volunteering.services import _base
from linli.domains.volunteering.states import POINTS, REWARDS, RewardState
from linli.engines.ledger import services as ledger
from linli.engines.ledger.registry import VOLUNTEER_POINTS
from linli.foundation.audit.services import record
from linli.foundation.privacy import rls
from linli.kernel import brake, clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.months import quarter
from linli.kernel.scoping import keep_in_scope

if TYPE_CHECKING:
    from linli.domains.volunteering.method import RedeemRule

#: Codes that one account may type within an hour; a busy counter has fewer.
CODES_AN_HOUR = 120
#: A phone's clock may be a little ahead of ours.
AHEAD = timedelta(minutes=10)


@_base.changes
def make_offer(
    actor: Actor, *, organization: Any, kind: str, title: str, price: int, stock: int, starts_on: date,
    ends_on: date | None = None, words: str = "",
) -> Offer:  # fmt: skip
    """A partner puts something into the pool: `price` in whole points, `stock` pieces. Raises RuleBroken volunteering.unknown_kind,
    volunteering.bad_quantity, volunteering.bad_time; OutOfScope where the partner lies elsewhere.
    """
    if kind not in _base.rules_at(organization.area).rewards:
        raise RuleBroken("volunteering.unknown_kind")
    if not (rules.is_whole(price, 1, rules.MOST_QUANTITY) and rules.is_whole(stock, 0, rules.MOST_QUANTITY)):
        raise RuleBroken("volunteering.bad_quantity", most=f"{rules.MOST_QUANTITY:,}")
    if ends_on is not None and ends_on < starts_on:
        raise RuleBroken("volunteering.bad_time", hours=rules.LONGEST_HOURS)
    row: Offer = Offer.unscoped.create(
        county_id=organization.county_id, area_id=organization.area_id, organization=organization, kind=kind,
        title=title.strip(), words=words.strip(), price=price, stock=stock, given=stock, starts_on=starts_on, ends_on=ends_on,
    )  # fmt: skip
    keep_in_scope(actor, row, RUN)
    record(actor, events.SetUp(row.title), subject=row, county_id=row.county_id)
    return row


@_base.changes
def add_stock(actor: Actor, *, offer: Offer, pieces: int) -> Offer:
    """More pieces of the same. Raises RuleBroken volunteering.bad_quantity, volunteering.closed; OutOfScope."""
    keep_in_scope(actor, offer, RUN)
    row = _held_offer(offer.pk)
    if row.closed_at is not None:
        raise RuleBroken("volunteering.closed")
    if not rules.is_whole(pieces, 1, rules.MOST_QUANTITY - row.given):
        raise RuleBroken("volunteering.bad_quantity", most=f"{rules.MOST_QUANTITY - row.given:,}")
    row.stock, row.given = row.stock + pieces, row.given + pieces
    row.save(update_fields=["stock", "given"])
    record(actor, events.SetUp(f"{row.title} +{pieces}"), subject=row, county_id=row.county_id)
    return row


@_base.changes
def close_offer(actor: Actor, *, offer: Offer, reason: str) -> None:
    """Nobody can ask for it any more; what was asked for can still be fetched. Twice is once."""
    keep_in_scope(actor, offer, RUN)
    words = _base.reason_of(reason)
    row = _held_offer(offer.pk)
    if row.closed_at is None:
        Offer.unscoped.filter(pk=row.pk).update(closed_at=clock.now())
        record(actor, events.Closed(words), subject=row, county_id=row.county_id)


@_base.changes
def redeem(*, person: Any, offer: Offer) -> Reward:
    """Ask for a reward: one piece less in the pool, and its points are on hold. The last piece goes to exactly one.

    Raises RuleBroken volunteering.sold_out, volunteering.not_open, volunteering.quarter_used, volunteering.not_a_volunteer,
    ledger.too_little.
    """
    mine = _base.present(person)
    row, rule = _held_offer(offer.pk), _base.rules_at(mine.area).redeem
    _check_open(row, mine, rule)
    if row.stock < 1:
        raise RuleBroken("volunteering.sold_out")
    Offer.unscoped.filter(pk=row.pk).update(stock=row.stock - 1)
    now = clock.now()
    made: Reward = Reward.unscoped.create(
        county_id=mine.county_id, area_id=mine.area_id, offer=row, volunteer=mine, made_at=now,
        ends_at=now + timedelta(days=rule.days),
    )  # fmt: skip
    actor = _base.resident(mine.county_id)
    account = ledger.open_account(area=mine.area, kind=entries.VOLUNTEER.code, owner_id=mine.pk, unit=POINTS)
    amount = row.price * VOLUNTEER_POINTS.scale
    made.hold = ledger.hold(actor, account=account, amount=amount, key=f"volunteering.reward:{made.pk}")
    made.save(update_fields=["hold"])
    _tell(actor, made)
    return made


def fetch_reward(actor: Actor, *, code: str, at: datetime | None = None) -> Reward:
    """The partner's counter hands a reward out, once: the points on hold are paid to the partner. `at` is when it was handed out where
    the counter had no network; it is believed for as long as the method says, and never beyond the end of the code.

    Raises RuleBroken volunteering.no_such_code (wrong, or of another partner), volunteering.redeemed_already, volunteering.lapsed,
    volunteering.too_many_codes.
    """
    if brake.too_often(f"volunteering.counter.{actor.account_id}", CODES_AN_HOUR):
        raise RuleBroken("volunteering.too_many_codes")
    pk = codes.reward_of(code)
    with transaction.atomic(), rls.everywhere():
        rows = Reward.unscoped.select_for_update(of=("self",)).select_related(
            "offer__organization__area__county", "hold"
        )
        row = rows.filter(pk=pk, offer__organization__in=actor.org_ids(COUNTER)).first() if pk else None
        if row is None:
            raise RuleBroken("volunteering.no_such_code")
        _check_held(row, _moment(at))
        return _fetched(actor, row, at)


def lapse_rewards() -> int:
    """Give back what nobody fetched in time: points to the volunteer, the piece to the pool; one transaction each, so that a killed
    run is simply started again. Returns how many were given back.
    """
    with rls.everywhere():
        due = Reward.unscoped.filter(state=RewardState.HELD, ends_at__lt=clock.now()).order_by("pk")
        found = list(due.values_list("pk", flat=True))
    return sum(_lapsed(pk) for pk in found)


@_base.changes
def _lapsed(pk: int) -> int:
    number = Reward.unscoped.values_list("offer_id", flat=True).get(pk=pk)
    offer = _held_offer(number)
    rows = Reward.unscoped.select_for_update(of=("self",)).select_related("hold", "county")
    row: Reward = rows.get(pk=pk)
    grace = timedelta(hours=_base.rules_at(row.county).redeem.grace_hours)
    if row.state != RewardState.HELD or clock.now() <= row.ends_at + grace:
        return 0
    Offer.unscoped.filter(pk=offer.pk).update(stock=offer.stock + 1)
    assert row.hold is not None
    ledger.release(Actor.system(), hold=row.hold, key=f"volunteering.lapsed:{row.pk}")
    _settle(Actor.system(), row, RewardState.LAPSED)
    return 1


def _check_open(row: Offer, mine: Volunteer, rule: RedeemRule) -> None:
    today = clock.today()
    is_on = row.starts_on <= today and (row.ends_on is None or today <= row.ends_on)
    is_month = not rule.months or today.month in rule.months
    if row.closed_at is not None or row.county_id != mine.county_id or not (is_on and is_month):
        raise RuleBroken("volunteering.not_open")
    first, after = quarter(today)
    begin, end = (datetime.combine(day, datetime.min.time(), clock.ZONE) for day in (first, after))
    asked = Reward.unscoped.filter(volunteer=mine, made_at__gte=begin, made_at__lt=end).exclude(
        state=RewardState.LAPSED
    )
    if rule.per_quarter and asked.count() >= rule.per_quarter:
        raise RuleBroken("volunteering.quarter_used", times=rule.per_quarter)


def _check_held(row: Reward, at: datetime) -> None:
    """Whether it can be handed out now, or could when the counter had no network."""
    if row.state == RewardState.REDEEMED:
        assert row.fetched_at is not None
        raise RuleBroken("volunteering.redeemed_already", day=_day(row.fetched_at))
    if row.state == RewardState.LAPSED or at > row.ends_at:
        raise RuleBroken("volunteering.lapsed", day=_day(row.ends_at))


def _fetched(actor: Actor, row: Reward, at: datetime | None) -> Reward:
    partner = row.offer.organization
    till = ledger.open_account(area=partner.area, kind=entries.PARTNER.code, owner_id=partner.pk, unit=POINTS)
    assert row.hold is not None
    ledger.capture(actor, hold=row.hold, to=till, key=f"volunteering.fetched:{row.pk}")
    row.fetched_at = _moment(at)
    _settle(actor, row, RewardState.REDEEMED)
    return row


def _settle(actor: Actor, row: Reward, state: RewardState) -> None:
    row.state, row.settled_at, row.settled_by = state, clock.now(), actor.label
    row.save(update_fields=["state", "settled_at", "settled_by", "fetched_at"])
    _tell(actor, row)


def _moment(at: datetime | None) -> datetime:
    """When it was handed out: now, or when a counter without network says, unless that lies ahead."""
    now = clock.now()
    return now if at is None or at > now + AHEAD else min(at, now)


def _held_offer(pk: int) -> Offer:
    found: Offer = Offer.unscoped.select_for_update(of=("self",)).get(pk=pk)
    return found


def _day(at: datetime) -> str:
    return f"{at.astimezone(clock.ZONE):%Y-%m-%d}"


def _tell(actor: Actor, row: Reward) -> None:
    record(actor, events.Rewarded(gettext(REWARDS[RewardState(row.state)])), subject=row, county_id=row.county_id)
