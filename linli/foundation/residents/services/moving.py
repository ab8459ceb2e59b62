"""Moving in and out. A person keeps one main home as long as there is any, and the entry's area is that of the main home."""

from __future__ import annotations

from datetime import date

from linli.foundation.audit.services import record
from linli.foundation.residents import events
from linli.foundation.residents.method import HEAD
from linli.foundation.residents.models import Dwelling, Household, Person, Residency
from linli.foundation.residents.services import _base
from linli.foundation.residents.states import PersonState, ResidenceKind
from linli.foundation.territory import selectors as territory
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken


@_base.changes
def move_in(
    actor: Actor,
    *,
    person: Person,
    dwelling: Dwelling,
    household: Household | None = None,
    relation: str = "",
    kind: str = ResidenceKind.LIVING,
    first_month: int | None = None,
    last_month: int | None = None,
    is_main: bool = True,
    starts_on: date | None = None,
) -> Residency:
    """Somebody lives in a dwelling from a day on (default today). A new main home makes the old one a second home; the only
    home is always the main one. Relation "head" makes the person the head of a household that has none.

    Raises RuleBroken: residents.other_county, residents.dwelling_closed, residents.lives_there, residents.other_home,
    residents.unknown_relation, residents.has_head, residents.months_needed, residents.day_ahead; OutOfScope.
    """
    row = _base.lock(actor, person, _base.VIEW)
    _base.check(actor, dwelling)
    check_home(row, dwelling, household)
    check_relation(dwelling, household, relation)
    months = _months(kind, first_month, last_month)
    open_now = list(open_of(row))
    if any(one.dwelling_id == dwelling.pk for one in open_now):
        raise RuleBroken("residents.lives_there", name=row.name)
    main = is_main or not open_now
    if main:
        Residency.unscoped.filter(pk__in=[one.pk for one in open_now]).update(is_main=False)
    made = Residency.unscoped.create(
        county_id=dwelling.county_id, area_id=dwelling.area_id, person=row, dwelling=dwelling, household=household,
        relation=relation, kind=kind, **months, is_main=main, starts_on=_base.day_of(starts_on),
    )  # fmt: skip
    settle(row)
    if household and relation == HEAD:
        take_head(household, row)
    _base.recount([dwelling.pk])
    record(actor, events.MovedIn(dwelling.address_masked), subject=row, county_id=row.county_id)
    return made


@_base.changes
def move_out(actor: Actor, *, residency: Residency, on: date | None = None) -> Residency:
    """Somebody lives there no more; `on` is the last day (default today). The oldest other home becomes the main one; who has
    no home left has moved away. A household that loses its head is listed, one that loses everybody ends.

    Raises RuleBroken: residents.moved_out_already, residents.ends_before_start, residents.day_ahead; OutOfScope.
    """
    _base.check(actor, residency)
    _base.check(actor, residency.person, _base.VIEW)
    row = _base.hold(residency.person)
    end_stay(residency, _base.day_of(on, residency.starts_on))
    settle(row)
    dwelling = residency.dwelling
    _base.recount([dwelling.pk])
    happened = events.MovedOut(dwelling.address_masked, str(residency.ends_on))
    record(actor, happened, subject=row, county_id=row.county_id)
    return residency


def open_of(person: Person) -> list[Residency]:
    """Where somebody lives now, the main home first, then the oldest."""
    rows = Residency.unscoped.filter(person=person, ends_on=None).order_by("-is_main", "starts_on", "pk")
    return list(rows.select_related("area"))


def end_stay(residency: Residency, day: date, *, by_death: bool = False) -> None:
    """Write the last day, and take care of the household that is left. What a death ends stays the main home that it was."""
    stays_main = by_death and residency.is_main
    columns = {"ends_on": day, "is_main": stays_main, "by_death": by_death}
    if not Residency.unscoped.filter(pk=residency.pk, ends_on=None).update(**columns):
        raise RuleBroken("residents.moved_out_already", day=str(residency.ends_on))
    residency.ends_on, residency.is_main = day, stays_main
    if residency.household_id:
        leave_household(residency.household_id, residency.person_id, day)


def leave_household(household_id: int, person_id: int, day: date) -> None:
    """A household that loses its head has none; one that loses everybody has ended."""
    row = Household.unscoped.select_for_update(of=("self",)).get(pk=household_id)
    if row.head_id == person_id:
        row.head = None
    if not Residency.unscoped.filter(household_id=household_id, ends_on=None).exists():
        row.ends_on = max(day, row.starts_on)
    row.save(update_fields=["head", "ends_on"])


def settle(person: Person) -> None:
    """Make the oldest home the main one where none is, and let state and area of the entry follow."""
    homes = open_of(person)
    if homes and not homes[0].is_main:
        Residency.unscoped.filter(pk=homes[0].pk).update(is_main=True)
    if homes:
        state, area_id = PersonState.PRESENT, homes[0].area_id
    else:
        state, area_id = PersonState.LEFT, person.area_id
    if (person.state, person.area_id) != (state, area_id):
        check_number(person, state)
        person.state, person.area_id = state, area_id
        person.save(update_fields=["state", "area"])


def check_home(person: Person, dwelling: Dwelling, household: Household | None) -> None:
    """Refuse a home in another county, one that was closed, and a household of another dwelling or that has ended."""
    if person.county_id != dwelling.county_id:
        raise RuleBroken("residents.other_county", name=person.name)
    if dwelling.valid_to is not None:
        raise RuleBroken("residents.dwelling_closed")
    if household and (household.dwelling_id != dwelling.pk or household.ends_on is not None):
        raise RuleBroken("residents.other_home")


def check_relation(dwelling: Dwelling, household: Household | None, relation: str) -> None:
    """Refuse a relation that the county's method doesn't list, one without a household, and a second head."""
    known = territory.rules_of(dwelling.area).residents.labels()
    if relation and (relation not in known or household is None):
        raise RuleBroken("residents.unknown_relation", relation=relation)
    if household and relation == HEAD and household.head_id:
        raise RuleBroken("residents.has_head")


def take_head(household: Household, person: Person) -> None:
    """Write the head of a household that has none."""
    household.head = person
    household.save(update_fields=["head"])


def _months(kind: str, first: int | None, last: int | None) -> dict[str, int | None]:
    if kind != ResidenceKind.SEASONAL:
        return {"first_month": None, "last_month": None}
    if not (first and last and 1 <= first <= 12 and 1 <= last <= 12):
        raise RuleBroken("residents.months_needed")
    return {"first_month": first, "last_month": last}


def check_number(person: Person, state: str) -> None:
    """Somebody who comes back may meet another entry with the same ID number."""
    if state != PersonState.PRESENT or not person.id_number_index:
        return
    same = Person.unscoped.filter(county_id=person.county_id, id_number_index=person.id_number_index, state=state)
    if same.exclude(pk=person.pk).exists():
        raise RuleBroken("residents.id_number_taken")
