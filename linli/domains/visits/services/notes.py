"""Notes of visits: reading one is a look, which the people of the household can see; all go when their time is over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from linli.domains.visits import events
from linli.domains.visits.models import Visit
from linli.domains.visits.permissions import VIEW
from linli.domains.visits.services import _base
from linli.foundation.audit.services import record
from linli.foundation.privacy import rls
from linli.foundation.privacy import services as privacy
from linli.foundation.residents import selectors as residents
from linli.foundation.territory import selectors as territory
from linli.kernel import clock, crypto
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.lines import required
from linli.kernel.scoping import keep_in_scope

if TYPE_CHECKING:
    from collections.abc import Iterable

PART = "visits.note"
_REASON_MAX = 200


@_base.changes(VIEW)
def read_note(actor: Actor, *, visit: Visit, reason: str) -> str:
    """A note in clear. The look is written down for everybody who lives there, for the place itself where nobody does.

    Raises RuleBroken visits.reason_needed, visits.no_note; OutOfScope.
    """
    words = required(reason, _REASON_MAX, "visits.reason_needed", least=2)
    keep_in_scope(actor, visit, VIEW)
    row = Visit.unscoped.select_related("stop__household__dwelling", "area").get(pk=visit.pk)
    plain = crypto.unseal(bytes(row.note_sealed), purpose=PART)
    if not plain:
        raise RuleBroken("visits.no_note")
    for subject in _concerned(row):
        place = row.area.path
        privacy.look(actor, subject=subject, part=PART, county_id=row.county_id, path=place, reason=words)
    return plain


def forget_old_visits() -> int:
    """Delete visits of all counties whose time of keeping is over; returns how many. The last day stays with the door."""
    with rls.everywhere():
        return sum(_forget(county) for county in territory.counties())


def forget_notes_about(person: Any) -> int:
    """Empty the notes of homes in which somebody lived whose entry is erased; returns how many. For followers alone."""
    homes = residents.households_of_person(person.pk)
    found = Visit.unscoped.filter(stop__household__in=homes).exclude(note_sealed=b"")
    count: int = found.order_by().update(note_sealed=b"")
    return count


def _concerned(row: Visit) -> Iterable[Any]:
    household = row.stop.household
    with rls.everywhere():  # a look at a child's home is written down for the child too
        people = residents.people_behind(household.dwelling_id) if household else []
    return people or [row]


@transaction.atomic
def _forget(county: Any) -> int:
    kept = territory.rules_of(county).privacy.fields.get(PART)
    if kept is None:
        return 0
    oldest = clock.today() - kept.keep.length
    count: int = Visit.unscoped.filter(county_id=county.pk, on__lt=oldest).delete()[0]
    if count:
        record(Actor.system(), events.VisitsForgotten(count), subject=county, county_id=county.pk)
    return count
