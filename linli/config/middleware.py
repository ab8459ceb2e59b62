"""One log line per request, and the content security policy. No path is logged: it may hold a secret link."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger("linli.request")

POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data: blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
    )
)


class ContentSecurityPolicy:
    """Nothing inline, nothing from elsewhere."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(self), geolocation=(self), microphone=()")
        return response


class _Counter:
    """Counts the statements of one request."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.count += 1
        return execute(sql, params, many, context)


class RequestLog:
    """Writes the line that operators read: who (id only), what right, how long, how many statements."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began, counter = time.perf_counter(), _Counter()
        with connection.execute_wrapper(counter):
            response = self.get_response(request)
            fields = _fields(request, response)
        fields |= {"ms": round((time.perf_counter() - began) * 1000, 1), "queries": counter.count}
        log.log(logging.ERROR if response.status_code >= 500 else logging.INFO, "request", extra={"fields": fields})
        return response


def _fields(request: HttpRequest, response: HttpResponse) -> dict[str, Any]:
    match = request.resolver_match
    actor = _actor(request)
    return {
        "request_id": getattr(request, "request_id", None),
        "method": request.method,
        "route": match.view_name if match else None,
        "status": response.status_code,
        "actor_id": getattr(actor, "account_id", None),
        "county_id": getattr(actor, "county_id", None),
        "permission": getattr(match.func, "policy", None) if match else None,
        "replica": getattr(request, "from_replica", False),
    }


def _actor(request: HttpRequest) -> Any:
    """Who asked, if it can be told: with the database away the line is written without."""
    actor = getattr(request, "actor", None)
    try:
        return actor if bool(actor) else None
    except DatabaseError:
        return None
