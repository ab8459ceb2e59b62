"""Dwellings and households as an actor may see them, and the people behind a door."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from linli.foundation.audit import selectors as audit
from linli.foundation.privacy.rls import everywhere, reached, reaching
from linli.foundation.residents import rules
from linli.foundation.residents.models import Dwelling, Household, Person, Residency
from linli.foundation.residents.states import ADDRESS
from linli.foundation.territory import selectors as territory
from linli.kernel import crypto
from linli.kernel.scoping import door

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

VIEW = "residents.view"
_PERSON = ("id", "name", "phone_masked", "id_number_masked", "born_on", "state", "registered", "verified_on")


def one_of(model: Any, actor: Actor, pk: int, to: str | None, *related: str) -> Any:
    """`door` to a row with its area, each question inside the reach of its permission."""
    return door(model, actor, pk, to, "area", *related, reach=reaching)


def dwelling_for(actor: Actor, pk: int, to: str | None = None) -> Dwelling:
    """One dwelling, as `one_of`."""
    found: Dwelling = one_of(Dwelling, actor, pk, to, "compound", "area__parent", "area__county")
    return found


def household_for(actor: Actor, pk: int, to: str | None = None) -> Household:
    """One household with its dwelling, as `one_of`. Its head may be hidden: ask `people_of`."""
    found: Household = one_of(Household, actor, pk, to, "dwelling", "area__county")
    return found


def residency_for(actor: Actor, pk: int, to: str | None = None) -> Residency:
    """One stay with its person, who must be visible too."""
    found: Residency = one_of(Residency, actor, pk, to, "dwelling", "person__area")
    one_of(Person, actor, found.person_id, None)
    return found


def find_dwelling(area: Any, room: str) -> Dwelling | None:
    """The open dwelling with this room in an area, without scope (for services that know why); None where there is none."""
    kept = rules.clean_room(room)
    if kept is None:
        return None
    keys = keys_of(rules.room_key(kept), ADDRESS)
    with everywhere():
        found: Dwelling | None = Dwelling.unscoped.filter(area=area, address_index__in=keys, valid_to=None).first()
    return found


def keys_of(plain: str, field: str) -> list[str]:
    """The blind indexes under which a word may stand, one for each key of the ring."""
    return crypto.blind_indexes(plain, purpose=f"residents.{field}")


@reached(VIEW)
def dwellings_in(actor: Actor, area: Any, room: str = "", limit: int = 200) -> list[Dwelling]:
    """Open dwellings in an area and below that the actor may see, by their doors; `room` narrows to the exact room."""
    found = Dwelling.scoped.visible_to(actor).filter(area__path__startswith=area.path, valid_to=None)
    if room:
        found = found.filter(address_index__in=keys_of(rules.room_key(rules.clean_room(room) or ""), ADDRESS))
    return list(found.select_related("area").order_by("address_masked", "pk")[:limit])


@reached(VIEW)
def people_of(actor: Actor, dwelling: Dwelling) -> list[Residency]:
    """Who lives in a dwelling now, as far as the actor may see them; person and household come along."""
    return _stays(actor, Residency.unscoped.filter(dwelling=dwelling, ends_on=None))


@reached(VIEW)
def past_people_of(actor: Actor, dwelling: Dwelling, limit: int = 50) -> list[Residency]:
    """Who lived there before, the last ones first."""
    found = Residency.unscoped.filter(dwelling=dwelling, ends_on__isnull=False)
    return _stays(actor, found.order_by("-ends_on", "-pk"))[:limit]


@reached(VIEW)
def members_of(actor: Actor, household: Household) -> list[Residency]:
    """Who belongs to a household now, as far as the actor may see them; the head comes first."""
    found = _stays(actor, Residency.unscoped.filter(household=household, ends_on=None))
    return sorted(found, key=lambda one: (one.person_id != household.head_id, one.pk))


@reached(VIEW)
def homes_of(actor: Actor, person: Person) -> list[Residency]:
    """Where somebody lives and lived, as far as the actor may see the dwellings; open ones first."""
    found = Residency.scoped.visible_to(actor).filter(person=person).select_related("dwelling", "household", "area")
    return sorted(found, key=lambda one: (one.ends_on is not None, not one.is_main, -one.starts_on.toordinal(), one.pk))


@reached(VIEW)
def households_of(actor: Actor, dwelling: Dwelling) -> list[Household]:
    """Households in a dwelling that haven't ended."""
    found = Household.scoped.visible_to(actor).filter(dwelling=dwelling, ends_on=None)
    return list(found.order_by("starts_on", "pk"))


def relations_of(row: Any) -> dict[str, str]:
    """The relations that the county of a row lists: code → label."""
    return territory.rules_of(row.area).residents.labels()


def history_of(row: Any) -> list[audit.Line]:
    """What happened to a dwelling or household that was fetched in scope."""
    return audit.timeline(row)


def _stays(actor: Actor, stays: QuerySet[Residency]) -> list[Residency]:
    """Stays whose person the actor may see; hidden people (children, where so) are left out, and nobody counts them."""
    visible = Person.scoped.visible_to(actor).filter(pk__in=stays.order_by().values("person"))
    people = {person.pk: person for person in visible.only(*_PERSON)}
    found = [stay for stay in stays.select_related("household") if stay.person_id in people]
    for stay in found:
        stay.person = people[stay.person_id]
    return found
