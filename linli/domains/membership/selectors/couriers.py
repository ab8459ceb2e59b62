"""Couriers who reported in: as the branch sees them, and as they see themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count

from linli.domains.membership.models import Courier
from linli.domains.membership.selectors._reach import Page, in_county, within_county
from linli.domains.membership.selectors.members import CHANGE
from linli.domains.membership.states import COURIER, CourierState
from linli.foundation.organizations import selectors as organizations
from linli.foundation.privacy import rls
from linli.foundation.territory import selectors as territory
from linli.kernel import crypto
from linli.kernel.scoping import door, paged

if TYPE_CHECKING:
    from linli.domains.membership.method import CourierRules
    from linli.kernel.actor import Actor


def courier_rules(area: Any) -> CourierRules | None:
    """What the method that holds at a place says of couriers; None where none report in (or the method is older than this)."""
    rules = territory.rules_of(area)
    found: CourierRules | None = rules.membership.couriers if "membership" in rules.sections else None
    return found


def branch_near(area: Any) -> Any:
    """The party organization that couriers of a place are put with: seated in the grid or, where it has none, in the lowest area
    above it; None where there is none.
    """
    return organizations.party_body_at(area)


@within_county
def couriers_page(actor: Actor, *, state: str = CourierState.WAITING, number: Any = 1) -> Page[Any]:
    """Couriers of the actor's organizations in a state, who came first, first; with their group in words."""
    found = Courier.scoped.visible_to(actor).filter(state=state)
    page = paged(
        found.select_related("organization", "area", "county").defer("area__boundary", "county__boundary"), number
    )
    rules = courier_rules(page.object_list[0].county) if page.object_list else None
    for row in page.object_list:
        row.group_label = rules.label_of(row.group) if rules else row.group
    return page


@within_county
def courier_counts(actor: Actor) -> dict[str, int]:
    """How many of the actor's couriers stand in each state; states with none are left out."""
    found = Courier.scoped.visible_to(actor).order_by().values_list("state").annotate(found=Count("pk"))
    return dict(found)


def courier_for(actor: Actor, pk: int, to: str | None = None) -> Courier:
    """One courier; Http404 when hidden, PermissionDenied when `to` isn't granted on it."""
    row: Courier = door(Courier, actor, pk, to, "organization", "area", "county", reach=in_county)
    return row


def may_answer(actor: Actor, row: Courier, permission: str = CHANGE) -> bool:
    """Whether the actor holds a permission over a courier."""
    with in_county(actor, permission):
        return bool(Courier.scoped.visible_to(actor, permission).filter(pk=row.pk).exists())


def group_label(row: Courier) -> str:
    """What the courier does, as the county calls it."""
    rules = courier_rules(row.county)
    return rules.label_of(row.group) if rules else row.group


def couriers_with_phone(county: Any, phone: str) -> list[Courier]:
    """Rows of whoever has proven this phone, the newest first; for that person's own page alone. None for no phone."""
    marks = crypto.blind_indexes(phone, purpose=COURIER) if phone else []
    with rls.everywhere():
        found = Courier.unscoped.filter(county=county, phone_index__in=marks).select_related(
            "organization", "area", "county"
        )
        return list(found.defer("area__boundary", "county__boundary").order_by("-reported_at", "-pk"))
