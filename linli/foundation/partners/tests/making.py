"""Partners and keys for tests, and requests as another system signs them."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

from linli.foundation.partners import registry, rules, services
from linli.foundation.partners.models import Partner
from linli.foundation.partners.services import Issued
from linli.kernel import clock

#: A scope of the tests' own, with a role that exists.
SCOPE = "partners.tests"
registry.register_scope(SCOPE, "Tests", role="observer")

YEAR = timedelta(days=365)


def partner(cast: Any, name: str = "12345 热线平台", **facts: Any) -> Partner:
    """A partner of the cast's county, made by its administrator; the same one the second time."""
    found = Partner.unscoped.filter(county=cast.county, name=name).first()
    return found or services.add_partner(cast.admin.actor, county=cast.county, name=name, **facts)


def issued(cast: Any, kind: str = "hmac", scopes: tuple[str, ...] = (SCOPE,), **facts: Any) -> Issued:
    """A key of `of` (the usual partner), for a year."""
    owner = facts.pop("of", None) or partner(cast)
    ends = facts.pop("expires_at", None) or clock.now() + YEAR
    return services.issue(cast.admin.actor, partner=owner, kind=kind, scopes=scopes, expires_at=ends, **facts)


def signed(key: Issued, body: bytes = b"", *, at: datetime | None = None, nonce: str = "") -> dict[str, str]:
    """The headers of a request that the owner of a key sends."""
    time, nonce = str(int((at or clock.now()).timestamp())), nonce or secrets.token_hex(8)
    said = rules.signature(key.secret, time, nonce, body)
    return {"Linli-Key": key.key.prefix, "Linli-Time": time, "Linli-Nonce": nonce, "Linli-Signature": said}
