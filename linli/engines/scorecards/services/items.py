"""Entries that take points off or add them: made with evidence, withdrawn with a reason, never deleted."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction

from linli.engines.scorecards import events, registry, rules, selectors
from linli.engines.scorecards.models import Item, Result
from linli.engines.scorecards.registry import Rated
from linli.engines.scorecards.services import _base, evidence
from linli.engines.scorecards.services.counting import recount_subject
from linli.engines.scorecards.services.evidence import Photos
from linli.engines.scorecards.states import ITEMS
from linli.kernel import clock
from linli.kernel.errors import RuleBroken

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


def add_item(
    actor: Actor, *, county: Any, card: str, key: str, criterion: str, words: str, points: Any = None,
    on: date | None = None, photos: Photos = (),
) -> Item:  # fmt: skip
    """Enter what somebody did on a day (default: today), with its evidence in words and pictures; `points` where the card doesn't say them.
    It counts in rounds that are counted after this, until it expires.

    Raises RuleBroken: scorecards.unknown_card, .not_booked, .unknown_subject, .not_yours, .day_ahead, .bad_points, .words_needed,
    and as `kernel.pictures.clean_all`.
    """
    pictures = evidence.cleaned(county, photos)
    with transaction.atomic():
        made = _added(actor, county, card, key, criterion, _base.said(words, 300), points, on or clock.today())
        evidence.keep(pictures, f"item-{made.pk}", item=made)
    return made


def _added(
    actor: Actor, county: Any, card: str, key: str, criterion: str, words: str, points: Any, day: date
) -> Item:  # fmt: skip
    found = selectors.cards_at(county).get(card)
    if found is None:
        raise RuleBroken("scorecards.unknown_card")
    booked = found.booked().get(criterion)
    if booked is None:
        raise RuleBroken("scorecards.not_booked")
    if day > clock.today():
        raise RuleBroken("scorecards.day_ahead")
    one = _rated(county, found.subject, key)
    _base.allow(actor, ITEMS, one.path)
    try:
        worth = rules.points_of(booked, points)
    except ValueError:
        raise RuleBroken("scorecards.bad_points", most=str(booked.weight)) from None
    kind = registry.subject_kind(found.subject)
    row: Item = Item.unscoped.create(
        county=county, area_id=one.area_id, card=card, key=key, name=one.name[:120], criterion=criterion, points=worth, on=day,
        ends_on=rules.expiry_of(booked, day), words=words, by=actor.label[:120], by_id=actor.account_id,
        at=clock.now(), personal=kind is not None and kind.personal,
    )  # fmt: skip
    _base.tell(actor, events.ItemAdded(booked.label, str(worth)), row, county.pk)
    return row


def _rated(county: Any, kind: str, key: str) -> Rated:
    known = registry.subject_kind(kind)
    for one in known.act(county, clock.today()) if known else ():
        if one.key == key:
            return one
    raise RuleBroken("scorecards.unknown_subject")


@transaction.atomic
def withdraw_item(actor: Actor, *, item: Item, why: str) -> Item:
    """An entry counts no more. Results in which it counted are counted anew; those before it stay readable.

    Raises RuleBroken: scorecards.not_yours, .withdrawn_already, .words_needed.
    """
    words = _base.said(why, 200)
    held: Item = Item.unscoped.select_for_update(of=("self",)).select_related("area").get(pk=item.pk)
    _base.allow(actor, ITEMS, held.area.path)
    if held.withdrawn_at is not None:
        raise RuleBroken("scorecards.withdrawn_already")
    take_back(actor, held, words)
    counted_in = Result.objects.filter(
        current=True, subject__round__county=held.county_id, subject__key=held.key, entries__contains=[held.pk]
    )
    for result in counted_in.select_related("subject__round").order_by("subject__round__ends"):
        recount_subject(actor, subject=result.subject, why=words)
    return held


def take_back(actor: Actor, item: Item, why: str) -> None:
    """Mark an entry as withdrawn, inside the caller's transaction; who calls counts anew."""
    item.withdrawn_at, item.withdrawn_by, item.withdrawn_why = clock.now(), actor.label[:120], why[:200]
    item.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
    _base.tell(actor, events.ItemWithdrawn(why[:200]), item, item.county_id)
