"""Keys of partners: issued and shown once, replaced with a time in which both hold, revoked at once."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from linli.foundation.audit import services as audit
from linli.foundation.partners import events, registry
from linli.foundation.partners.models import Partner, PartnerKey
from linli.foundation.partners.rules import LONGEST, OVERLAP_DAYS, digest
from linli.foundation.partners.selectors import scope_labels
from linli.foundation.partners.states import MANAGE, SECRET, KeyKind, KeyState
from linli.foundation.privacy.selectors import kept_before
from linli.foundation.territory import selectors as territory
from linli.kernel import clock, crypto
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.lines import one_line
from linli.kernel.scoping import keep_in_scope


@dataclass(frozen=True, slots=True)
class Issued:
    """A new key and its secret, which nobody can read again. A bearer secret is sent as it is; it holds the prefix too."""

    key: PartnerKey
    secret: str


@transaction.atomic
def issue(
    actor: Actor,
    *,
    partner: Partner,
    kind: str,
    scopes: Iterable[str],
    expires_at: datetime,
    starts_at: datetime | None = None,
) -> Issued:
    """Make a key for `scopes` (codes of the registry), from `starts_at` (now where none is given) until before `expires_at`.

    Raises RuleBroken partners.no_scope, partners.unknown_scope, partners.bad_end, partners.stopped; OutOfScope.
    """
    partner = _locked(actor, partner)
    if not partner.active:
        raise RuleBroken("partners.stopped")
    now = clock.now()
    starts_at = starts_at or now
    if not max(now, starts_at) < expires_at <= now + LONGEST:
        raise RuleBroken("partners.bad_end")
    issued = _made(partner, KeyKind(kind), _known(scopes), starts_at, expires_at)
    key = issued.key
    happened = events.KeyIssued(key.prefix, "、".join(scope_labels(key.scopes)), _day(expires_at))
    audit.record(actor, happened, subject=partner, county_id=partner.county_id)
    return issued


@transaction.atomic
def rotate(actor: Actor, *, key: PartnerKey, overlap_days: int) -> Issued:
    """A new key of the same kind, for the same things and for as long; the old one goes on for `overlap_days` (0 to 30), never
    longer than it would have.

    Raises RuleBroken partners.bad_overlap, partners.key_over, partners.stopped; OutOfScope.
    """
    if not 0 <= overlap_days <= OVERLAP_DAYS:
        raise RuleBroken("partners.bad_overlap", most=OVERLAP_DAYS)
    partner, old = _key(actor, key)
    if old.state is not KeyState.HOLDS:
        raise RuleBroken("partners.key_over")
    now = clock.now()
    ends = now + min(old.expires_at - old.starts_at, LONGEST)
    issued = issue(actor, partner=partner, kind=old.kind, scopes=old.scopes, expires_at=ends)
    if overlap_days:
        old.expires_at = min(old.expires_at, now + timedelta(days=overlap_days))
    else:
        old.revoked_at = now
    old.save(update_fields=["expires_at", "revoked_at"])
    happened = events.KeyRotated(issued.key.prefix, old.prefix, _day(old.revoked_at or old.expires_at))
    audit.record(actor, happened, subject=partner, county_id=partner.county_id)
    return issued


@transaction.atomic
def revoke(actor: Actor, *, key: PartnerKey, reason: str) -> PartnerKey:
    """Let a key hold no more, at once. Raises RuleBroken partners.key_over for one that is over; OutOfScope."""
    partner, row = _key(actor, key)
    if row.state in (KeyState.REVOKED, KeyState.EXPIRED):
        raise RuleBroken("partners.key_over")
    row.revoked_at = clock.now()
    row.save(update_fields=["revoked_at"])
    happened = events.KeyRevoked(row.prefix, one_line(reason, 200))
    audit.record(actor, happened, subject=partner, county_id=partner.county_id)
    return row


def forget_keys() -> int:
    """Delete keys that ended so long ago that their county's method doesn't let us keep the secret any longer; returns how many."""
    return sum(_forget_keys(county) for county in territory.counties())


def _forget_keys(county: Any) -> int:
    before = kept_before(territory.rules_of(county), SECRET)
    if before is None:
        return 0
    over = PartnerKey.objects.filter(Q(expires_at__lt=before) | Q(revoked_at__lt=before), partner__county=county)
    return over.delete()[1].get(PartnerKey._meta.label, 0)


def _made(partner: Partner, kind: KeyKind, scopes: list[str], starts_at: datetime, expires_at: datetime) -> Issued:
    prefix = f"lk{secrets.token_hex(5)}"
    secret = secrets.token_urlsafe(32)
    said = f"{prefix}.{secret}" if kind is KeyKind.BEARER else secret
    kept = (
        {"secret_hash": digest(said)}
        if kind is KeyKind.BEARER
        else {"secret_sealed": crypto.seal(said, purpose=SECRET)}
    )
    key = PartnerKey.objects.create(
        partner=partner, prefix=prefix, kind=kind, scopes=scopes, starts_at=starts_at, expires_at=expires_at, **kept
    )
    return Issued(key, said)


def _known(scopes: Iterable[str]) -> list[str]:
    wanted = sorted(set(scopes))
    if not wanted:
        raise RuleBroken("partners.no_scope")
    for code in wanted:
        if code not in registry.scopes():
            raise RuleBroken("partners.unknown_scope", scope=code[:60])
    return wanted


def _locked(actor: Actor, partner: Partner) -> Partner:
    """The partner as it is now: one change of its keys at a time."""
    row: Partner = Partner.unscoped.select_for_update().get(pk=partner.pk)
    keep_in_scope(actor, row, MANAGE)
    return row


def _key(actor: Actor, key: PartnerKey) -> tuple[Partner, PartnerKey]:
    partner = _locked(actor, key.partner)
    return partner, PartnerKey.objects.select_for_update().get(pk=key.pk)


def _day(at: datetime) -> str:
    return at.astimezone(clock.ZONE).date().isoformat()
