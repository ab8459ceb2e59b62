"""Pictures, served to those who may see them and to nobody else."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from linli.domains.cases import selectors
from linli.domains.cases.web import secret
from linli.kernel.pictures import served
from linli.kernel.policy import public, requires


@require_safe
@requires("cases.view")
def photo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A picture of a case, for staff."""
    return served(selectors.picture_for(request.actor, pk))  # type: ignore[attr-defined]  # set by access' middleware


@require_safe
@public
def follow_photo(request: HttpRequest, token: str, pk: int) -> HttpResponseBase:
    """A public picture of a case, for whoever has a secret link to it."""
    return served(selectors.picture_for_reporter(secret.reporter_of(token), pk))
