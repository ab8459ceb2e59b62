"""Members whose duty is appraised by several parties (Q37): for the scorecards below, which know no members."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from linli.domains.membership.models import Membership
from linli.engines.scorecards.registry import Rated
from linli.foundation.privacy import rls


def members_in_service(county: Any, day: date) -> Sequence[Rated]:
    """Members of a county that are among its staff, and so may read and answer; placed where they live, named as on their card. Who isn't
    staff is known to the organization alone, and isn't rated here.
    """
    with rls.everywhere():
        rows = Membership.unscoped.filter(county=county, card__isnull=False, starts_on__lte=day)
        rows = rows.exclude(ends_on__lt=day).select_related("card", "area").order_by("area__path", "card__name", "id")
        return [
            Rated(f"card:{one.card_id}", one.card.name, one.area_id, one.area.path, one.organization_id, one.card_id)
            for one in rows
        ]
