"""How rows follow the ground. For followers alone."""

from __future__ import annotations

from typing import Any

from linli.domains.cobuilding.models import (
    Claim,
    Commitment,
    ContactVisit,
    Delivery,
    Entry,
    Item,
    Offer,
    Pairing,
    Part,
    Picture,
    Project,
    Registration,
    Tender,
)
from linli.domains.cobuilding.states import ENROLLED, Enrolment
from linli.kernel import clock


def move_rows(area: Any, successor: int) -> None:
    """Rows of an area that ends go to its successor. Where somebody stands there already, the pairing or registration of the old area
    ends instead. Frozen versions stay with the area whose lists they were.
    """
    today = clock.today()
    for row in Pairing.unscoped.filter(area=area):
        same = Pairing.unscoped.filter(
            area=successor, kind=row.kind, compound=row.compound_id, card=row.card_id, organization=row.organization_id
        )
        if row.ends_on is None and same.filter(ends_on=None).exists():
            row.ends_on = max(today, row.starts_on)
        row.area_id = successor
        row.save(update_fields=["area", "ends_on"])
    for one in Registration.unscoped.filter(area=area):
        there = Registration.unscoped.filter(
            area=successor, compound=one.compound_id, card=one.card_id, organization=one.organization_id
        )
        if one.state in ENROLLED and there.filter(state__in=ENROLLED).exists():
            one.state = Enrolment.ENDED
        one.area_id = successor
        one.save(update_fields=["area", "state"])
    for model in (ContactVisit, Entry, Part, Claim, Delivery, Picture, Item, Project, Commitment, Tender, Offer):
        model.unscoped.filter(area=area).update(area=successor)
    Claim.unscoped.filter(claimant=area).update(claimant=successor)
