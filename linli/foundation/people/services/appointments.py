"""Giving and ending posts. The post's row is locked first, so that two offices can't fill one seat at the same time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Q

from linli.foundation.audit import services as audit
from linli.foundation.organizations import services as organizations
from linli.foundation.people import events, rules
from linli.foundation.people.models import Appointment, StaffCard, current_on
from linli.foundation.people.services.watching import rights_changed
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.scoping import keep_in_scope

CHANGE = "people.change"


@transaction.atomic
def appoint(
    actor: Actor,
    *,
    card: StaffCard,
    post: Any,
    starts_on: date | None = None,
    ends_on: date | None = None,
    source: str = "",
    note: str = "",
) -> Appointment:
    """Give `card` the post, from today on unless said otherwise; both days are included.

    Raises RuleBroken: people.other_county, people.post_closed, people.not_eligible and people.birthday_needed (L17),
    people.holds_already, people.place_taken (Q55, X20), people.no_seat, people.ends_before_start.
    """
    post = _locked(post)
    first = starts_on or clock.today()
    if ends_on and ends_on < first:
        raise RuleBroken("people.ends_before_start")
    rule = rule_of(post)
    check_fit(card, post, rule)
    _check_room(card, post, rule, first, ends_on)
    made = Appointment.unscoped.create(
        **copied_columns(card, post), starts_on=first, ends_on=ends_on, source=source, note=note
    )
    keep_in_scope(actor, made, CHANGE)
    happened = events.Appointed(post.title, territory.full_name(made.area), first.isoformat())
    audit.record(actor, happened, subject=card, county_id=card.county_id)
    after_change([post.pk], [card.pk])
    return made


@transaction.atomic
def end_appointment(actor: Actor, *, appointment: Appointment, on: date | None = None) -> Appointment:
    """Set the last day (yesterday unless said otherwise, so that the person may act no more at once).

    A post that began today ends today at the earliest; nothing is deleted. Raises RuleBroken people.already_ended,
    people.ends_before_start.
    """
    row = (
        Appointment.unscoped.select_for_update(of=("self",))
        .select_related("post", "area", "card")
        .get(pk=appointment.pk)
    )
    keep_in_scope(actor, row, CHANGE)
    today = clock.today()
    if row.ends_on is not None and row.ends_on < today:
        raise RuleBroken("people.already_ended", day=row.ends_on.isoformat())
    last = on or max(today - timedelta(days=1), row.starts_on)
    if last < row.starts_on:
        raise RuleBroken("people.ends_before_start")
    row.ends_on = last
    row.save(update_fields=["ends_on"])
    happened = events.AppointmentEnded(row.post.title, territory.full_name(row.area), last.isoformat())
    audit.record(actor, happened, subject=row.card, county_id=row.county_id)
    after_change([row.post_id], [row.card_id])
    return row


def after_change(posts: Iterable[int], cards: Iterable[int]) -> None:
    """Count the holders of these posts anew and drop cached rights of these people; inside the caller's transaction."""
    recount_posts(posts)
    rights_changed(cards)


def recount_posts(posts: Iterable[int]) -> int:
    """Write how many hold each post today; returns how many posts were counted."""
    ids = list(posts)
    held = Appointment.unscoped.filter(current_on(clock.today()), post_id__in=ids).order_by()
    counts = dict(held.values_list("post_id").annotate(Count("card", distinct=True)))
    organizations.set_filled({pk: counts.get(pk, 0) for pk in ids})
    return len(ids)


def check_fit(card: StaffCard, post: Any, rule: Any) -> None:
    """Whether the card may hold the post at all: same county, post open, eligibility of the method (L17).

    `rule` is the post's entry in the catalogue (see `rule_of`), None for a kind that the method doesn't name.
    """
    if card.county_id != post.county_id:
        raise RuleBroken("people.other_county", name=card.name)
    if post.valid_to is not None:
        raise RuleBroken("people.post_closed")
    if rule is None or rule.eligibility.accepts(card.born_on):
        return
    since = rule.eligibility.born_from
    if card.born_on is None:
        raise RuleBroken("people.birthday_needed", post=post.title, born_from=since)
    source = "、".join(rule.source) if rule.source else "—"
    raise RuleBroken("people.not_eligible", name=card.name, post=post.title, born_from=since, source=source)


def rule_of(post: Any) -> Any:
    """The post's entry in its county's catalogue; None for a kind that the method doesn't name (any more)."""
    return territory.rules_of(post.area).organizations.posts.get(post.kind)


def _check_room(card: StaffCard, post: Any, rule: Any, first: date, last: date | None) -> None:
    one_only = rule is not None and rules.is_one_per_place(rule.per_area)
    place = Q(area_id=post.area_id, kind=post.kind, organization_id=post.organization_id) if one_only else Q(post=post)
    in_the_way = list(Appointment.unscoped.filter(place, _shares_days(first, last)).select_related("card"))
    if any(row.card_id == card.pk and row.post_id == post.pk for row in in_the_way):
        raise RuleBroken("people.holds_already", name=card.name)
    if one_only and in_the_way:
        raise RuleBroken("people.place_taken", place=post.area.name, post=post.title, holder=in_the_way[0].card.name)
    if len({row.card_id for row in in_the_way}) >= post.seats:
        raise RuleBroken("people.no_seat", seats=post.seats, post=post.title, place=post.area.name)


def _shares_days(first: date, last: date | None) -> Q:
    """Appointments that share a day with first–last (no last day: for ever)."""
    still = Q(ends_on=None) | Q(ends_on__gte=first)
    return still & Q(starts_on__lte=last) if last else still


def copied_columns(card: StaffCard, post: Any) -> dict[str, Any]:
    """What an appointment copies from its post."""
    return {
        "county_id": post.county_id,
        "area_id": post.area_id,
        "card_id": card.pk,
        "post_id": post.pk,
        "organization_id": post.organization_id,
        "kind": post.kind,
        "role": post.role,
    }


def _locked(post: Any) -> Any:
    """The post's row, locked to the end of the transaction, with its area."""
    return type(post).unscoped.select_for_update(of=("self",)).select_related("area").get(pk=post.pk)
