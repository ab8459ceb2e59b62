"""Who comes in with a key: by a bearer secret, or by a signature over time, nonce and body. Every try of a known key is logged.

Whoever isn't let in is answered alike, whatever was wrong; only a caller whose signature is right learns that their clock is off.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from linli.foundation.partners import rules
from linli.foundation.partners.errors import ClockOff, NotFor, Refused
from linli.foundation.partners.models import KeyUse, Partner, PartnerKey
from linli.foundation.partners.selectors import actor_of, scope_labels
from linli.foundation.partners.states import SECRET, TAKEN, KeyKind, KeyState, state_of
from linli.kernel import clock, crypto
from linli.kernel.actor import Actor
from linli.kernel.statements import Kept, change, hole

log = logging.getLogger(__name__)

#: Headers of a signed request.
KEY, TIME, NONCE, SIGNATURE = "Linli-Key", "Linli-Time", "Linli-Nonce", "Linli-Signature"

#: Compared with where there is no such key, so that a guess of a prefix takes as long as one of a secret.
_NOBODY = "0" * 43

_BY_PREFIX = Kept(
    lambda: (
        PartnerKey.objects.filter(prefix=hole("prefix"))
        .select_related("partner__county")
        .defer("partner__county__boundary")
    )
)
_USE = f"""INSERT INTO {KeyUse._meta.db_table} (key_id, mark, at, scope, outcome, count) VALUES ($1, $2, $3, $4, $5, 1)
    ON CONFLICT (key_id, mark) DO"""  # noqa: S608  (our own table's name)
_ONCE = f"{_USE} NOTHING"
_COUNTED = f"{_USE} UPDATE SET count = {KeyUse._meta.db_table}.count + 1, at = excluded.at"
#: With a use that is written, the key is marked as used, to a minute: one statement and one commit for both.
_SEEN = f"""WITH used AS ({{}} RETURNING key_id), seen AS (UPDATE {PartnerKey._meta.db_table} SET last_used_at = $3 FROM used
    WHERE id = used.key_id AND (last_used_at IS NULL OR last_used_at < $3 - interval '1 minute'))
    SELECT key_id FROM used"""  # noqa: S608  (as above)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who was let in: the partner, the key that was used, and the actor as whom it acts, bounded by the key's scopes."""

    partner: Partner
    key: PartnerKey
    actor: Actor


def by_bearer(secret: str, scope: str, *, now: datetime | None = None, tells: bool = False) -> Caller | None:
    """Who sent this bearer secret, when it holds and may be used for `scope`; else None, and a line in the log of its key.

    `tells`: raise `NotFor` where only the scope is missing.
    """
    now = now or clock.now()
    key = _by_prefix(secret.partition(".")[0])
    known = key.secret_hash if key is not None and key.kind == KeyKind.BEARER else rules.digest(_NOBODY)
    if not rules.same(rules.digest(secret), known) or key is None:
        _refused(key, "signature", scope, now)
        return None
    wrong = _fault(key, scope, now)
    if wrong:
        _refused(key, wrong, scope, now)
        if tells and wrong == "scope":
            raise _not_for(scope)
        return None
    _write(_SEEN.format(_COUNTED), key, f"{_minute(now)}:{scope}", TAKEN, scope, now)
    return _let_in(key)


def verify_signature(
    headers: Mapping[str, str], body: bytes, now: datetime, scope: str, *, tells: bool = False
) -> Caller:
    """Who signed this request, when the key holds, may be used for `scope`, and the request wasn't seen before.

    `headers` are looked up by their names as written here (Django's `request.headers` takes any case). Raises `Refused`, alike for
    whatever was wrong, `ClockOff` (with the time here) where only the time doesn't fit, and with `tells` `NotFor` where only the scope
    is missing. Commits what it logs: call it outside
    of a transaction.
    """
    signed = rules.Signed(
        headers.get(KEY, ""), headers.get(TIME, ""), headers.get(NONCE, ""), headers.get(SIGNATURE, "").lower()
    )
    if not signed.is_whole:
        raise Refused
    key = _by_prefix(signed.prefix)
    is_right = rules.fits(signed, _secret_of(key), body)
    if key is None or not is_right:
        raise _refused(key, "signature", scope, now)
    wrong = _fault(key, scope, now)
    if wrong:
        refused = _refused(key, wrong, scope, now)
        raise _not_for(scope) if tells and wrong == "scope" else refused
    if off := rules.seconds_off(signed.at, now):
        _refused(key, "clock", scope, now)
        here, most = f"{now.astimezone(clock.ZONE):%Y-%m-%d %H:%M:%S%z}", round(rules.WINDOW.total_seconds())
        raise ClockOff("partners.clock_off", seconds=f"{off:+d}", most=most, now=here)
    if not _write(_SEEN.format(_ONCE), key, signed.nonce, TAKEN, scope, now):
        raise _refused(key, "replay", scope, now)
    return _let_in(key)


def forget_uses() -> int:
    """Delete lines of the log of use that are older than ninety days; returns how many."""
    return KeyUse.objects.filter(at__lt=clock.now() - rules.KEPT).delete()[0]


def _by_prefix(prefix: str) -> PartnerKey | None:
    if not (prefix.isascii() and prefix.isalnum() and len(prefix) <= 20):
        return None
    found: PartnerKey | None = _BY_PREFIX.first(prefix=prefix)
    return found


def _secret_of(key: PartnerKey | None) -> str:
    """The signing secret; one that fits nothing where the key is no signing key, or was sealed under a key that is gone."""
    if key is None or key.kind != KeyKind.HMAC:
        return _NOBODY
    return crypto.try_unseal(bytes(key.secret_sealed), purpose=SECRET) or _NOBODY


def _fault(key: PartnerKey, scope: str, now: datetime) -> str:
    """Why a key with the right secret isn't let in; "" when it is."""
    state = state_of(now, key.starts_at, key.expires_at, key.revoked_at)
    if state is not KeyState.HOLDS:
        return str(state)
    if not key.partner.active:
        return "stopped"
    return "" if scope in key.scopes else "scope"


def _refused(key: PartnerKey | None, reason: str, scope: str, now: datetime) -> Refused:
    """Log a refusal: one line for a reason and minute, so that nobody fills the table. Keys that don't exist are the operator's."""
    log.warning(
        "partner refused", extra={"fields": {"key": key.prefix if key else None, "reason": reason, "scope": scope}}
    )
    if key is not None:
        _write(_COUNTED, key, f"!{reason}:{_minute(now)}", reason, scope, now)
    return Refused()


def _not_for(scope: str) -> NotFor:
    return NotFor("partners.not_for", scope=scope_labels([scope])[0])


def _write(sql: str, key: PartnerKey, mark: str, outcome: str, scope: str, now: datetime) -> int:
    """A line in the log of use; 0 where it was there before and isn't to be counted."""
    return change(sql, [key.pk, mark[:100], now, scope[:60], outcome])


def _let_in(key: PartnerKey) -> Caller:
    return Caller(key.partner, key, actor_of(key.partner, key.scopes))


def _minute(now: datetime) -> str:
    return f"{now:%Y%m%d%H%M}"
