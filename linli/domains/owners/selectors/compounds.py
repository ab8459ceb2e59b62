"""Compounds as the office and everybody finds them, with their committee and joint body, and the report of party coverage (H26)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page
from django.db.models import Count, Q, Sum
from django.http import Http404

from linli.domains.owners import rules
from linli.domains.owners.models import Booking, Committee, JointBody, Ownership, PaidService, Unit, Vote
from linli.domains.owners.selectors import money, votes
from linli.domains.owners.states import (
    BODIES,
    CHECK,
    MONEY,
    ROLL,
    RUN,
    SERVICE,
    SERVICES,
    VIEW,
    Book,
    Paid,
    Service,
    State,
)
from linli.foundation.audit import selectors as audit
from linli.foundation.organizations import selectors as organizations
from linli.foundation.privacy import rls
from linli.foundation.residents import selectors as residents
from linli.foundation.territory import selectors as territory
from linli.kernel import clock, months
from linli.kernel.actor import Actor
from linli.kernel.scoping import paged
from linli.kernel.standings import Standing


@dataclass(frozen=True, slots=True)
class CompoundRow:
    """A compound in the list: units on the roll, votes that are open, bookings that wait for a second person."""

    compound: Any
    units: int
    votes: int
    waiting: int


@dataclass(frozen=True, slots=True)
class CompoundPage:
    """One compound as the office sees it."""

    compound: Any
    units: int
    area: str
    heads: int
    committee: Committee | None
    joint: list[tuple[str, str]]
    votes: list[Any]
    uses: list[Any]
    fund: str
    income: str
    rights: dict[str, bool]
    has_services: bool
    history: list[Any]


@dataclass(frozen=True, slots=True)
class PublicPage:
    """What everybody reads of a compound: both books of a quarter, uses of the fund and votes."""

    compound: Any
    first: date
    before: date
    after: date | None
    books: tuple[Any, ...]
    uses: list[Any]
    votes: list[Any]
    committee: Committee | None
    joint: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class PublicUse:
    """A use of the fund with its sums in yuan."""

    use: Any
    standing: Standing
    sums: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many bodies of a kind have a party organization, and which haven't."""

    label: str
    covered: int
    total: int
    missing: list[str]


def compound_for(actor: Actor, pk: int, to: str = VIEW) -> Any:
    """A compound of the actor's ground: Http404 when it lies elsewhere, PermissionDenied when it may be seen but not `to`."""
    return territory.compound_for(actor, pk, to)


def compounds_page(actor: Actor, text: str, number: str | None) -> Page:
    """Open compounds of the actor's ground by name, with what waits there. A fixed number of statements."""
    areas = territory.areas_for(actor, permission=VIEW).order_by().values("pk")
    found = territory.compounds_on(areas).defer("area__boundary", "county__boundary")
    found = found.filter(name__contains=text) if text else found
    page = paged(found, number)
    compounds = list(page.object_list)
    units = _counted(Unit.unscoped.filter(ended_at=None), compounds)
    voting = _counted(Vote.unscoped.filter(state=State.OPEN), compounds)
    waiting = _counted(Booking.unscoped.filter(state=Paid.WAITING), compounds)
    rows: Any = [
        CompoundRow(one, units.get(one.pk, 0), voting.get(one.pk, 0), waiting.get(one.pk, 0)) for one in compounds
    ]
    page.object_list = rows
    return page


def _counted(rows: Any, compounds: list[Any]) -> dict[int, int]:
    found = rows.filter(compound__in=compounds).order_by().values_list("compound")
    return dict(found.annotate(count=Count("pk")))


def compound_page(actor: Actor, compound: Any) -> CompoundPage:
    """A compound that was fetched in scope."""
    units = Unit.unscoped.filter(compound=compound, ended_at=None).aggregate(
        count=Count("pk"), area=Sum("size"), heads=Sum("heads")
    )
    path = compound.area.path
    rights = {code.partition(".")[2]: actor.reaches(code, path) for code in (ROLL, RUN, MONEY, CHECK, BODIES)}
    return CompoundPage(
        compound, units["count"], rules.in_square_metres(units["area"] or 0), units["heads"] or 0, committee_of(compound),
        joint_of(compound), votes.votes_of(compound), money.uses_of(compound), _left(compound, Book.FUND),
        _left(compound, Book.INCOME), rights, has_services(compound.area), audit.timeline(compound),
    )  # fmt: skip


def _left(compound: Any, book: str) -> str:
    return rules.in_yuan(money.money_left(compound, book))


def committee_of(compound: Any) -> Committee | None:
    """The committee of a compound; None where there is none."""
    rows = Committee.unscoped.filter(compound=compound, ended_at=None).select_related("organization", "party")
    found: Committee | None = rows.first()
    return found


def joint_of(compound: Any) -> list[tuple[str, str]]:
    """Seats of the joint body with who sits there ("" for nobody yet); nothing where nobody set it."""
    found = JointBody.unscoped.filter(compound=compound).first()
    if found is None:
        return []
    return [(one.label, found.seats.get(code, "")) for code, one in joint_seats(compound.area).items()]


def joint_seats(area: Any) -> dict[str, Any]:
    """Who manages a compound together here, by the method."""
    return dict(territory.rules_of(area).owners.joint_seats)


def has_services(area: Any) -> bool:
    """Whether this county serves first and charges when satisfied."""
    return territory.rules_of(area).owners.paid_service is not None


