"""Cards of staff. Phone numbers are sealed on the way in and opened only with a reason."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from linli.foundation.audit import services as audit
from linli.foundation.people import events
from linli.foundation.people.models import StaffCard
from linli.foundation.privacy import services as privacy
from linli.kernel import clock, crypto
from linli.kernel.actor import Actor
from linli.kernel.scoping import keep_in_scope

PHONE = "staff.phone"


def phone_columns(phone: str) -> dict[str, Any]:
    """The three columns of a phone number: sealed, blind index and mask; all empty for ""."""
    plain = "".join(character for character in phone if character.isdigit() or character == "+")
    return {
        "phone_sealed": crypto.seal(plain, purpose=PHONE),
        "phone_index": crypto.blind_index(plain, purpose=PHONE),
        "phone_masked": crypto.mask_phone(plain) if plain else "",
    }


@transaction.atomic
def add_staff(actor: Actor, *, area: Any, name: str, born_on: date | None = None, phone: str = "") -> StaffCard:
    """A new card, kept in `area`. Raises OutOfScope when the actor may not change people there."""
    card = StaffCard.unscoped.create(
        county_id=area.county_id,
        area=area,
        name=name.strip(),
        born_on=born_on,
        created_at=clock.now(),
        **phone_columns(phone),
    )
    keep_in_scope(actor, card, "people.change")
    audit.record(actor, events.StaffAdded(card.name), subject=card, county_id=card.county_id)
    return card


@transaction.atomic
def set_phone(actor: Actor, *, card: StaffCard, phone: str) -> StaffCard:
    """Replace (or with "" forget) a phone number; history says that, never which."""
    keep_in_scope(actor, card, "people.change")
    for column, value in phone_columns(phone).items():
        setattr(card, column, value)
    card.save(update_fields=["phone_sealed", "phone_index", "phone_masked"])
    audit.record(actor, events.PhoneChanged(), subject=card, county_id=card.county_id)
    return card


@transaction.atomic
def reveal_phone(actor: Actor, *, card: StaffCard, reason: str) -> str:
    """The phone number in clear; the look and its reason are written down first. "" when there is none."""
    keep_in_scope(actor, card, "people.view")
    audit.record(actor, events.PhoneSeen(reason.strip()), subject=card, county_id=card.county_id)
    path = card.area.path
    privacy.look(actor, subject=card, part="people.phone", county_id=card.county_id, path=path, reason=reason)
    return crypto.unseal(bytes(card.phone_sealed), purpose=PHONE)
