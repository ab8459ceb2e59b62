"""Households that members keep in touch with, and signs at doors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.http import Http404

from linli.domains.membership.models import Contact, ContactNote, Membership, Sign
from linli.domains.membership.rules import is_short, may_take_another
from linli.domains.membership.selectors._reach import Page, across_bodies, in_county, within_county
from linli.foundation.organizations import selectors as organizations
from linli.foundation.residents import selectors as residents
from linli.foundation.territory import selectors as territory
from linli.kernel.actor import Actor
from linli.kernel.scoping import door, paged

CONTACT = "membership.contact"


@dataclass(frozen=True, slots=True)
class Contacts:
    """A member's households against what the method asks for."""

    rows: list[Contact]
    at_least: int
    at_most: int | None

    @property
    def held(self) -> int:
        """How many households are kept in touch with."""
        return len(self.rows)

    @property
    def is_short(self) -> bool:
        """Whether they are too few."""
        return is_short(self.held, self.at_least)

    @property
    def has_room(self) -> bool:
        """Whether one more may be taken."""
        return may_take_another(self.held, self.at_most)


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A grid with its households, and how many of them some member keeps in touch with."""

    grid: Any
    households: int
    covered: int

    @property
    def missing(self) -> int:
        """Households that nobody keeps in touch with."""
        return max(0, self.households - self.covered)

    @property
    def percent(self) -> int:
        """The share that is covered, in whole percent, rounded down; 0 of nothing."""
        return self.covered * 100 // self.households if self.households else 0


@within_county
def contacts_of(actor: Actor, row: Membership) -> Contacts:
    """The open contacts of a member that was fetched in scope; households that ended don't count."""
    rule = territory.rules_of(row.county).membership.contact
    found = open_contacts().filter(membership=row).select_related("household__dwelling", "household__head")
    return Contacts(list(found.order_by("household__dwelling__address_masked", "pk")), rule.at_least, rule.at_most)


def open_contacts() -> Any:
    """Contacts that hold, with households that do. For selectors and services, within their reach."""
    return Contact.unscoped.filter(ends_on=None, household__ends_on=None, membership__ends_on=None)


def contact_for(actor: Actor, pk: int, to: str | None = None) -> Contact:
    """One contact; Http404 when hidden, PermissionDenied when `to` isn't granted on it."""
    found: Contact = _one(Contact, actor, pk, to, "household__dwelling", "household__head", "membership__person")
    return found


@within_county
def notes_of(actor: Actor, contact: Contact, limit: int = 50) -> list[ContactNote]:
    """What was heard, the last first; the contact was fetched in scope."""
    return list(ContactNote.unscoped.filter(contact=contact)[:limit])


@within_county
def signs_of(actor: Actor, row: Membership) -> list[Sign]:
    """A member's signs, the present ones first; the member was fetched in scope."""
    return sorted(Sign.unscoped.filter(membership=row), key=lambda one: one.taken_down_at is not None)


def consent_text(row: Membership) -> str:
    """What a member agrees to before a sign is put up; empty where the county has no text."""
    text = territory.rules_of(row.county).privacy.consent("doorplate")
    return text.text if text else ""


def sign_for(actor: Actor, pk: int, to: str | None = None) -> Sign:
    """One sign; Http404 when hidden, PermissionDenied when `to` isn't granted on it."""
    found: Sign = _one(Sign, actor, pk, to, "membership__person")
    return found


@within_county
def signs_to_take_down(actor: Actor) -> list[Sign]:
    """Signs whose consent was withdrawn and that still hang (S33)."""
    found = Sign.scoped.visible_to(actor).filter(withdrawn_at__isnull=False, taken_down_at=None)
    return list(found.select_related("membership__person", "area").order_by("withdrawn_at")[:200])


@within_county
def coverage(actor: Actor, *, number: Any = 1) -> Page[Any]:
    """Grids on the ground of the actor's organizations, with households with and without a contact."""
    page = paged(_grids(actor), number)
    ids = {one.pk: one for one in page.object_list}
    total, covered = dict.fromkeys(ids, 0), dict.fromkeys(ids, 0)
    with_contact = open_contacts().order_by().values("household")
    with across_bodies():
        counted = residents.household_counts(list(ids.values()), with_contact)
    for area, path, found, kept in counted:
        grid = next((pk for pk in map(int, path.rstrip(".").split(".")) if pk in ids), area)
        total[grid] += found
        covered[grid] += kept
    page.object_list = [CoverageRow(grid, total[pk], covered[pk]) for pk, grid in ids.items()]
    return page


@within_county
def uncovered(actor: Actor, *, grid: int, number: Any = 1) -> tuple[Any, Page[Any]]:
    """A grid on the actor's ground and its households without contact, by their masked addresses; Http404 elsewhere."""
    found = _grids(actor).filter(pk=grid).first()
    if found is None:
        raise Http404
    households = residents.open_households(found).exclude(pk__in=open_contacts().order_by().values("household"))
    with across_bodies():
        return found, paged(
            households.select_related("dwelling", "head").order_by("dwelling__address_masked", "pk"), number
        )


def door_choices(actor: Actor, text: str = "", limit: int = 200) -> list[tuple[int, str]]:
    """Buildings and stairwells on the actor's ground, by a part of their name; grids too, for houses that stand alone."""
    ground = organizations.ground_of(actor.org_ids(CONTACT))
    words = text.strip()[:40]
    named = Q(name__icontains=words) | Q(parent__name__icontains=words) | Q(compound__name__icontains=words)
    found = [
        area
        for kind in ("building", "stairwell", "grid")
        for area in territory.open_areas(kind)
        .filter(named, pk__in=ground)
        .select_related("parent__compound", "compound")[:limit]
    ]
    return [(area.pk, residents.door_name(area)) for area in found[:limit]]


def door_in_reach(actor: Actor, pk: int) -> Any:
    """An area on the actor's ground; Http404 for any other."""
    ground = organizations.ground_of(actor.org_ids(CONTACT))
    if not ground.filter(pk=pk).exists():
        raise Http404
    return territory.area_by_id(pk)


def _grids(actor: Actor) -> Any:
    ground = organizations.ground_of(actor.org_ids("membership.view"))
    return territory.open_areas(kind="grid").filter(pk__in=ground).order_by("path")


def _one(model: Any, actor: Actor, pk: int, to: str | None, *related: str) -> Any:
    return door(model, actor, pk, to, "area", "membership", *related, reach=in_county)


def contact_counts(members: list[int]) -> dict[int, int]:
    """Open contacts by member, in one statement; within the caller's reach."""
    found = open_contacts().filter(membership__in=members).order_by().values_list("membership")
    return dict(found.annotate(held=Count("pk", filter=Q(ends_on=None))))
