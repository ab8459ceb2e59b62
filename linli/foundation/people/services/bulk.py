"""A whole county's staff at once: three bulk inserts, whatever the size, under the same rules as one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from linli.foundation.audit import services as audit
from linli.foundation.organizations import services as organizations
from linli.foundation.people import events, rules
from linli.foundation.people.models import Appointment, StaffCard, current_on
from linli.foundation.people.services.appointments import check_fit, copied_columns
from linli.foundation.people.services.cards import phone_columns
from linli.foundation.people.services.watching import rights_changed
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.scoping import keep_in_scope

BATCH = 2000


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One person of a list and the posts they get. `starts_on` defaults to today."""

    name: str
    area_id: int
    posts: tuple[Any, ...] = ()
    born_on: date | None = None
    phone: str = ""
    starts_on: date | None = None
    source: str = ""


@transaction.atomic
def import_staff(actor: Actor, *, county: Any, rows: Sequence[StaffRow]) -> list[StaffCard]:
    """Cards and appointments of a whole list, in its order; all or nothing.

    Raises RuleBroken as `appoint` does, for the first row that doesn't fit. History gets one line, about the county.
    """
    now = clock.now()
    cards = [
        StaffCard(
            county_id=county.pk,
            area_id=row.area_id,
            name=row.name.strip(),
            born_on=row.born_on,
            created_at=now,
            **phone_columns(row.phone),
        )
        for row in rows
    ]
    StaffCard.unscoped.bulk_create(cards, batch_size=BATCH)
    if cards:
        keep_in_scope(actor, cards[0], "people.change")
    _appoint_all(cards, rows, territory.rules_of(county).organizations.posts)
    audit.record(actor, events.StaffImported(len(cards)), subject=county, county_id=county.pk)
    return cards


def _appoint_all(cards: Sequence[StaffCard], rows: Sequence[StaffRow], catalogue: Mapping[str, Any]) -> None:
    today = clock.today()
    wanted = [(card, row, post) for card, row in zip(cards, rows, strict=True) for post in row.posts]
    filled = _present_counts({post.pk for _, _, post in wanted})
    made = []
    for card, row, post in wanted:
        rule = catalogue.get(post.kind)
        check_fit(card, post, rule)
        _take_seat(filled, post, rule)
        first = row.starts_on or today
        made.append(Appointment(**copied_columns(card, post), starts_on=first, source=row.source))
    Appointment.unscoped.bulk_create(made, batch_size=BATCH)
    organizations.set_filled(dict(filled))
    rights_changed(card.pk for card in cards)


def _present_counts(posts: set[int]) -> Counter[int]:
    held = Appointment.unscoped.filter(current_on(clock.today()), post_id__in=posts)
    return Counter(held.values_list("post_id", flat=True))


def _take_seat(filled: Counter[int], post: Any, rule: Any) -> None:
    seats = rules.seats_allowed(rule.per_area if rule else "any", post.seats)
    if filled[post.pk] >= seats:
        raise RuleBroken("people.no_seat", seats=seats, post=post.title, place=post.area.name)
    filled[post.pk] += 1
