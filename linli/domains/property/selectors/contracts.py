"""Contracts: the list, one with its course, who may serve a compound, compounds without service."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page
from django.db.models import Exists, OuterRef, Q
from django.http import Http404

from linli.domains.property import rules
from linli.domains.property.method import Form
from linli.domains.property.models import Contract
from linli.domains.property.selectors._rules import asked_once, rules_at
from linli.domains.property.states import MANAGE, VIEW
from linli.foundation.audit import selectors as audit
from linli.foundation.organizations import selectors as organizations
from linli.foundation.people import selectors as people
from linli.foundation.territory import selectors as territory
from linli.foundation.territory.scoping import below
from linli.kernel import clock
from linli.kernel.scoping import paged
from linli.kernel.words import N_

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

_MOST = 50

#: Lists of contracts: code → msgid.
LISTS = {"": N_("In force"), "ended": N_("Ended"), "all": N_("All")}


@dataclass(frozen=True, slots=True)
class ContractRow:
    """A contract beside the name of its form."""

    contract: Contract
    form: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class CompoundPage:
    """A compound: who serves and served it."""

    compound: Any
    current: ContractRow | None
    rows: list[ContractRow]
    assistants: list[Any]
    history: list[Any]
    may_manage: bool


def county_of(actor: Actor) -> Any:
    """The actor's county; None for who has none."""
    return territory.area_by_id(actor.county_id) if actor.county_id else None


def current_q(day: date) -> Q:
    """Contracts under which there is service on a day."""
    return Q(starts_on__lte=day) & (Q(ended_on=None) | Q(ended_on__gte=day))


def with_places(rows: Any) -> Any:
    """Contracts with compound, community and company at hand."""
    found = rows.select_related("compound__area", "compound__county", "company", "area", "county")
    return found.defer("area__boundary", "county__boundary", "compound__area__boundary", "compound__county__boundary")


def contracts_page(actor: Actor, *, which: str = "", text: str = "", form: str = "", number: Any = 1) -> Page[Any]:
    """Contracts in the actor's reach: those in force unless asked otherwise; `text` is a part of a name, or a whole code."""
    rows = Contract.scoped.visible_to(actor)
    if which != "all":
        now = current_q(clock.today())
        rows = rows.exclude(now) if which == "ended" else rows.filter(now)
    if text:
        rows = rows.filter(Q(compound__name__contains=text) | Q(company__name__contains=text) | Q(holder=text.upper()))
    if form:
        rows = rows.filter(form=form)
    page = paged(with_places(rows).order_by("compound__name", "-starts_on", "pk"), number)
    page.object_list = rows_of(page.object_list)
    return page


def rows_of(contracts: Iterable[Contract]) -> list[ContractRow]:
    """Contracts beside the names of their forms (the code itself where the method doesn't know one any more), and whether they count today."""
    ask, today = asked_once(), clock.today()
    return [_row(one, ask(one.county).forms, today) for one in contracts]


def _row(one: Contract, forms: Mapping[str, Form], today: date) -> ContractRow:
    rule = forms.get(one.form)
    is_current = one.starts_on <= today and (one.ended_on is None or one.ended_on >= today)
    return ContractRow(one, rule.label if rule else one.form, is_current)


def form_choices(area: Any) -> dict[str, Form]:
    """Forms of service that the county knows."""
    return rules_at(area).forms


def contract_for(actor: Actor, pk: int, to: str | None = None) -> Contract:
    """One contract: Http404 when hidden, PermissionDenied when it may be seen but not `to`."""
    found: Contract | None = with_places(Contract.scoped.visible_to(actor)).filter(pk=pk).first()
    if found is None:
        raise Http404
    if to and not Contract.scoped.visible_to(actor, to).filter(pk=pk).exists():
        raise PermissionDenied
    return found


def history_of(contract: Contract) -> list[Any]:
    """What happened under a contract that was fetched in scope."""
    return audit.timeline(contract)


def compound_for(actor: Actor, pk: int, to: str | None = None) -> Any:
    """One compound of a community in reach, or with a contract that is: Http404 else, PermissionDenied where `to` isn't held."""
    found = compounds_below(actor).filter(pk=pk).first() or _by_contract(actor, pk)
    if found is None:
        raise Http404
    if to and not actor.reaches(to, found.area.path):
        raise PermissionDenied
    return found


def compounds_below(actor: Actor) -> Any:
    """Open compounds of the communities in reach by area."""
    places = territory.areas_for(actor, permission=VIEW).filter(below(actor.paths(VIEW)))
    return territory.compounds_on(places.order_by().values("pk")).defer("area__boundary", "county__boundary")


def _by_contract(actor: Actor, pk: int) -> Any:
    contract = with_places(Contract.scoped.visible_to(actor)).filter(compound=pk).first()
    return contract.compound if contract else None


def compound_page(actor: Actor, compound: Any) -> CompoundPage:
    """A compound that was fetched in scope."""
    rows = rows_of(with_places(Contract.scoped.visible_to(actor)).filter(compound=compound)[:_MOST])
    grids = [one.pk for one in territory.grids_of(compound)]
    posts = rules_at(compound.county).assistants
    return CompoundPage(
        compound, next((one for one in rows if one.is_current), None), rows,
        people.holders_in(posts, grids) if posts and grids else [], audit.timeline(compound),
        actor.reaches(MANAGE, compound.area.path),
    )  # fmt: skip


def companies_for(compound: Any, *, without: str = "") -> list[tuple[str, str]]:
    """(number, name) of open organizations of the county that may serve in any form, but for the one with this holder's key."""
    kinds = {kind for form in form_choices(compound.county).values() for kind in form.kinds}
    found = organizations.organizations_in(compound.county, kinds)
    return [(str(one.pk), one.name) for one in found if rules.holder_of(one.uscc, one.pk) != without]


def company_in(compound: Any, pk: int) -> Any:
    """One of them; Http404 for any other."""
    if str(pk) not in dict(companies_for(compound)):
        raise Http404
    return organizations.organization_by_id(pk)


def unserved(actor: Actor, number: Any = 1) -> Page[Any]:
    """Compounds in reach that nobody serves today."""
    serves = Contract.unscoped.filter(current_q(clock.today()), compound=OuterRef("pk"))
    return paged(compounds_below(actor).filter(~Exists(serves)), number)
