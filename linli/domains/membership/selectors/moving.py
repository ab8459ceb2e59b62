"""Transfers between party organizations."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404

from linli.domains.membership.models import Transfer
from linli.domains.membership.selectors._reach import Page, in_county, within_county
from linli.domains.membership.states import TransferState
from linli.foundation.organizations import selectors as organizations
from linli.foundation.territory import selectors as territory
from linli.kernel.actor import Actor
from linli.kernel.scoping import paged


@within_county
def transfers_page(actor: Actor, *, box: str = "", state: str = TransferState.ASKED, number: Any = 1) -> Page[Any]:
    """Transfers that the actor may see; `box` "in" or "out" narrows to those that come or go."""
    mine = organizations.with_parts(actor.org_ids("membership.view"))
    found = Transfer.scoped.visible_to(actor)
    if state:
        found = found.filter(state=state)
    if box == "in":
        found = found.filter(target__in=mine)
    if box == "out":
        found = found.filter(source__in=mine)
    return paged(found.select_related("membership__person", "source", "target", "area"), number)


def transfer_for(actor: Actor, pk: int, *, end: str) -> Transfer:
    """A transfer that the actor may act on at one `end`: "target" answers, "source" takes back.

    Http404 when hidden, PermissionDenied when it concerns one but isn't one's to decide.
    """
    with in_county(actor):
        seen = Transfer.scoped.visible_to(actor).filter(pk=pk)
        row: Transfer | None = seen.select_related("membership__person", "source", "target", "area").first()
        if row is None:
            raise Http404
        if not may_act(actor, row, end):
            raise PermissionDenied
    return row


def may_act(actor: Actor, row: Transfer, end: str) -> bool:
    """Whether the organization at one end of a transfer is the actor's."""
    if actor.is_system:
        return True
    mine = {one["pk"] for one in organizations.with_parts(actor.org_ids("membership.change"))}
    return getattr(row, f"{end}_id") in mine


def target_choices(actor: Actor) -> list[tuple[int, str]]:
    """All party organizations of the county: one must know where a member may go."""
    if actor.county_id is None:
        return []
    county = territory.area_by_id(actor.county_id)
    return [(body.pk, body.name) for body in organizations.party_bodies(county)]


def target_for(actor: Actor, pk: int) -> Any:
    """One of `target_choices`; Http404 for any other."""
    if pk not in {key for key, _ in target_choices(actor)}:
        raise Http404
    return organizations.organization_by_id(pk)
