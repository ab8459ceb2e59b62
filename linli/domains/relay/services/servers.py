"""Platforms themselves: written down, switched off and on."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction

from linli.domains.relay import events
from linli.domains.relay.models import Server
from linli.domains.relay.states import KEY
from linli.foundation.audit import services as audit
from linli.foundation.partners.states import MANAGE
from linli.foundation.privacy.selectors import fields
from linli.foundation.territory import selectors as territory
from linli.foundation.webhooks.rules import target_of
from linli.kernel import clock, crypto
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.scoping import keep_in_scope

#: The row of the method that says how long keys are kept.
FIELD = "relay.server"


@transaction.atomic
def add_server(actor: Actor, *, partner: Any, url: str, jurisdiction: str = "", key: str = "") -> Server:
    """Let cases be passed on to a partner's Open311 endpoint; what it takes is read by the worker, at once and then daily.

    Raises RuleBroken relay.bad_url, relay.not_sealed, relay.already, partners.stopped; OutOfScope. Where the address leads is looked
    at with each request: names change what they stand for.
    """
    url = url.strip().rstrip("/")
    target = target_of(url)
    if target is None or "?" in url or len(url) > 480:
        raise RuleBroken("relay.bad_url")
    if not target.tls and not settings.LINLI_WEBHOOK_NETWORKS:
        raise RuleBroken("relay.not_sealed")
    if not partner.active:
        raise RuleBroken("partners.stopped")
    jurisdiction = jurisdiction.strip()[:60]
    if Server.unscoped.filter(partner=partner, url=url, jurisdiction=jurisdiction).exists():
        raise RuleBroken("relay.already")
    made: Server = Server.unscoped.create(
        county_id=partner.county_id, area_id=partner.area_id, partner=partner, url=url, jurisdiction=jurisdiction,
        key_sealed=crypto.seal(key.strip(), purpose=KEY), added_at=clock.now(), next_at=clock.now(),
    )  # fmt: skip
    keep_in_scope(actor, made, MANAGE)
    audit.record(actor, events.ServerAdded(target.host), subject=made, county_id=made.county_id)
    return made


def forget_keys() -> int:
    """Blank the keys of platforms that were switched off as long ago as their county's method keeps them; how many."""
    rows = Server.unscoped.exclude(stopped_at=None).exclude(key_sealed=b"").select_related("area__county")
    due = [
        row.pk
        for row in rows
        if row.stopped_at + fields(territory.rules_of(row.area))[FIELD].keep.length <= clock.now()
    ]
    return int(Server.unscoped.filter(pk__in=due).update(key_sealed=b""))


@transaction.atomic
def switch_server(actor: Actor, *, server: Server, active: bool) -> Server:
    """Off, so that it isn't called any more, or on again and called at once; harmless when it stands so already. Raises OutOfScope."""
    row: Server = Server.unscoped.select_for_update(of=("self",)).get(pk=server.pk)
    keep_in_scope(actor, row, MANAGE)
    if row.active != active:
        row.stopped_at, row.failures, row.next_at = None if active else clock.now(), 0, clock.now()
        row.save(update_fields=["stopped_at", "failures", "next_at"])
        happened = events.ServerStarted() if active else events.ServerStopped()
        audit.record(actor, happened, subject=row, county_id=row.county_id)
    return row
