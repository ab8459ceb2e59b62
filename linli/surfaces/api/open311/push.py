"""What happens to published cases as a kind of webhook: the request and the update, as GET gives them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from linli.domains.cases import events as _events  # noqa: F401  (declares what is followed)
from linli.domains.cases import selectors as cases
from linli.foundation.territory import selectors as territory
from linli.foundation.webhooks import services as webhooks
from linli.foundation.webhooks.registry import Stream
from linli.kernel.events import Audience, event_types
from linli.kernel.words import N_
from linli.surfaces.api import selectors
from linli.surfaces.api.open311 import shapes

if TYPE_CHECKING:
    from linli.foundation.audit.models import Event
    from linli.foundation.partners.models import Partner


def register() -> None:
    """Offer it: all that reporters may read; strangers' systems are told what everybody may know of it."""
    read = [one.code for one in event_types().values() if one.audience is Audience.PUBLIC]
    lines = frozenset(code for code in read if code.startswith("cases."))
    label = N_("Published cases: each change (Open311)")
    webhooks.offer(Stream("open311.requests", label, lines, _concerns, _says))


def _concerns(line: Event, partner: Partner) -> bool:
    """Every case, here; which of them may be told is asked once for many, when they are sent."""
    return True


def _says(lines: Sequence[Event], partner: Partner) -> dict[int, dict[str, Any]]:
    """Nothing of cases that aren't published (any more), and of steps that strangers aren't told."""
    county = territory.area_by_id(partner.county_id)
    rules, known = territory.rules_of(county), selectors.filed_by(partner)
    ids, moments = {line.subject_id for line in lines}, [line.at for line in lines]
    found = {one.ref: one for one in cases.published(county, rules, cases.Wanted(ids=tuple(ids)), known=known)}
    if not found:
        return {}
    steps = cases.published_steps(
        county, rules, lines=[line.pk for line in lines], since=min(moments), until=max(moments), known=known
    )
    agency = shapes.agency(county, rules)
    told = [one for one in steps if one.ref in found]
    return {one.id: {"request": shapes.request(found[one.ref], agency), "update": shapes.update(one)} for one in told}
