"""Households: form, move, split, and who heads them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from linli.foundation.audit.services import record
from linli.foundation.residents import events, rules
from linli.foundation.residents.method import HEAD
from linli.foundation.residents.models import Dwelling, Household, Person, Residency
from linli.foundation.residents.services import _base
from linli.foundation.residents.services.moving import end_stay, leave_household, move_in, settle
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken


@_base.changes
def form_household(actor: Actor, *, dwelling: Dwelling, head: Person | None = None) -> Household:
    """A household in a dwelling, without people or with its head, who moves in unless living there already.

    Raises RuleBroken: residents.dwelling_closed, residents.in_household; OutOfScope.
    """
    _base.check(actor, dwelling)
    if dwelling.valid_to is not None:
        raise RuleBroken("residents.dwelling_closed")
    made = _new(dwelling, None)
    record(actor, events.HouseholdFormed(), subject=made, county_id=made.county_id)
    if head is not None:
        _join_as_head(actor, made, head)
    return made


@_base.changes
def set_head(actor: Actor, *, household: Household, person: Person) -> Household:
    """Another head. The old head's relation is turned round where the method says how; all others are asked anew.

    Raises RuleBroken residents.not_member; OutOfScope.
    """
    row = _lock(actor, household)
    members = {one.person_id: one for one in _members(row)}
    if person.pk not in members:
        raise RuleBroken("residents.not_member", name=person.name)
    if row.head_id == person.pk:
        return row
    _base.check(actor, person)
    inverse = territory.rules_of(row.area).residents.inverses()
    relations = {pk: HEAD if pk == row.head_id else one.relation for pk, one in members.items()}
    for pk, relation in rules.relations_under(person.pk, relations, inverse).items():
        Residency.unscoped.filter(pk=members[pk].pk).update(relation=relation)
    row.head = person
    row.save(update_fields=["head"])
    record(actor, events.HeadSet(person.name), subject=row, county_id=row.county_id)
    return row


@_base.changes
def move_household(actor: Actor, *, household: Household, dwelling: Dwelling) -> Household:
    """Everybody moves together, today; where they lived before stays in their history.

    Raises RuleBroken: residents.household_ended, residents.lives_there, residents.other_county, residents.dwelling_closed.
    """
    row = _lock(actor, household)
    _base.check(actor, dwelling)
    _check_target(row, dwelling)
    if dwelling.pk == row.dwelling_id:
        raise RuleBroken("residents.lives_there", name=dwelling.address_masked)
    old, members = row.dwelling_id, _members(row)
    head = row.head_id
    row.dwelling, row.area_id = dwelling, dwelling.area_id
    row.save(update_fields=["dwelling", "area"])
    _rehouse(members, dwelling, row)
    Household.unscoped.filter(pk=row.pk).update(head=head, ends_on=None)
    _base.recount([old, dwelling.pk])
    record(actor, events.HouseholdMoved(dwelling.address_masked), subject=row, county_id=row.county_id)
    row.refresh_from_db()
    return row


@_base.changes
def split_household(
    actor: Actor, *, household: Household, people: Sequence[Person], dwelling: Dwelling, head: Person | None = None
) -> Household:
    """Some people keep house by themselves from today on, in the same dwelling or another.

    Raises RuleBroken: residents.split_takes_all, residents.not_member, residents.household_ended and as `move_household`.
    """
    row = _lock(actor, household)
    _base.check(actor, dwelling)
    _check_target(row, dwelling)
    chosen, members = {person.pk for person in people}, {one.person_id: one for one in _members(row)}
    if not chosen or chosen >= members.keys():
        raise RuleBroken("residents.split_takes_all")
    for person in (*people, *([head] if head else [])):
        if person.pk not in members or (person is head and person.pk not in chosen):
            raise RuleBroken("residents.not_member", name=person.name)
        _base.check(actor, person)
    made = _new(dwelling, row)
    _rehouse([members[pk] for pk in sorted(chosen)], dwelling, made, relation="")
    if head is not None:
        Residency.unscoped.filter(household=made, person=head, ends_on=None).update(relation=HEAD)
        made.head = head
        made.save(update_fields=["head"])
    _base.recount([row.dwelling_id, dwelling.pk])
    record(actor, events.HouseholdSplit(len(chosen)), subject=row, county_id=row.county_id)
    record(actor, events.HouseholdFormed(), subject=made, county_id=made.county_id)
    return made


def _new(dwelling: Dwelling, split_from: Household | None) -> Household:
    made: Household = Household.unscoped.create(
        county_id=dwelling.county_id, area_id=dwelling.area_id, dwelling=dwelling, split_from=split_from,
        starts_on=clock.today(),
    )  # fmt: skip
    return made


def _lock(actor: Actor, household: Household) -> Household:
    _base.check(actor, household)
    row: Household = Household.unscoped.select_for_update(of=("self",)).get(pk=household.pk)
    if row.ends_on is not None:
        raise RuleBroken("residents.household_ended", day=row.ends_on.isoformat())
    return row


def _check_target(household: Household, dwelling: Dwelling) -> None:
    if dwelling.county_id != household.county_id:
        raise RuleBroken("residents.other_county", name=dwelling.address_masked)
    if dwelling.valid_to is not None:
        raise RuleBroken("residents.dwelling_closed")


def _members(household: Household) -> list[Residency]:
    rows = Residency.unscoped.filter(household=household, ends_on=None).select_for_update(of=("self",))
    return list(rows.order_by("pk").select_related("person"))


def _join_as_head(actor: Actor, household: Household, head: Person) -> None:
    """The head moves in, or, living there, joins from whatever household it was in."""
    stay = Residency.unscoped.filter(person=head, dwelling=household.dwelling, ends_on=None).first()
    if stay is None:
        move_in(actor, person=head, dwelling=household.dwelling, household=household, relation=HEAD)
        return
    if stay.household_id:
        raise RuleBroken("residents.in_household", name=head.name)
    _base.check(actor, head)
    Residency.unscoped.filter(pk=stay.pk).update(household=household, relation=HEAD)
    household.head = head
    household.save(update_fields=["head"])


def _rehouse(stays: Sequence[Residency], dwelling: Dwelling, household: Household, relation: str | None = None) -> None:
    """End each stay today and begin one in `dwelling` with the same kind; `relation` None keeps the old one."""
    day = clock.today()
    for stay in stays:
        was_main, kept = stay.is_main, stay.relation if relation is None else relation
        there = _stay_elsewhere(stay, dwelling)
        end_stay(stay, max(day, stay.starts_on))
        if there is not None:
            main = was_main or there.is_main
            Residency.unscoped.filter(pk=there.pk).update(household=household, relation=kept, is_main=main)
            if there.household_id:
                leave_household(there.household_id, there.person_id, day)
        else:
            _begin(stay, dwelling, household, kept, was_main, day)
        settle(Person.unscoped.get(pk=stay.person_id))


def _stay_elsewhere(stay: Residency, dwelling: Dwelling) -> Residency | None:
    """The second home that the new home is to be, if it is one."""
    found: Residency | None = (
        Residency.unscoped.filter(person_id=stay.person_id, dwelling=dwelling, ends_on=None).exclude(pk=stay.pk).first()
    )
    return found


def _begin(stay: Residency, dwelling: Dwelling, household: Household, relation: str, main: bool, day: date) -> None:
    Residency.unscoped.create(
        county_id=dwelling.county_id, area_id=dwelling.area_id, person_id=stay.person_id, dwelling=dwelling,
        household=household, relation=relation, kind=stay.kind, first_month=stay.first_month, last_month=stay.last_month,
        is_main=main, starts_on=day,
    )  # fmt: skip
