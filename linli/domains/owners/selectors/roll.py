"""The roll as the office reads it, and what belongs to somebody who signed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page
from django.http import Http404

from linli.domains.owners import rules
from linli.domains.owners.models import Ownership, Unit
from linli.domains.owners.states import ROLL
from linli.foundation.privacy import rls
from linli.foundation.residents import selectors as residents
from linli.kernel.actor import Actor
from linli.kernel.panels import Panel
from linli.kernel.scoping import paged
from linli.kernel.words import N_


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit with its area in square metres, and whether an owner in the registers may vote for it on a phone."""

    unit: Unit
    size: str
    linked: bool


@dataclass(frozen=True, slots=True)
class OwnerLine:
    """An owner of a unit; `name` is "" where the actor may not see the entry of the registers."""

    ownership: Ownership
    name: str


def units_page(actor: Actor, compound: Any, number: str | None) -> Page:
    """Units of a compound that was fetched in scope, by label."""
    rows = Unit.unscoped.filter(compound=compound, ended_at=None).order_by("label", "pk")
    found = paged(rows, number)
    units = list(found.object_list)
    with rls.reaching(actor, ROLL):
        linked = set(Ownership.unscoped.filter(unit__in=units, ended_at=None).values_list("unit_id", flat=True))
    found.object_list = [UnitLine(one, rules.in_square_metres(one.size), one.pk in linked) for one in units]
    return found


def unit_for(actor: Actor, pk: int, to: str | None = None) -> Unit:
    """One unit on the roll: Http404 when hidden or ended, PermissionDenied when it may be seen but not `to`."""
    seen = Unit.scoped.visible_to(actor).select_related("area", "compound__area").filter(ended_at=None)
    row: Unit | None = seen.filter(pk=pk).first()
    if row is None:
        raise Http404
    if to and not actor.reaches(to, row.area.path):
        raise PermissionDenied
    return row


def size_of(unit: Unit) -> str:
    """Its area in square metres."""
    return rules.in_square_metres(unit.size)


def panel_of_mine(actor: Actor, mine: Any) -> Panel | None:
    """On somebody's own page: the way to their units. It asks nothing, for that page is costly enough."""
    return Panel(N_("My units and votes"), "owners/_me.html", None)


@rls.reached(ROLL)
def owners_of(actor: Actor, unit: Unit) -> list[OwnerLine]:
    """Who owns a unit now; names as far as the actor sees the registers there."""
    rows = list(Ownership.scoped.visible_to(actor).filter(unit=unit, ended_at=None).order_by("pk"))
    with rls.reaching(actor, "residents.view"):
        people = residents.visible_people(actor, [one.person_id for one in rows])
    return [OwnerLine(one, people[one.person_id].name if one.person_id in people else "") for one in rows]


@rls.reached(ROLL)
def ownership_for(actor: Actor, pk: int) -> Ownership:
    """One ownership for those who keep the roll there; Http404 for any other."""
    found: Ownership | None = Ownership.scoped.visible_to(actor, ROLL).select_related("unit").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def owner_choices(actor: Actor, unit: Unit, phone: str) -> list[Any]:
    """Entries of the county's registers with this phone that the actor may see."""
    return [one for one in residents.find_by_phone(actor, phone) if one.county_id == unit.county_id]


def open_units(compound: Any) -> list[Unit]:
    """Units of a compound that was fetched in scope, by label."""
    return list(
        Unit.unscoped.filter(compound=compound, ended_at=None).select_related("compound").order_by("label", "pk")
    )


def units_of(person: Any) -> list[Unit]:
    """What somebody who proved a phone owns. The session is the reach: one person's own."""
    with rls.everywhere():
        owned = Ownership.unscoped.filter(person=person, ended_at=None).order_by("unit__label", "pk")
        return [one.unit for one in owned.select_related("unit__compound__area", "unit__area")]
