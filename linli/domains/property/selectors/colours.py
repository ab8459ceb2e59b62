"""Colours over the rounds: of a compound's service, and of a company across its compounds, whatever it is called."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page
from django.http import Http404

from linli.domains.property import rules
from linli.domains.property.models import Contract, Order
from linli.domains.property.selectors._rules import rules_at
from linli.domains.property.selectors.contracts import ContractRow, current_q, rows_of, with_places
from linli.domains.property.states import KIND
from linli.engines.scorecards import selectors as scorecards
from linli.foundation.organizations import selectors as organizations
from linli.foundation.people import selectors as people
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.scoping import paged

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

#: Two years of quarters.
MOST = 8


@dataclass(frozen=True, slots=True)
class Coloured:
    """A contract with its results over the rounds, oldest first, and its newest order to put things right."""

    row: ContractRow
    strip: tuple[Any, ...]
    order: Order | None

    @property
    def newest(self) -> Any:
        """The last round's result; None before the first."""
        return self.strip[-1] if self.strip else None


@dataclass(frozen=True, slots=True)
class CompanyPage:
    """A company across its compounds, under all names that it had; `names` are the earlier ones."""

    company: Any
    rows: list[Coloured]
    names: tuple[str, ...]
    staff: list[Any]


def coloured(county: Any, contracts: Iterable[Contract], *, public: bool) -> list[Coloured]:
    """Contracts beside their results and orders; two statements, however many."""
    rows = rows_of(contracts)
    strips = scorecards.strips(county, [one.contract.key for one in rows], public=public, most=MOST)
    orders = {
        one.contract_id: one for one in Order.objects.filter(contract__in=[row.contract for row in rows]).order_by("pk")
    }
    return [Coloured(one, strips.get(one.contract.key, ()), orders.get(one.contract.pk)) for one in rows]


def legend(county: Any) -> list[Any]:
    """Bands of the county's cards that rate services, with where they come from; once each."""
    found = [card for card in scorecards.cards_at(county).values() if card.subject == KIND]
    return list({band.code: band for card in found for band in card.bands}.values())


def company_page(actor: Actor, pk: int) -> CompanyPage:
    """A company with all its contracts in the actor's reach; Http404 where there are none and the company isn't the actor's own."""
    company = organizations.organization_by_id(pk)
    found = with_places(Contract.scoped.visible_to(actor)).filter(county=company.county, holder=_holder(company))
    rows = list(found.order_by("ended_on", "compound__name", "pk"))
    if not rows and pk not in actor.organizations:
        raise Http404
    return CompanyPage(
        company, coloured(company.county, rows, public=False), _names(company, rows), people.holders_of(company.pk)
    )


def _holder(company: Any) -> str:
    return rules.holder_of(company.uscc, company.pk)


def _names(company: Any, rows: Iterable[Contract]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.company.name for one in rows if one.company.name != company.name))


# ── For everybody ────────────────────────────────────────────────────────────────────────────────


def public_county(slug: str, number: Any) -> tuple[Any, Page[Any]]:
    """A county with its services of today, by compound; Http404 for a county without property in its method."""
    county = territory.county_by_slug(slug)
    if not rules_at(county).forms:
        raise Http404
    rows = with_places(Contract.unscoped.filter(current_q(clock.today()), county=county))
    page = paged(rows.order_by("compound__name", "pk"), number)
    page.object_list = coloured(county, page.object_list, public=True)
    return county, page


def public_compound(pk: int) -> tuple[Any, list[Coloured], Any]:
    """A compound with everybody who serves or served it, and the newest result of the service of today with its formula, its reply and the
    state of its appeal (None before the first). Http404 where nobody ever served.
    """
    rows = list(with_places(Contract.unscoped.filter(compound=pk, starts_on__lte=clock.today())))
    if not rows:
        raise Http404
    found = coloured(rows[0].county, rows, public=True)
    newest = next((one.newest for one in found if one.row.is_current and one.newest), None)
    return rows[0].compound, found, scorecards.public_result(newest.subject_id) if newest else None


def public_company(pk: int) -> CompanyPage:
    """A company across all compounds that it serves or served, under all its names; nobody of its people. Http404 where it never served."""
    company = organizations.organization_by_id(pk)
    rows = Contract.unscoped.filter(county=company.county, holder=_holder(company), starts_on__lte=clock.today())
    contracts = list(with_places(rows).order_by("compound__name", "-starts_on", "pk"))
    if not contracts:
        raise Http404
    return CompanyPage(company, coloured(company.county, contracts, public=True), _names(company, contracts), [])
