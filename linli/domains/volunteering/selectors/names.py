"""What volunteers and partners are called, for those who may read it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from linli.domains.volunteering.models import Offer, Volunteer
from linli.domains.volunteering.permissions import KEEP
from linli.foundation.privacy import rls

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


def names_of(ids: Iterable[int]) -> dict[int, str]:
    """Names of volunteers by number, "" for who isn't linked any more. For rows that were fetched in the scope of a team's keeper: who
    joins a team agrees that its keepers read the name, wherever they live.
    """
    wanted = set(ids)
    if not wanted:
        return {}
    with rls.everywhere():
        return {
            pk: name or "" for pk, name in Volunteer.unscoped.filter(pk__in=wanted).values_list("pk", "person__name")
        }


def names_for(actor: Actor, ids: Collection[int]) -> dict[int, str]:
    """Names of those who live where the actor keeps teams: for the ledger's pages."""
    with rls.reaching(actor, KEEP):
        found = Volunteer.scoped.visible_to(actor, KEEP).filter(pk__in=set(ids))
        seen = set(found.values_list("pk", flat=True))
    return {pk: name for pk, name in names_of(seen).items() if name}


def partners(ids: Collection[int]) -> dict[int, str]:
    """Names of organizations that put something into the pool; public."""
    found = Offer.unscoped.filter(organization__in=set(ids)).order_by()
    return dict(found.values_list("organization", "organization__name").distinct())
