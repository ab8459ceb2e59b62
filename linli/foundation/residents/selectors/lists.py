"""The lists of what is to be put right: doubles, unregistered homes, households without head. Each has its own index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404

from linli.foundation.privacy.rls import reached
from linli.foundation.residents.models import Dwelling, Household, Likeness, Merge, Person
from linli.foundation.residents.selectors.ground import VIEW, one_of
from linli.foundation.residents.selectors.people import ROWS, Page, people_page, visible_people
from linli.foundation.residents.states import DwellingKind, PersonState, Registered

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from linli.kernel.actor import Actor

_LIVED_IN = (DwellingKind.HOME, DwellingKind.RENTED, DwellingKind.DORMITORY)


@dataclass(frozen=True, slots=True)
class Alike:
    """Two entries that look like one person, both visible to who asks."""

    likeness: Likeness
    first: Person
    second: Person


def elsewhere(actor: Actor, *, area: Any = None, cursor: str = "") -> Page:
    """People who live here and whose household register is kept elsewhere (Q8)."""
    return people_page(actor, area=area, registered=Registered.ELSEWHERE, cursor=cursor)


def unverified(actor: Actor, *, area: Any = None, cursor: str = "") -> Page:
    """People whom nobody has seen since they came into the register."""
    return people_page(actor, area=area, unverified=True, cursor=cursor)


@reached(VIEW)
def not_registered(actor: Actor, *, area: Any = None, cursor: str = "", size: int = ROWS) -> Page:
    """Homes behind whose door nobody is in the register yet (Q8): where to knock, or to leave the code for."""
    found = Dwelling.scoped.visible_to(actor).filter(occupants=0, valid_to=None, kind__in=_LIVED_IN)
    return _by_id(_within(found, area).select_related("area"), cursor, size)


@reached(VIEW)
def headless_households(actor: Actor, *, area: Any = None, cursor: str = "", size: int = ROWS) -> Page:
    """Households without a head."""
    found = Household.scoped.visible_to(actor).filter(head=None, ends_on=None)
    return _by_id(_within(found, area).select_related("area", "dwelling"), cursor, size)


@reached(VIEW)
def duplicates(actor: Actor, *, area: Any = None, cursor: str = "", size: int = ROWS) -> Page:
    """Pairs (`Alike`) that look like one person and that nobody told apart; only where the actor sees both."""
    found = Likeness.scoped.visible_to(actor).filter(told_apart_at=None, first__state=PersonState.PRESENT)
    found = _within(found, area).filter(second__state=PersonState.PRESENT)
    page = _by_id(found, cursor, size)
    seen = visible_people(actor, {pk for row in page.rows for pk in (row.first_id, row.second_id)})
    pairs = [row for row in page.rows if row.first_id in seen and row.second_id in seen]
    return Page([Alike(row, seen[row.first_id], seen[row.second_id]) for row in pairs], page.after)


def likeness_for(actor: Actor, pk: int, to: str | None = None) -> Likeness:
    """One pair, both of whom the actor sees; Http404 else."""
    found: Likeness = one_of(Likeness, actor, pk, to, "first__area", "second__area")
    if len(visible_people(actor, (found.first_id, found.second_id))) != 2:
        raise Http404
    return found


def merge_for(actor: Actor, pk: int, to: str | None = None) -> Merge:
    """One merge whose kept entry the actor sees; Http404 else."""
    found: Merge = one_of(Merge, actor, pk, to, "kept__area", "gone__area")
    one_of(Person, actor, found.kept_id, None)
    return found


@reached(VIEW)
def merges_of(actor: Actor, person: Person) -> list[Merge]:
    """Merges into an entry that weren't undone, the last one first."""
    found = Merge.scoped.visible_to(actor).filter(kept=person, undone_at=None)
    return list(found.select_related("gone"))


def _within(found: QuerySet[Any], area: Any) -> QuerySet[Any]:
    return found if area is None else found.filter(area__path__startswith=area.path, county_id=area.county_id)


def _by_id(found: QuerySet[Any], cursor: str, size: int) -> Page:
    at = int(cursor) if cursor.isascii() and cursor.isdigit() and len(cursor) < 19 else 0
    rows = list(found.filter(pk__gt=at).order_by("pk")[: size + 1])
    return Page(rows[:size], str(rows[size - 1].pk) if len(rows) > size else "")