def public_compounds(slug: str, text: str, number: str | None) -> tuple[Any, Page]:
    """The county and its open compounds by name; Http404 for an unknown county."""
    county = territory.county_by_slug(slug)
    found = territory.compounds_on(territory.descendants(county).order_by().values("pk"))
    found = found.filter(name__contains=text) if text else found
    return county, paged(found.defer("area__boundary"), number)


def public_page(pk: int, quarter: str) -> PublicPage:
    """A compound's disclosure for the quarter of a day ("2026-10-01"; anything else: this one). Http404 where there is none."""
    compound = territory.open_compound(pk)
    if compound is None:
        raise Http404
    first, after = months.quarter(_day(quarter))
    before, _ = months.quarter(date.fromordinal(first.toordinal() - 1))
    books = tuple(money.disclosure(compound, book, first, after) for book in (Book.FUND, Book.INCOME))
    uses = [PublicUse(use, standing, money.sums_of(use)) for use, standing in money.uses_of(compound)]
    return PublicPage(
        compound, first, before, after if after <= clock.today() else None, books, uses,
        votes.votes_of(compound), committee_of(compound), joint_of(compound),
    )  # fmt: skip


def _day(words: str) -> date:
    try:
        found = date.fromisoformat(words)
    except ValueError:
        return clock.today()
    return found if date(2000, 1, 1) <= found <= clock.today() else clock.today()


def organizations_of(county: Any, kinds: Iterable[str]) -> dict[int, Any]:
    """Open organizations of these kinds in a county, by number, in the order of their names."""
    wanted = list(kinds)
    return {one.pk: one for one in organizations.organizations_in(county, wanted)} if wanted else {}


def kinds_of(area: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Kinds of organizations here that are owners' committees, and property companies."""
    found = territory.rules_of(area).owners
    return found.committee_kinds, found.company_kinds


def county_of(actor: Actor) -> Any:
    """The actor's county; Http404 for who has none."""
    if not actor.county_id:
        raise Http404
    return territory.area_by_id(actor.county_id)


def county_to_pay(actor: Actor) -> Any:
    """The actor's county for who keeps the money of all of it; PermissionDenied for who keeps only a part's."""
    county = county_of(actor)
    if not actor.reaches(MONEY, county.path):
        raise PermissionDenied
    return county


def has_subsidy(actor: Actor) -> bool:
    """Whether the actor's county has fallback money for compounds (X34)."""
    county = territory.area_by_id(actor.county_id) if actor.county_id else None
    return county is not None and territory.rules_of(county).owners.subsidy is not None


def coverage(actor: Actor, county: Any) -> list[Coverage]:
    """Party coverage of property companies and owners' committees of a county (H26): 56 firms, 170 committees, all."""
    _committees, companies = kinds_of(county)
    rows = organizations.organizations_in(county)
    with_party = {one.parent_id for one in rows if one.kind in organizations.PARTY_KINDS}
    firms = [one for one in rows if one.kind in companies]
    held = Committee.scoped.visible_to(actor).filter(county=county, ended_at=None).select_related("compound")
    seated = list(held.order_by("compound__name", "pk"))
    return [
        Coverage(
            "companies", sum(one.pk in with_party for one in firms), len(firms),
            [one.name for one in firms if one.pk not in with_party],
        ),
        Coverage(
            "committees", sum(one.party_id is not None for one in seated), len(seated),
            [one.compound.name for one in seated if one.party_id is None],
        ),
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A service to a household, with its price in yuan and what may come next."""

    service: PaidService
    standing: Standing
    price: str
    verbs: frozenset[str]


def _service_row(one: PaidService) -> ServiceRow:
    state = Service(one.state)
    return ServiceRow(one, SERVICES[state], rules.in_yuan(one.price), SERVICE.verbs(state))


@rls.reached(MONEY)
def services_of(actor: Actor, compound: Any) -> list[ServiceRow]:
    """Services to households of a compound, newest first, at most a hundred."""
    rows = PaidService.scoped.visible_to(actor, MONEY).filter(compound=compound).select_related("unit", "company")
    return [_service_row(one) for one in rows.order_by("-pk")[:100]]


@rls.reached(MONEY)
def service_for(actor: Actor, pk: int) -> PaidService:
    """One service for those who keep the money there; Http404 for any other."""
    found: PaidService | None = PaidService.scoped.visible_to(actor, MONEY).filter(pk=pk).select_related("unit").first()
    if found is None:
        raise Http404
    return found


def own_services(person: Any) -> list[ServiceRow]:
    """Services to the units that somebody who proved a phone owns or lives in, newest first. The session is the reach."""
    with rls.everywhere():
        return [_service_row(one) for one in _own_services(person).order_by("-pk")[:50]]


def own_service(person: Any, pk: int) -> ServiceRow:
    """One of these; Http404 for any other."""
    with rls.everywhere():
        found = _own_services(person).filter(pk=pk).first()
    if found is None:
        raise Http404
    return _service_row(found)


def _own_services(person: Any) -> Any:
    owned = Ownership.unscoped.filter(person=person, ended_at=None).order_by().values("unit")
    homes = [one.dwelling_id for one in residents.own_homes(person) if one.ends_on is None]
    mine = Q(unit__in=owned) | Q(unit__dwelling__in=homes)
    return PaidService.unscoped.filter(mine).select_related("unit", "company", "compound")


def joint_set(compound: Any) -> dict[str, str]:
    """Who sits in the joint body, by seat; nothing where nobody set it."""
    found = JointBody.unscoped.filter(compound=compound).first()
    return dict(found.seats) if found else {}
