"""Opening one sealed field, with a reason. The look is written down first, for the person to see."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from linli.foundation.privacy import services as privacy
from linli.foundation.privacy.services import Seen
from linli.foundation.residents.models import Dwelling, Person, Residency
from linli.foundation.residents.selectors.addresses import full_address
from linli.foundation.residents.services import _base
from linli.foundation.residents.states import ADDRESS, FIELD_LABELS, ID_NUMBER, PHONE
from linli.kernel import crypto
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.lines import required

REVEAL = "residents.reveal"
_REASON_MIN, _REASON_MAX = 2, 200


@_base.changes
def reveal_field(actor: Actor, *, person: Person, field: str, reason: str) -> str:
    """A phone number, ID number or exact address (of the main home) in clear, one at a time.

    Raises RuleBroken: residents.reason_needed, residents.nothing_kept; OutOfScope without `residents.reveal` over the person;
    LookupError for a field that isn't sealed.
    """
    words = _reason(reason)
    _base.check(actor, person, REVEAL)
    plain = _opened(person, field)
    if not plain:
        raise RuleBroken("residents.nothing_kept")
    _look(actor, person, field, words)
    return plain


@_base.changes
def reveal_address(actor: Actor, *, dwelling: Dwelling, reason: str) -> str:
    """The exact address of a dwelling; the look is written down for everybody who lives there. Raises as `reveal_field`."""
    words = _reason(reason)
    _base.check(actor, dwelling, REVEAL)
    plain = full_address(dwelling)
    there = Residency.unscoped.filter(dwelling=dwelling, ends_on=None).select_related("person__area").order_by("pk")
    for subject in [stay.person for stay in there] or [dwelling]:
        _look(actor, subject, ADDRESS, words)
    return plain


def note_listed(
    actor: Actor, *, people: Iterable[tuple[int, str]], part: str, county_id: int, path: str, reason: str
) -> None:
    """Write down that people (id, path of their area) stood on a list of an upper app that leaves the house: they read so beside all
    other looks. `part` is one that the app registered, `path` the place for which the list was asked. Inside the caller's transaction.
    """
    seen = (Seen(pk, where, part) for pk, where in people)
    privacy.look_at_many(actor, kind=Person, seen=seen, county_id=county_id, path=path, reason=reason)


def _look(actor: Actor, subject: Any, field: str, reason: str) -> None:
    """The one place where a look is written down."""
    place = subject.area.path
    privacy.look(
        actor, subject=subject, part=_base.purpose(field), county_id=subject.county_id, path=place, reason=reason
    )


def _reason(reason: str) -> str:
    return required(reason, _REASON_MAX, "residents.reason_needed", least=_REASON_MIN)


def _opened(person: Person, field: str) -> str:
    if field not in (PHONE, ID_NUMBER, ADDRESS):
        raise LookupError(f"{field} is no sealed field; {sorted(FIELD_LABELS)}")
    if field != ADDRESS:
        return crypto.unseal(bytes(getattr(person, f"{field}_sealed")), purpose=_base.purpose(field))
    home = Residency.unscoped.filter(person=person, ends_on=None, is_main=True).select_related("dwelling").first()
    return full_address(home.dwelling) if home else ""
