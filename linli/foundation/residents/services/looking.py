"""Opening one sealed field, with a reason. The look is written down first, for the person to see."""

from __future__ import annotations

from django.db import transaction

from linli.foundation.audit.services import record
from linli.foundation.residents import events
from linli.foundation.residents.models import Dwelling, Person, Residency
from linli.foundation.residents.selectors.addresses import full_address
from linli.foundation.residents.services import _base
from linli.foundation.residents.states import ADDRESS, FIELD_LABELS, ID_NUMBER, PHONE
from linli.kernel import crypto
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.scoping import keep_in_scope

REVEAL = "residents.reveal"
_REASON_MIN, _REASON_MAX = 2, 200


@transaction.atomic
def reveal_field(actor: Actor, *, person: Person, field: str, reason: str) -> str:
    """A phone number, ID number or exact address (of the main home) in clear, one at a time.

    Raises RuleBroken: residents.reason_needed, residents.nothing_kept; OutOfScope without `residents.reveal` over the person;
    LookupError for a field that isn't sealed.
    """
    words = _reason(reason)
    keep_in_scope(actor, person, REVEAL)
    plain = _opened(person, field)
    if not plain:
        raise RuleBroken("residents.nothing_kept")
    _look(actor, person, field, words)
    return plain


@transaction.atomic
def reveal_address(actor: Actor, *, dwelling: Dwelling, reason: str) -> str:
    """The exact address of a dwelling; the look is written down for everybody who lives there. Raises as `reveal_field`."""
    words = _reason(reason)
    keep_in_scope(actor, dwelling, REVEAL)
    there = Residency.unscoped.filter(dwelling=dwelling, ends_on=None).select_related("person__area")
    for stay in there.order_by("pk"):
        _look(actor, stay.person, ADDRESS, words)
    record(actor, events.FieldSeen(ADDRESS, words), subject=dwelling, county_id=dwelling.county_id)
    return full_address(dwelling)


def _look(actor: Actor, person: Person, field: str, reason: str) -> None:
    """The one place where a look is written down."""
    record(actor, events.FieldSeen(field, reason), subject=person, county_id=person.county_id)


def _reason(reason: str) -> str:
    words = " ".join(reason.split())[:_REASON_MAX]
    if len(words) < _REASON_MIN:
        raise RuleBroken("residents.reason_needed")
    return words


def _opened(person: Person, field: str) -> str:
    if field not in (PHONE, ID_NUMBER, ADDRESS):
        raise LookupError(f"{field} is no sealed field; {sorted(FIELD_LABELS)}")
    if field != ADDRESS:
        return crypto.unseal(bytes(getattr(person, f"{field}_sealed")), purpose=_base.purpose(field))
    home = Residency.unscoped.filter(person=person, ends_on=None, is_main=True).select_related("dwelling").first()
    return full_address(home.dwelling) if home else ""
