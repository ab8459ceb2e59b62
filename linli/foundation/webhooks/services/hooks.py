"""Webhooks themselves: added, switched off and on, given another secret."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction

from linli.foundation.audit import services as audit
from linli.foundation.partners.states import MANAGE
from linli.foundation.webhooks import events, registry
from linli.foundation.webhooks.models import Hook
from linli.foundation.webhooks.rules import target_of
from linli.foundation.webhooks.states import SECRET
from linli.kernel import clock, crypto
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.scoping import keep_in_scope


@dataclass(frozen=True, slots=True)
class Made:
    """A webhook with the secret that signs what it sends, which nobody can read again."""

    hook: Hook
    secret: str


@transaction.atomic
def add_hook(actor: Actor, *, partner: Any, stream: str, url: str) -> Made:
    """Send news of one kind to a partner's address from now on.

    Raises RuleBroken webhooks.unknown_stream, webhooks.bad_url, webhooks.not_sealed, webhooks.already, partners.stopped; OutOfScope.
    Where the address leads is looked at with each request, not here: names change what they stand for.
    """
    url = url.strip()
    target = target_of(url)
    if registry.stream(stream) is None:
        raise RuleBroken("webhooks.unknown_stream")
    if target is None or len(url) > 500:
        raise RuleBroken("webhooks.bad_url")
    if not target.tls and not settings.LINLI_WEBHOOK_NETWORKS:
        raise RuleBroken("webhooks.not_sealed")
    if not partner.active:
        raise RuleBroken("partners.stopped")
    if Hook.unscoped.filter(partner=partner, stream=stream, url=url).exists():
        raise RuleBroken("webhooks.already")
    secret = _secret()
    made: Hook = Hook.unscoped.create(
        county_id=partner.county_id, area_id=partner.area_id, partner=partner, stream=stream, url=url,
        secret_sealed=crypto.seal(secret, purpose=SECRET), added_at=clock.now(),
    )  # fmt: skip
    keep_in_scope(actor, made, MANAGE)
    audit.record(actor, events.HookAdded(stream, target.host), subject=made, county_id=made.county_id)
    return Made(made, secret)


@transaction.atomic
def switch_hook(actor: Actor, *, hook: Hook, active: bool) -> Hook:
    """Off, so that nothing is noted or sent, or on again, at once and with its rest forgotten; harmless when it stands so already."""
    row = _locked(actor, hook)
    if row.active != active:
        row.stopped_at, row.failures, row.rest_until = None if active else clock.now(), 0, None
        row.save(update_fields=["stopped_at", "failures", "rest_until"])
        happened = events.HookStarted() if active else events.HookStopped()
        audit.record(actor, happened, subject=row, county_id=row.county_id)
    return row


@transaction.atomic
def renew_secret(actor: Actor, *, hook: Hook) -> Made:
    """Another secret, which signs everything from now on, also what waits."""
    row, secret = _locked(actor, hook), _secret()
    row.secret_sealed = crypto.seal(secret, purpose=SECRET)
    row.save(update_fields=["secret_sealed"])
    audit.record(actor, events.SecretRenewed(), subject=row, county_id=row.county_id)
    return Made(row, secret)


def _locked(actor: Actor, hook: Hook) -> Hook:
    row: Hook = Hook.unscoped.select_for_update(of=("self",)).get(pk=hook.pk)
    keep_in_scope(actor, row, MANAGE)
    return row


def _secret() -> str:
    return secrets.token_urlsafe(32)
