"""Whom a list that leaves the house would hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from linli.foundation.privacy.rls import end_of, reached
from linli.foundation.residents import rules
from linli.foundation.residents.models import Person
from linli.foundation.residents.states import PersonState, minors_born_from
from linli.kernel import clock

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

EXPORT = "residents.export"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The register's filters, as a list takes them: below `area`, names that begin so, and so on. Children only with `minors`."""

    area: Any
    beginning: str = ""
    registered: str = ""
    state: str = PersonState.PRESENT
    unverified: bool = False
    minors: bool = False


@reached(EXPORT)
def count_for_export(actor: Actor, wanted: Wanted) -> int:
    """How many people the list would hold."""
    return wanted_people(actor, wanted).count()


def wanted_people(actor: Actor, wanted: Wanted) -> QuerySet[Person]:
    """People whom the actor may export; read it within the reach. Children also need `residents.minors` (see the model)."""
    found: QuerySet[Person] = Person.scoped.visible_to(actor, EXPORT).filter(
        state=wanted.state or PersonState.PRESENT, county_id=wanted.area.county_id
    )
    if wanted.area.depth:
        found = found.filter(area__path__startswith=wanted.area.path)
    if name := rules.clean_name(wanted.beginning):
        found = found.filter(name__gte=name, name__lt=end_of(name))
    if wanted.registered:
        found = found.filter(registered=wanted.registered)
    if wanted.unverified:
        found = found.filter(verified_on=None)
    if not wanted.minors:
        found = found.filter(Q(born_on=None) | Q(born_on__lt=minors_born_from(clock.today())))
    return found.order_by("pk")
