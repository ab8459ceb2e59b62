"""Every question about relays: platforms for those who look after them, passed-on cases for those who see the case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from linli.domains.cases import selectors as cases
from linli.domains.relay.models import Relay, Server
from linli.domains.relay.rules import labels
from linli.domains.relay.states import SEND, UNDER_WAY
from linli.foundation.audit import selectors as audit
from linli.foundation.partners import selectors as partners
from linli.foundation.partners.states import MANAGE
from linli.kernel.actor import Actor
from linli.kernel.panels import Panel
from linli.kernel.words import N_


def servers_for(actor: Actor) -> QuerySet[Server]:
    """Platforms of one's county; `under_way` counts cases that are with them."""
    rows = Server.scoped.visible_to(actor).select_related("partner").defer("key_sealed")
    found: QuerySet[Server] = rows.annotate(under_way=Count("relays", filter=Q(relays__state__in=UNDER_WAY)))
    return found


def server_for(actor: Actor, pk: int) -> Server:
    """One platform; Http404 when it is hidden. Its page names cases, so that is asked of the row and of its county's place itself."""
    rows = Server.scoped.visible_to(actor).select_related("partner", "area").defer("key_sealed", "area__boundary")
    found = rows.filter(pk=pk).first()
    if found is None or not actor.reaches(MANAGE, found.area.path):
        raise Http404
    return found


def facts_of(server: Server) -> dict[str, Any]:
    """What a platform's page shows beside the platform, which was fetched in scope."""
    return {
        "services": sorted(labels(server.services).items()),
        "relays": list(Relay.objects.filter(server=server).select_related("case")[:50]),
        "history": audit.timeline(server),
    }


def partner_choices(actor: Actor) -> list[tuple[str, str]]:
    """Systems that may become platforms."""
    return [(str(one.pk), one.name) for one in partners.partners_for(actor) if one.active]


@dataclass(frozen=True, slots=True)
class Offer:
    """A platform that a case may be passed on to, and what it takes."""

    server: Server
    services: dict[str, str]


def offers_for(actor: Actor, case: Any) -> list[Offer]:
    """Platforms of the case's county that are on, have said what they take, and don't have the case already."""
    if not actor.reaches(SEND, case.area.path) or not case.is_open:
        return []
    with_them = Relay.objects.filter(case=case, state__in=UNDER_WAY).values("server")
    rows = Server.unscoped.filter(county=case.county_id, stopped_at=None, partner__active=True).exclude(
        pk__in=with_them
    )
    found = rows.exclude(services=[]).select_related("partner").defer("key_sealed")
    return [Offer(one, labels(one.services)) for one in found]


def offer_for(actor: Actor, case: Any, pk: int) -> Offer:
    """One of these; Http404 for any other."""
    found = next((one for one in offers_for(actor, case) if one.server.pk == pk), None)
    if found is None:
        raise Http404
    return found


def spot_of(case: Any) -> tuple[str, float | None, float | None]:
    """Where a case is, as the other platform may know it: the line of its place, and the place's own position (not the reporter's)."""
    spot = next((area for area in (case.area, case.area.parent) if area is not None and area.lat is not None), None)
    return cases.place_line(case.area), spot.lat if spot else None, spot.lng if spot else None


def panel_of(actor: Actor, case: Any) -> Panel | None:
    """Where a case was passed on to, and the way to pass it on; None where there is neither. Whoever fetched it may see it. Costs
    nothing where no other system works with the county.
    """
    if not partners.has_partners(case.county_id):
        return None
    relays = list(Relay.objects.filter(case=case).select_related("server__partner"))
    offers = offers_for(actor, case)
    if not relays and not offers:
        return None
    return Panel(N_("Other platforms"), "relay/_case.html", {"ref": case.ref, "relays": relays, "offers": offers})
