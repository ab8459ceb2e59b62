"""Households of areas, without scope: for upper apps that count them for somebody whose reach they have said."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q

from linli.foundation.residents.models import Household, Person, Residency
from linli.foundation.residents.states import PersonState, Source
from linli.foundation.territory.scoping import below

if TYPE_CHECKING:
    from django.db.models import QuerySet


def open_households(area: Any) -> QuerySet[Household]:
    """Households that haven't ended, in an area and below; read it within the reach."""
    return Household.unscoped.filter(ends_on=None, county_id=area.county_id, area__path__startswith=area.path)


def households_behind(dwelling: Any) -> list[Household]:
    """Households of a dwelling that haven't ended, with dwelling and head."""
    found = Household.unscoped.filter(dwelling=dwelling, ends_on=None).select_related("dwelling", "head", "area")
    return list(found.order_by("starts_on", "pk"))


def household_counts(areas: Iterable[Any], marked: Any) -> list[tuple[int, str, int, int]]:
    """Per lowest area below `areas`: (id, path, open households, those of them whose ids are in `marked`), in one statement."""
    paths = [area.path for area in areas]
    found = Household.unscoped.filter(below(paths, "area__path"), ends_on=None).order_by()
    counted = found.values_list("area", "area__path").annotate(
        total=Count("pk"), kept=Count("pk", filter=Q(pk__in=marked))
    )
    return list(counted) if paths else []


def lives_in(household: Any, person_id: int) -> bool:
    """Whether somebody belongs to a household now."""
    return Residency.unscoped.filter(household=household, person_id=person_id, ends_on=None).exists()


def dwells_in(dwelling_id: int, person_id: int) -> bool:
    """Whether somebody lives in a dwelling now."""
    return Residency.unscoped.filter(dwelling=dwelling_id, person_id=person_id, ends_on=None).exists()


def household_by_id(pk: int) -> Household | None:
    """One household with dwelling and area; None when there is none."""
    found = Household.unscoped.filter(pk=pk).select_related("dwelling", "area__county", "county")
    household: Household | None = found.first()
    return household


def people_behind(dwelling_id: int) -> list[Person]:
    """Everybody who lives in a dwelling now."""
    there = Residency.unscoped.filter(dwelling=dwelling_id, ends_on=None).order_by().values("person")
    return list(Person.unscoped.filter(pk__in=there).only("id", "name", "verified_on").order_by("pk"))


def roll_in(area: Any, born_by: date) -> list[tuple[int, int | None]]:
    """(person, household) of everybody whose main home is in an area and who was born by a day (or on a day not known), in the
    order of the entries, without those whom nobody has verified: for a roll; read it within the reach.
    """
    here = Person.unscoped.filter(county_id=area.county_id, area__path__startswith=area.path, state=PersonState.PRESENT)
    grown = here.filter(Q(born_on=None) | Q(born_on__lte=born_by)).exclude(source=Source.SELF, verified_on=None)
    ids = list(grown.order_by("pk").values_list("pk", flat=True))
    stays = Residency.unscoped.filter(county_id=area.county_id, is_main=True, ends_on=None, household__isnull=False)
    homes = dict(stays.filter(person__in=grown).order_by("pk").values_list("person", "household"))
    return [(pk, homes.get(pk)) for pk in ids]


def households_of_person(person_id: int) -> list[int]:
    """Ids of all households to which somebody belongs or belonged."""
    stays = Residency.unscoped.filter(person_id=person_id, household__isnull=False)
    return list(stays.order_by().values_list("household", flat=True).distinct())
