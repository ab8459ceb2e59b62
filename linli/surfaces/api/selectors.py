"""What the doors for programs look up: places that were named, and what a platform brought in."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from linli.domains.cases import selectors as cases
from linli.foundation.territory import selectors as territory
from linli.surfaces.api.models import Filing


def filed_by(partner: Any) -> QuerySet[Any]:
    """Ids of the cases that a platform brought in."""
    return Filing.objects.filter(partner=partner).values("case_id")


def filed_case(partner: Any, ref: str) -> Any:
    """One of the platform's own cases by its number; Http404 for any other, hidden or missing alike."""
    case = cases.case_by_ref(ref)
    if not Filing.objects.filter(partner=partner, case=case).exists():
        raise Http404
    return case


def place_of(county: Any, said: dict[str, Any]) -> Any:
    """The narrowest area that a report names: by `address_id` (the code of a sticker), position, or an address with one meaning.

    The county itself for an address that names nothing known: its centre finds out. None for a code or a position elsewhere.
    """
    at = territory.ground_at(county, said["lat"], said["long"]) if said["lat"] is not None else county
    if at is None or not said["address_id"]:
        return at if at is None or said["lat"] is not None else _place_named(county, said["address_string"])
    found = territory.place_by_code(said["address_id"])
    return territory.area_by_id(found.area_id) if found and found.county_id == county.pk else None


def _place_named(county: Any, address: str) -> Any:
    found = territory.search_places(county, address, limit=2)
    return territory.area_by_id(found[0].area_id) if len(found) == 1 else county
