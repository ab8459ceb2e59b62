"""An organization's own contract, by its signed-in people."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from linli.domains.credit import selectors
from linli.domains.credit.states import SIGN
from linli.domains.credit.web import own
from linli.foundation.audit.idempotency import creates
from linli.kernel.policy import requires, takes_form
from linli.kernel.web import page


@requires(SIGN)
@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """Organizations for which one may sign."""
    return page(request, "credit/units.html", {"subjects": selectors.subjects_of(_actor(request))})


@requires(SIGN)
@require_safe
def unit(request: HttpRequest, unit: int) -> HttpResponse:
    """The contract of one's organization, its account, every entry."""
    return own.show(request, _own(request, unit))


@requires(SIGN)
@creates
@takes_form
def sign(request: HttpRequest, unit: int, kind: str, code: str) -> HttpResponse:
    """Read a text and sign it for the organization."""
    return own.sign(request, _own(request, unit), kind, code)


@requires(SIGN)
@takes_form
def withdraw(request: HttpRequest, unit: int, code: str) -> HttpResponse:
    """Take a signature back."""
    return own.withdraw(request, _own(request, unit), code)


@requires(SIGN)
@creates
@takes_form
def object_to(request: HttpRequest, unit: int, pk: int) -> HttpResponse:
    """Say that an entry is wrong."""
    return own.object_to(request, _own(request, unit), pk)


@requires(SIGN)
@require_POST
def honour(request: HttpRequest, unit: int) -> HttpResponse:
    """On the list of thanks, or not."""
    return own.honour(request, _own(request, unit))


def _own(request: HttpRequest, unit: int) -> own.Own:
    return own.Own(selectors.subject_of_organization(_actor(request), unit), _actor(request), "unit", (unit,))


def _actor(request: HttpRequest) -> Any:
    return request.actor  # type: ignore[attr-defined]  # set by access' middleware
