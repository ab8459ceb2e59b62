"""Who asks: another platform with its key (`api_key`, or `Authorization: Bearer`, which no log of addresses shows), or anybody."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from linli.foundation.access.services.sessions import client_address
from linli.foundation.partners import services as partners
from linli.foundation.partners.services import Caller
from linli.kernel import brake
from linli.surfaces.api.open311.wire import Wrong
from linli.surfaces.api.permissions import SCOPE

#: Wrong keys from one address in an hour, and reports from one platform (both assumed).
MOST_WRONG, MOST_FILED = 20, 1000


def caller_of(request: HttpRequest, fields: QueryDict, county: Any) -> Caller | None:
    """The platform whose key was sent along; None where none was. 403 for a key that doesn't hold here, whatever is wrong with it."""
    secret = fields.get("api_key", "").strip() or _bearer(request)
    if not secret:
        return None
    caller = partners.by_bearer(secret[:200], SCOPE)
    if caller is None or caller.partner.county_id != county.pk:
        if brake.too_often(f"open311-key:{client_address(request)}", MOST_WRONG):
            raise Wrong(429, _("That is too often. Please go on in an hour."))
        raise Wrong(403, _("This api_key doesn't hold here."))
    return caller


def _bearer(request: HttpRequest) -> str:
    kind, _blank, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if kind.lower() == "bearer" else ""


def caller_with_key(request: HttpRequest, fields: QueryDict, county: Any) -> Caller:
    """As `caller_of`, where a key is needed: 403 without one, 429 for a platform that sends too much."""
    caller = caller_of(request, fields, county)
    if caller is None:
        raise Wrong(403, _("api_key was not provided. How to get one is said in the discovery document."))
    if brake.too_often(f"open311-filed:{caller.partner.pk}", MOST_FILED):
        raise Wrong(429, _("That is too often. Please go on in an hour."))
    return caller
