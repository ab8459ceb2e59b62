"""What the doors for programs look up: places that were named, and what a platform brought in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from linli.domains.cases import selectors as cases
from linli.foundation.audit import selectors as history
from linli.foundation.territory import selectors as territory
from linli.kernel.actor import Actor
from linli.kernel.feeds import check_kept
from linli.surfaces.api.models import Change, Feed, Filing

#: Lines of a county that are looked through for one answer: a department's system sees few of them, and goes on from there.
WINDOW = 1000


@dataclass(frozen=True, slots=True)
class Happened:
    """A piece of what happened: (number of the case, line of its history), oldest first; `last` is where to go on, `more` whether
    there is more already.
    """

    rows: tuple[tuple[str, history.Line], ...]
    last: int
    more: bool


def happened(actor: Actor, county_id: int, after: int, most: int) -> Happened:
    """What happened in a county behind number `after` to cases that the actor sees, at most so many lines; four statements.

    Raises Gone feeds.gone where lines behind `after` were forgotten.
    """
    found = list(Change.objects.filter(county_id=county_id, seq__gt=after).order_by("seq")[: WINDOW + 1])
    check_kept(Feed, county_id, after)
    seen = cases.refs_seen(actor, {one.case_id for one in found[:WINDOW]})
    told = [one for one in found[:WINDOW] if one.case_id in seen][: most + 1]
    is_cut = len(told) > most
    told = told[:most]
    lines = history.lines_of(one.line for one in told)
    rows = tuple((seen[one.case_id], lines[one.line]) for one in told if one.line in lines)
    if is_cut:
        return Happened(rows, told[-1].seq, more=True)
    return Happened(rows, found[:WINDOW][-1].seq if found else after, len(found) > WINDOW)


def newest_change(county_id: int) -> int:
    """The number of the last line of a county's feed, forgotten or not; 0 for an empty one."""
    return next(iter(Feed.objects.filter(pk=county_id).values_list("last", flat=True)), 0)


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
    return territory.area_by_code(county, said["address_id"])


def _place_named(county: Any, address: str) -> Any:
    found = territory.search_places(county, address, limit=2)
    return territory.area_by_id(found[0].area_id) if len(found) == 1 else county
