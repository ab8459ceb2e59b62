"""The page for people about the doors for programs."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from linli.foundation.territory import selectors as territory
from linli.kernel.policy import public
from linli.kernel.web import page


@public
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What Open311 is, what can be asked, and how to get a key."""
    context = {"counties": territory.counties(), "base": request.build_absolute_uri(request.path)}
    return page(request, "api/about.html", context)
